import Glibc
import Stages

/// A program that is running.
final class Job {
  let work: Work
  /// Its tasks that have not been told done or failed, by key.
  var left: [String: TaskKey]
  let slots: Int
  let memory: Int
  let log: TaskLog
  /// Where it says how it gets on, for programs that take many tasks.
  var pipe: Pipe?
  /// Where it writes, for programs that take one.
  let draft: TaskDraft?
  /// What of a foreign task must not change while it runs.
  let watch: TaskWatch?
  let started = Clock.now()
  private(set) var lastWords = ""

  init(
    _ work: Work, _ keys: [TaskKey], slots: Int, memory: Int, log: TaskLog, pipe: Pipe? = nil, draft: TaskDraft? = nil,
    watch: TaskWatch? = nil
  ) {
    self.work = work
    left = Dictionary(keys.map { ($0.text, $0) }) { first, _ in first }
    self.slots = slots
    self.memory = memory
    self.log = log
    self.pipe = pipe
    self.draft = draft
    self.watch = watch
  }

  /// Takes in a line of what the program says.
  func heard(_ line: String) {
    if line.hasPrefix("{\"progress\"") { return }
    lastWords = line
    log.write(line)
  }
}

/// What a stage's programs said last time, `data/<stage>/logs/<part>.log`.
final class TaskLog {
  private let path: String
  private(set) var file: Int32

  /// - Parameter appends: whether what another program of the same run said is kept.
  init(home: String, name: String, appends: Bool = false) throws(StageFailure) {
    path = Self.path(home: home, name: name)
    let flags = O_RDWR | O_CREAT | (appends ? 0 : O_TRUNC) | O_APPEND | O_CLOEXEC
    var file = open(path, flags, 0o644)
    if file < 0, errno == ENOENT {
      try Files.makeFolder(Files.parent(of: path))
      file = open(path, flags, 0o644)
    }
    guard file >= 0 else { throw Files.cannotWrite(path, errno) }
    self.file = file
  }

  static func path(home: String, name: String) -> String { "\(StageLogs.folder(home))/\(name).log" }

  func write(_ line: String) {
    // A log that cannot be written is no reason to end a run.
    _ = Array((line + "\n").utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
  }

  /// The last line that is not empty.
  var lastLine: String {
    let size = lseek(file, 0, SEEK_END)
    var bytes = [UInt8](repeating: 0, count: min(4096, max(0, Int(size))))
    let count = pread(file, &bytes, bytes.count, size - off_t(bytes.count))
    let lines = bytes.prefix(max(0, count)).split(separator: 0x0a)
    return lines.last.map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  /// Closes the file; one with nothing in it is removed.
  func close() {
    guard file >= 0 else { return }
    if lseek(file, 0, SEEK_END) == 0 { unlink(path) }
    Glibc.close(file)
    file = -1
  }

  deinit { close() }
}

/// Which of a stage's tasks failed in its last run, `data/<stage>/failed.txt`: what `failed+` selects. Nothing is decided
/// by it; a task is to be done when its folder is not there.
public struct FailureNote {
  private let path: String

  public init(data: String, stage: String) { path = "\(data)/\(stage)/failed.txt" }

  init(_ stage: PlannedStage) { path = stage.home + "/failed.txt" }

  public var isThere: Bool { Files.exists(path) }

  /// What failed and why, one sentence a task.
  public var failures: [(part: TaskPart, message: String)] {
    let text = (try? Files.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: "\t", maxSplits: 2)
      guard words.count == 3, let part = TaskPart(words[0]) else { return nil }
      return (part, String(words[2]))
    }
  }

  func keep(_ failures: [(part: TaskPart, failure: StageFailure)]) {
    guard !failures.isEmpty else {
      unlink(path)
      return
    }
    let lines = failures.map { "\($0.part)\t\($0.failure.code.rawValue)\t\($0.failure.message)" }
    // Where the disk is full this note is missing too, and the failure has been said.
    try? Files.write((lines.joined(separator: "\n") + "\n").utf8, to: path, isShared: false)
  }
}
