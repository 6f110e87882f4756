/// An answer, whatever its status: a 404 is an answer, a closed connection is a `TransportError`.
public struct Response: Sendable, Hashable {
  /// The URL that gave this answer, after any redirects.
  public var url: String
  /// `HTTP/1.1`, `HTTP/2`, … as the status line says it.
  public var version: String
  public var status: Int
  public var headers: Headers
  /// The status line, the fields and the empty line that ends them, byte for byte.
  public var head: [UInt8]
  /// The body without its transfer and content codings.
  public var body: [UInt8]
  /// The address that answered, if libcurl knows it.
  public var address: String?
  /// The answers that led here, first hop first.
  public var redirects: [Redirect]
  public var timing: Timing

  public init(
    url: String, version: String = "HTTP/1.1", status: Int, headers: Headers = [:], head: [UInt8] = [],
    body: [UInt8] = [],
    address: String? = nil, redirects: [Redirect] = [], timing: Timing = Timing()
  ) {
    self.url = url
    self.version = version
    self.status = status
    self.headers = headers
    self.head = head
    self.body = body
    self.address = address
    self.redirects = redirects
    self.timing = timing
  }

  /// Whether the status is 2xx.
  public var isSuccess: Bool { (200..<300).contains(status) }

  /// Where the next page is, if a `Link` field says so.
  ///
  /// Resolved against the URL of this answer; nil too if what it names is not an `http` or `https` URL.
  public var nextPage: String? {
    guard let link = Link.parse(headers).first(where: { $0.relations.contains("next") }) else { return nil }
    return try? WebURL(url).resolving(link.target).string
  }
}
