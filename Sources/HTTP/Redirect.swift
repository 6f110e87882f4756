/// One hop on the way to an answer.
public struct Redirect: Sendable, Hashable {
  /// How far a hop leads; a zoo's own cache answers with a relative one, its content network with another host.
  public enum Kind: String, Sendable, Hashable {
    case sameHostRelative = "same-host-relative"
    case sameHost = "same-host"
    case crossHost = "cross-host"
  }

  public var kind: Kind
  /// The answer that redirected.
  public var response: Response
  /// The absolute URL it led to.
  public var target: String

  public init(_ kind: Kind, response: Response, target: String) {
    self.kind = kind
    self.response = response
    self.target = target
  }
}
