import Stages

/// The tasks that are left to do, grouped as a queue or a build tool wants them: one job for all shards of a stage.
///
/// A value made from a plan and nothing else, so that what is exported can be tested without a cluster.
public struct JobGraph: Sendable, Equatable {
  /// In an order in which each job follows those it waits for.
  public var jobs: [Job]

  public init(jobs: [Job]) { self.jobs = jobs }

  /// Stages of which it is not known yet which tasks are to be done, in their order.
  public var unknown: [String] {
    jobs.filter(\.mayBeDone).map(\.stage).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
  }

  public var taskCount: Int { jobs.reduce(0) { $0 + $1.taskCount } }

  /// Tasks of one stage that differ in nothing but their shard.
  public struct Job: Sendable, Equatable {
    public enum Part: Sendable, Hashable {
      case whole
      case prepare
      /// What gathers the shards and puts the stage's snapshot together.
      case finish
      /// These shards, in ascending order.
      case shards([Int])
    }

    public var stage: String
    public var part: Part
    public var waits: [Wait] = []
    /// The most that a task of the stage needed so far.
    public var memoryBytes: Int?
    /// Whether a task wants a machine to itself.
    public var isAlone = false
    /// Whether some of its tasks may turn out to be done: that is known when what they read has been written, and a task
    /// that is done then ends at once.
    public var mayBeDone = false

    public init(
      stage: String, part: Part, waits: [Wait] = [], memoryBytes: Int? = nil, isAlone: Bool = false,
      mayBeDone: Bool = false
    ) {
      self.stage = stage
      self.part = part
      self.waits = waits
      self.memoryBytes = memoryBytes
      self.isAlone = isAlone
      self.mayBeDone = mayBeDone
    }

    /// What the job is called: the stage, and its part where it has several; safe as a file's name and in a comment.
    public var name: String {
      let stage = ShellWord.name(stage)
      switch part {
      case .whole, .shards: return stage
      case .prepare: return "\(stage)-prepare"
      case .finish: return "\(stage)-finish"
      }
    }

    public var taskCount: Int {
      if case .shards(let shards) = part { return shards.count }
      return 1
    }
  }

  /// What must be done before a job, or before each of its shards.
  public struct Wait: Sendable, Equatable {
    public enum For: Sendable { case sameShard, all }
    /// The job's name.
    public var job: String
    public var needs: For

    public init(_ job: String, _ needs: For) {
      self.job = job
      self.needs = needs
    }
  }

  func job(_ name: String) -> Job? { jobs.first { $0.name == name } }
}

/// A file to be written into the folder of an export.
public struct ExportedFile: Sendable, Equatable {
  public var name: String
  public var text: String
  public var isExecutable = false
}

/// How `macaroni` is called by what is exported: with paths that hold wherever the task runs.
public struct ExportedCall: Sendable {
  /// Path of `macaroni`.
  public var program: String
  /// `--manifest`, `--data` and the like.
  public var options: [String]

  public init(program: String, options: [String]) {
    self.program = program
    self.options = options
  }

  /// The words of a command as a shell reads them.
  func shell(_ command: String, _ words: [String] = []) -> String {
    ([program, command].map(ShellWord.quoted) + words + options.map(ShellWord.quoted)).joined(separator: " ")
  }
}

/// Words for `sh`.
enum ShellWord {
  /// The text as one word that the shell takes as it stands.
  static func quoted(_ text: String) -> String {
    let isPlain = !text.isEmpty && text.utf8.allSatisfy(isPlain)
    if isPlain { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// The text as a name of a shell variable.
  static func variable(_ text: String) -> String {
    "job_" + String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }

  /// The text with everything that is not plain replaced.
  static func name(_ text: String) -> String {
    String(decoding: text.utf8.map { isPlain($0) && $0 != UInt8(ascii: "/") ? $0 : UInt8(ascii: "_") }, as: UTF8.self)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"),
      UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "@"), UInt8(ascii: "+"):
      true
    default: false
    }
  }
}
