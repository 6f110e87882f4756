/// A bearer token and the one origin that may see it.
///
/// Printing it, or a request that carries it, never shows the token.
public struct Credential: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public let origin: Origin
  let token: String

  /// A token for the origin of `url`: `Credential(bearer: token, for: "https://huggingface.co")`.
  public init(bearer token: String, for url: String) throws(TransportError) {
    origin = try Origin(of: url)
    self.token = token
  }

  public var description: String { "a credential for \(origin)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["origin": origin]) }
}
