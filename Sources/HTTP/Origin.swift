/// Where a request goes: scheme, host and port. What is secret to one origin is never told to another (RFC 6454).
public struct Origin: Sendable, Hashable, CustomStringConvertible {
  /// `http` or `https`.
  public let scheme: String
  /// In lower case; an IPv6 address keeps its brackets.
  public let host: String
  public let port: Int

  /// The origin of a URL.
  public init(of url: String) throws(TransportError) {
    self = try WebURL(url).origin
  }

  init(scheme: String, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  public var description: String { "\(scheme)://\(host):\(port)" }
}
