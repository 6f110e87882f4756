import Hashing

extension WARCRecord {
  /// An answer, its head as received and its body decoded; `StoredHead` tells what becomes of the head.
  public static func response(
    from uri: String, at date: WARCDate, head: [UInt8], body: [UInt8], address: String? = nil, truncated: String? = nil
  ) -> WARCRecord {
    let stored = StoredHead(head, bodyCount: body.count)
    return WARCRecord(
      .response, uri, date, contentType: "application/http; msgtype=response", httpHead: stored.bytes, payload: body,
      payloadDigest: SHA256.digest(of: body), address: address, protocolName: stored.protocolName, truncated: truncated)
  }

  /// An answer whose payload an earlier record holds.
  public static func revisit(
    of original: Reference, _ profile: Profile, from uri: String, at date: WARCDate, head: [UInt8],
    payloadDigest: Digest,
    address: String? = nil
  ) -> WARCRecord {
    let stored = StoredHead(head, bodyCount: nil)
    return WARCRecord(
      .revisit, uri, date, contentType: "application/http; msgtype=response", httpHead: stored.bytes, payload: [],
      payloadDigest: payloadDigest, refersTo: original, profile: profile.rawValue, address: address,
      protocolName: stored.protocolName)
  }

  /// Bytes that did not come as an HTTP answer of their own, such as one file of an archive.
  public static func resource(_ uri: String, at date: WARCDate, contentType: String, payload: [UInt8]) -> WARCRecord {
    WARCRecord(
      .resource, uri, date, contentType: contentType, payload: payload, payloadDigest: SHA256.digest(of: payload))
  }

  /// What we have to say about another record.
  public static func metadata(
    about record: Reference, _ uri: String, at date: WARCDate, contentType: String, payload: [UInt8]
  ) -> WARCRecord {
    WARCRecord(
      .metadata, uri, date, contentType: contentType, payload: payload, payloadDigest: SHA256.digest(of: payload),
      refersTo: record)
  }

  /// What another record became in another format.
  public static func conversion(
    of record: Reference, _ uri: String, at date: WARCDate, contentType: String, payload: [UInt8]
  ) -> WARCRecord {
    WARCRecord(
      .conversion, uri, date, contentType: contentType, payload: payload, payloadDigest: SHA256.digest(of: payload),
      refersTo: record)
  }

  /// What made the file; the first record, by custom.
  public static func warcinfo(at date: WARCDate, _ fields: [(name: String, value: String)]) -> WARCRecord {
    let payload = fields.flatMap { Array("\($0.name): \($0.value)\r\n".utf8) }
    return WARCRecord(.warcinfo, nil, date, contentType: "application/warc-fields", payload: payload)
  }

  private init(
    _ kind: Kind, _ uri: String?, _ date: WARCDate, contentType: String, httpHead: [UInt8] = [], payload: [UInt8],
    payloadDigest: Digest? = nil, refersTo: Reference? = nil, profile: String? = nil, address: String? = nil,
    protocolName: String? = nil, truncated: String? = nil
  ) {
    self.init(
      kind: kind, id: Self.id(kind, uri, date, payloadDigest ?? SHA256.digest(of: payload)), targetURI: uri, date: date,
      contentType: contentType, httpHead: httpHead, payload: payload, payloadDigest: payloadDigest, refersTo: refersTo,
      profile: profile, address: address, protocolName: protocolName, truncated: truncated)
  }

  /// The same record under an id of its own, for an answer that comes again within the second that the date tells.
  public func numbered(_ number: Int) -> WARCRecord {
    var record = self
    record.id = Self.id(kind, targetURI, date, SHA256.digest(of: "\(id) \(number)"))
    return record
  }

  /// A UUID of version 8 (RFC 9562 §5.8) from the digest of what tells records apart.
  static func id(_ kind: Kind, _ uri: String?, _ date: WARCDate, _ digest: Digest) -> String {
    var bytes = Array(SHA256.digest(of: "\(kind.rawValue)\n\(date)\n\(digest.hex)\n\(uri ?? "")").bytes.prefix(16))
    bytes[6] = bytes[6] & 0x0f | 0x80
    bytes[8] = bytes[8] & 0x3f | 0x80
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
    return "<urn:uuid:\(String(decoding: text, as: UTF8.self))>"
  }
}
