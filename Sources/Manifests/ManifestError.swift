import Stages

/// A manifest that cannot be followed; the description says where, what, and what to do.
public struct ManifestError: ReportedError, Equatable {
  public enum Problem: Equatable, Sendable {
    case absent
    case unreadable(String)
    case syntax(String)
    case newerFormat(String)
    case missing(key: String, in: String)
    case unknownKey(String, in: String, known: [String], closest: String?)
    case wrongType(key: String, expected: String)
    case unknownInput(stage: String, input: String, closest: String?)
    case unknownStage(String, closest: String?, known: [String])
    case notWritten(stage: String, kind: String, inputs: [String])
    case cycle([String])
    case setting(stage: String, String)
  }

  public var status: ExitStatus { .wrongArguments }
  public var file: String
  public var line: Int?
  public var problem: Problem

  public init(file: String, line: Int? = nil, _ problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  public var description: String {
    let place = line.map { "\(file):\($0)" } ?? file
    return "\(place): \(sentence)"
  }

  private var sentence: String {
    switch problem {
    case .absent: return "there is no such manifest; name yours with --manifest"
    case .unreadable(let reason): return "cannot be read: \(reason)"
    case .syntax(let reason): return reason
    case .newerFormat(let format):
      return "manifest format \(format) is not known; this macaroni reads format 1, update it or write 'macaroni: 1'"
    case .missing(let key, let place): return "\(place) has no '\(key)'"
    case .unknownKey(let key, let place, let known, let closest):
      return "\(place) has no setting '\(key)'\(Self.hint(closest)); known: \(known.joined(separator: ", "))"
    case .wrongType(let key, let expected): return "'\(key)' must be \(expected)"
    case .unknownInput(let stage, let input, let closest):
      return "stage '\(stage)' reads from '\(input)', which is not a stage\(Self.hint(closest))"
    case .unknownStage(let stage, let closest, let known):
      return "there is no stage '\(stage)'\(Self.hint(closest)); known: \(known.joined(separator: ", "))"
    case .notWritten(let stage, let kind, let inputs):
      return inputs.isEmpty
        ? "stage '\(stage)' reads \(kind) records but has no 'from'"
        : "stage '\(stage)' reads \(kind) records, which \(inputs.joined(separator: " and ")) "
          + "\(inputs.count == 1 ? "does" : "do") not write"
    case .cycle(let stages):
      return "these stages wait for each other: \(stages.joined(separator: " → ")); remove one 'from'"
    case .setting(let stage, let reason): return "stage '\(stage)': \(reason)"
    }
  }

  private static func hint(_ closest: String?) -> String { closest.map { "; did you mean '\($0)'?" } ?? "" }
}
