/// Why there is no answer, and to which URL.
public struct TransportError: Error, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    case badURL(String)
    case badHeader(name: String)
    case cannotResolve(host: String)
    case cannotConnect(host: String, detail: String)
    case tlsFailure(String)
    case timedOut(Phase, limit: Duration)
    /// The connection ended before the body did; `expected` is nil when the body had no declared length.
    case truncated(expected: Int?, got: Int)
    case interrupted(String)
    case tooLarge(limit: Int)
    case tooManyRedirects(limit: Int)
    case protocolError(String)
    case cancelled
  }

  /// What was being waited for when the time was up.
  public enum Phase: String, Sendable, Hashable { case connecting, stalled, total }

  public var reason: Reason
  public var url: String
  /// The answer as far as it had come; nil before the end of its head. Evidence, and no part of which error this is.
  public var received: Response?

  public init(_ reason: Reason, at url: String, received: Response? = nil) {
    self.reason = reason
    self.url = url
    self.received = received
  }

  public static func == (left: Self, right: Self) -> Bool { left.reason == right.reason && left.url == right.url }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(reason)
    hasher.combine(url)
  }

  /// Whether the same request may well succeed a little later.
  public var isTransient: Bool {
    switch reason {
    case .cannotResolve, .cannotConnect, .timedOut, .truncated, .interrupted: true
    case .badURL, .badHeader, .tlsFailure, .tooLarge, .tooManyRedirects, .protocolError, .cancelled: false
    }
  }

  public var description: String { "\(url): \(sentence)" }

  private var sentence: String {
    switch reason {
    case .badURL(let detail): "not a URL to fetch, \(detail); correct it where it is written"
    case .badHeader(let name): "the request header '\(name)' has a line break or a NUL; correct its value"
    case .cannotResolve(let host): "the name '\(host)' is not known here; check its spelling and the network"
    case .cannotConnect(let host, let detail): "no connection to \(host), \(detail); check that the server is up"
    case .tlsFailure(let detail):
      "no secure connection, \(detail); check the server's certificate, or name a file of the authorities that you trust in SSL_CERT_FILE"
    case .timedOut(.connecting, let limit): "not connected after \(limit.inSeconds); try later or raise the limit"
    case .timedOut(.stalled, let limit): "less than 1 KiB/s for \(limit.inSeconds); try later"
    case .timedOut(.total, let limit): "not complete after \(limit.inSeconds); try later or raise the limit"
    case .truncated(let expected?, let got): "the body ended after \(got) of \(expected) bytes; try again"
    case .truncated(nil, let got): "the body ended early, after \(got) bytes; try again"
    case .interrupted(let detail): "the connection was lost, \(detail); try again"
    case .tooLarge(let limit): "the answer is larger than \(limit) bytes; raise the limit if that much is wanted"
    case .tooManyRedirects(let limit): "still a redirect after \(limit) hops; look at where they lead"
    case .protocolError(let detail): "the server does not speak HTTP as it should, \(detail); report it to the zoo"
    case .cancelled: "cancelled before there was an answer"
    }
  }
}

extension Duration {
  /// Whole seconds as `30 s`, others as `0.25 s`.
  var inSeconds: String {
    let (seconds, attoseconds) = components
    guard attoseconds != 0 else { return "\(seconds) s" }
    return "\(Double(seconds) + Double(attoseconds) / 1e18) s"
  }
}
