/// How the programs end (BSD sysexits, plus 1 for "different").
public enum ExitStatus: Int32, Sendable {
  case done = 0
  /// The answer is "different" or "stale".
  case different = 1
  case wrongArguments = 64
  /// Too many rejections, a broken expectation, or a stage's program of somebody else that failed.
  case badData = 65
  case unreachable = 69
  case bug = 70
  case cannotWrite = 73
  case tryAgainLater = 75
}

/// An error that a person is to read: a sentence, and how the program ends.
public protocol ReportedError: Error, CustomStringConvertible {
  var status: ExitStatus { get }
}

/// Something that ends the program, with a sentence that says where, what, and what to do.
public struct StageFailure: ReportedError, Equatable {
  public var code: ExitStatus
  public var message: String

  public init(_ code: ExitStatus, _ message: String) {
    self.code = code
    self.message = message
  }

  public var status: ExitStatus { code }
  public var description: String { message }
}
