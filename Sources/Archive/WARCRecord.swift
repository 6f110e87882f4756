import Hashing

/// One record of a WARC/1.0 file (ISO 28500:2009).
///
/// ```swift
/// try writer.append(.response(from: url, at: date, head: response.head, body: response.body))
/// ```
/// Its id is a function of what it records, so that one crawl replayed gives one file.
public struct WARCRecord: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable {
    case warcinfo, response, request, resource, metadata, revisit, conversion, continuation
  }

  /// An earlier record that holds the payload, or that this one is about.
  public struct Reference: Sendable, Hashable {
    public var id: String
    public var targetURI: String?
    public var date: WARCDate?

    public init(id: String, targetURI: String? = nil, date: WARCDate? = nil) {
      self.id = id
      self.targetURI = targetURI
      self.date = date
    }
  }

  /// Why a revisit holds no payload.
  public enum Profile: String, Sendable, Hashable {
    /// The payload came again and was the same.
    case identicalPayload = "http://netpreserve.org/warc/1.0/revisit/identical-payload-digest"
    /// The server answered 304.
    case notModified = "http://netpreserve.org/warc/1.0/revisit/server-not-modified"
  }

  public var kind: Kind
  /// `<urn:uuid:…>`.
  public var id: String
  /// The URL asked for; a `warcinfo` has none.
  public var targetURI: String?
  public var date: WARCDate
  public var contentType: String?
  /// The head of a response or revisit, with the empty line that ends it; empty for other kinds.
  public var httpHead: [UInt8]
  /// The body without codings; of a revisit, nothing.
  public var payload: [UInt8]
  /// Of the payload, also where a revisit leaves it out; nil if a foreign file does not say.
  public var payloadDigest: Digest?
  public var refersTo: Reference?
  public var profile: String?
  public var address: String?
  /// `h2` where the answer came over HTTP/2.
  public var protocolName: String?
  /// Why the payload is not whole: `length`, `time`, `disconnect` or `unspecified`.
  public var truncated: String?

  /// The status code in the HTTP head, if there is one.
  public var status: Int? {
    let parts = httpHead.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }.split(
      separator: UInt8(ascii: " "))
    return parts.count > 1 ? Int(String(decoding: parts[1], as: UTF8.self)) : nil
  }

  /// The fields of the HTTP head by that name, whatever its capitals, in order.
  public func httpFields(_ name: String) -> [String] {
    httpHead.split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
        String(decoding: line[..<colon], as: UTF8.self).lowercased() == name.lowercased()
      else { return nil }
      return String(decoding: line[(colon + 1)...], as: UTF8.self).trimmingBlanks()
    }
  }

  /// The media type: of the HTTP answer where there is one, else of the record.
  public var mediaType: String? { httpHead.isEmpty ? contentType : httpFields("Content-Type").first }

  var block: [UInt8] { httpHead + payload }
}

extension String {
  /// Without the spaces, tabs and carriage returns around it.
  func trimmingBlanks() -> String {
    let bytes = Array(utf8)
    let blanks: [UInt8] = [0x20, 0x09, 0x0d]
    guard let first = bytes.firstIndex(where: { !blanks.contains($0) }),
      let last = bytes.lastIndex(where: { !blanks.contains($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }
}
