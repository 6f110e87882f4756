/// Which part of a stage a task is.
public enum TaskPart: Sendable, Hashable, CustomStringConvertible {
  /// All of a stage that is not sharded.
  case whole
  /// What comes before all shards.
  case prepare
  case shard(Int)
  /// What comes after all shards.
  case gather

  public var description: String {
    switch self {
    case .whole: "whole"
    case .prepare: "prepare"
    case .shard(let shard): "\(shard)"
    case .gather: "gather"
    }
  }

  public init?(_ text: some StringProtocol) {
    switch text {
    case "whole": self = .whole
    case "prepare": self = .prepare
    case "gather": self = .gather
    default:
      guard let shard = Int(text), shard >= 0 else { return nil }
      self = .shard(shard)
    }
  }

  public var shard: Int? { if case .shard(let shard) = self { shard } else { nil } }

  /// `0-3,7,gather`
  public static func list(_ parts: [TaskPart]) -> String {
    var words: [String] = []
    var run: ClosedRange<Int>?
    func close() {
      if let run { words.append(run.count == 1 ? "\(run.lowerBound)" : "\(run.lowerBound)-\(run.upperBound)") }
      run = nil
    }
    for part in parts {
      guard let shard = part.shard else {
        close()
        words.append(part.description)
        continue
      }
      if let open = run, open.upperBound + 1 == shard {
        run = open.lowerBound...shard
      } else {
        close()
        run = shard...shard
      }
    }
    close()
    return words.joined(separator: ",")
  }

  /// The parts of a list such as `0-3,7,gather`; nil where it is none.
  public static func parts(of list: String) -> [TaskPart]? {
    var parts: [TaskPart] = []
    for word in list.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = word.split(separator: "-", omittingEmptySubsequences: false)
      if ends.count == 2 {
        guard let from = Int(ends[0]), let to = Int(ends[1]), 0 <= from, from <= to, to < 1 << 20 else { return nil }
        parts += (from...to).map { .shard($0) }
      } else {
        guard let part = TaskPart(word) else { return nil }
        parts.append(part)
      }
    }
    return parts
  }
}
