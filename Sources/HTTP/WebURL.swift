import CCurl

/// An absolute `http` or `https` URL, read by the same parser that will send it.
///
/// Two parsers that read one hostile URL differently are how a credential reaches the wrong host, so there is only libcurl's.
struct WebURL: Sendable, Hashable {
  /// The URL as it will be sent; spaces and bytes beyond ASCII are encoded, a fragment is dropped.
  let string: String
  let origin: Origin

  init(_ string: String) throws(TransportError) {
    try self.init(string, against: nil)
  }

  /// The URL that a `Location` or `Link` value names when it is met at this one.
  func resolving(_ reference: String) throws(TransportError) -> WebURL {
    try WebURL(reference, against: string)
  }

  private init(_ reference: String, against base: String?) throws(TransportError) {
    guard let handle = curl_url() else { throw TransportError(.badURL("out of memory"), at: reference) }
    defer { curl_url_cleanup(handle) }
    for part in [base, reference].compactMap({ $0 }) {
      let result = curl_url_set(handle, CURLUPART_URL, part, UInt32(CURLU_URLENCODE | CURLU_DISALLOW_USER))
      guard result == CURLUE_OK else { throw TransportError(.badURL(Self.reason(result)), at: reference) }
    }
    curl_url_set(handle, CURLUPART_FRAGMENT, nil, 0)
    let scheme = Self.part(CURLUPART_SCHEME, of: handle) ?? ""
    guard scheme == "http" || scheme == "https" else {
      throw TransportError(.badURL(Self.reason(CURLUE_UNSUPPORTED_SCHEME)), at: reference)
    }
    guard
      let string = Self.part(CURLUPART_URL, of: handle), let host = Self.part(CURLUPART_HOST, of: handle)?.lowercased(),
      let port = Self.part(CURLUPART_PORT, of: handle, UInt32(CURLU_DEFAULT_PORT)).flatMap({ Int($0) })
    else { throw TransportError(.badURL("it has no host"), at: reference) }
    self.string = string
    self.origin = Origin(scheme: scheme, host: host, port: port)
  }

  private static func part(_ part: CURLUPart, of handle: OpaquePointer, _ flags: UInt32 = 0) -> String? {
    var text: UnsafeMutablePointer<CChar>?
    guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
    defer { curl_free(text) }
    return String(cString: text)
  }

  private static func reason(_ code: CURLUcode) -> String {
    switch code {
    case CURLUE_UNSUPPORTED_SCHEME: "only http and https are followed"
    case CURLUE_USER_NOT_ALLOWED: "it carries a user name"
    case CURLUE_BAD_SCHEME, CURLUE_NO_SCHEME: "it does not start with http:// or https://"
    default: curl_url_strerror(code).map { String(cString: $0).lowercased() } ?? "it cannot be read"
    }
  }
}
