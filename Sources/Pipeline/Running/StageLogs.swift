import Stages

/// What a stage's programs said when they last ran: `data/<stage>/logs/run.log` where one program does many tasks,
/// `data/<stage>/logs/<part>.log` where each task is a program of its own.
public struct StageLogs {
  private let home: String

  public init(data: String, stage: String) { home = "\(data)/\(stage)" }

  static func folder(_ home: String) -> String { home + "/logs" }

  /// The log files, in the order of the tasks.
  ///
  /// - Parameter part: a task whose log is wanted; the log of the program that did many is its log too.
  public func files(of part: TaskPart? = nil) -> [String] {
    let folder = Self.folder(home)
    let names = Files.names(in: folder).filter { $0.hasSuffix(".log") }.map { $0.dropLast(4) }
    let sorted = names.sorted { (Self.position($0), String($0)) < (Self.position($1), String($1)) }
    let own = part.map { part in sorted.filter { $0 == part.description } } ?? sorted[...].map { $0 }
    let chosen = own.isEmpty ? sorted.filter { $0 == "run" } : own
    return chosen.map { "\(folder)/\($0).log" }
  }

  private static func position(_ name: Substring) -> Int {
    switch TaskPart(name) {
    case .prepare: -1
    case .shard(let shard): shard
    default: .max
    }
  }
}
