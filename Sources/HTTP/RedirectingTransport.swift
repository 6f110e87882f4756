/// Follows redirects one hop at a time, so that everything it wraps sees every hop.
///
/// The answer lists the hops that led to it. A credential goes to its own origin only; `Authorization` and `Cookie` fields
/// that a caller set by hand stay behind when the origin changes.
public struct RedirectingTransport: Transport {
  private static let secretFields = ["Authorization", "Cookie", "Proxy-Authorization"]

  private let base: any Transport
  private let limit: Int

  public init(_ base: any Transport, limit: Int = 5) {
    self.base = base
    self.limit = limit
  }

  public func send(_ request: Request) async throws(TransportError) -> Response {
    var request = request
    var url = try WebURL(request.url)
    var hops: [Redirect] = []
    while true {
      var response = try await base.send(request)
      guard let location = response.redirectLocation else {
        response.redirects = hops
        return response
      }
      guard hops.count < limit else { throw TransportError(.tooManyRedirects(limit: limit), at: request.url) }
      let target = try url.resolving(location)
      let kind = Self.kind(of: location, from: url.origin, to: target.origin)
      hops.append(Redirect(kind, response: response, target: target.string))
      if kind == .crossHost {
        for name in Self.secretFields { request.headers.removeAll(named: name) }
      }
      request.url = target.string
      url = target
    }
  }

  private static func kind(of location: String, from: Origin, to: Origin) -> Redirect.Kind {
    guard from == to else { return .crossHost }
    let start = location.lowercased()
    let isAbsolute = start.hasPrefix("http:") || start.hasPrefix("https:") || start.hasPrefix("//")
    return isAbsolute ? .sameHost : .sameHostRelative
  }
}

extension Response {
  /// Where it redirects to, if it does: 300 and 304 are answers in themselves.
  fileprivate var redirectLocation: String? {
    [301, 302, 303, 307, 308].contains(status) ? headers["Location"] : nil
  }
}
