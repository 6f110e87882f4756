import Hashing

extension WARCRecord {
  /// The record as it stands in a file, before compression.
  ///
  /// Digests are `sha256:` and 64 hexadecimal letters, the spelling of the rest of the pipeline; readers tell it from base 32 by its length.
  func serialised() -> [UInt8] {
    let block = block
    var head = "WARC/1.0\r\n"
    func field(_ name: String, _ value: String?) {
      guard let value else { return }
      head += "\(name): \(value.asFieldValue)\r\n"
    }
    field("WARC-Type", kind.rawValue)
    field("WARC-Record-ID", id)
    field("WARC-Date", date.description)
    field("WARC-Target-URI", targetURI)
    field("WARC-IP-Address", address)
    field("WARC-Protocol", protocolName)
    field("WARC-Profile", profile)
    field("WARC-Refers-To", refersTo?.id)
    field("WARC-Refers-To-Target-URI", refersTo?.targetURI)
    field("WARC-Refers-To-Date", refersTo?.date?.description)
    field("WARC-Truncated", truncated)
    field("WARC-Block-Digest", "sha256:\(SHA256.digest(of: block).hex)")
    field("WARC-Payload-Digest", payloadDigest.map { "sha256:\($0.hex)" })
    field("Content-Type", contentType)
    field("Content-Length", String(block.count))
    return Array("\(head)\r\n".utf8) + block + Array("\r\n\r\n".utf8)
  }

  /// The record as it will be read again.
  var asWritten: WARCRecord {
    var record = self
    record.targetURI = targetURI?.asFieldValue
    record.contentType = contentType?.asFieldValue
    return record
  }

  /// Reads the named fields, without the block; the second result is the block's length.
  static func parseHead(_ head: [UInt8]) throws(ArchiveError.Reason) -> (WARCRecord, FieldValues, length: Int) {
    let lines = head.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self).trimmingBlanks() }
    guard let version = lines.first, version == "WARC/1.0" || version == "WARC/1.1" else {
      throw .notWARC("it does not start with WARC/1.0 or WARC/1.1")
    }
    let fields = FieldValues(lines.dropFirst())
    guard let length = fields["Content-Length"].flatMap({ Int($0) }), length >= 0 else {
      throw .notWARC("it has no Content-Length")
    }
    guard let kind = fields["WARC-Type"].flatMap(Kind.init) else { throw .notWARC("its WARC-Type is unknown") }
    guard let date = fields["WARC-Date"].flatMap({ WARCDate($0) }) else { throw .notWARC("it has no WARC-Date") }
    guard let id = fields["WARC-Record-ID"] else { throw .notWARC("it has no WARC-Record-ID") }
    let reference = fields["WARC-Refers-To"].map {
      Reference(
        id: $0, targetURI: fields["WARC-Refers-To-Target-URI"],
        date: fields["WARC-Refers-To-Date"].flatMap { WARCDate($0) })
    }
    let record = WARCRecord(
      kind: kind, id: id, targetURI: fields["WARC-Target-URI"], date: date, contentType: fields["Content-Type"],
      httpHead: [],
      payload: [], payloadDigest: fields.sha256("WARC-Payload-Digest"), refersTo: reference,
      profile: fields["WARC-Profile"],
      address: fields["WARC-IP-Address"], protocolName: fields["WARC-Protocol"], truncated: fields["WARC-Truncated"])
    return (record, fields, length)
  }

  /// Divides a block into HTTP head and payload, where the record has both.
  mutating func take(_ block: [UInt8]) throws(ArchiveError.Reason) {
    guard [.response, .revisit].contains(kind), contentType?.lowercased().hasPrefix("application/http") == true,
      !block.isEmpty
    else {
      payload = block
      return
    }
    guard let end = block.endOfHead else { throw .notWARC("its HTTP head has no end") }
    httpHead = Array(block[..<end])
    payload = Array(block[end...])
  }

  /// Named fields, the first of each name.
  struct FieldValues {
    private var values: [String: String] = [:]

    init(_ lines: some Sequence<String>) {
      for line in lines {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let name = line[..<colon].lowercased()
        if values[name] == nil { values[name] = String(line[line.index(after: colon)...]).trimmingBlanks() }
      }
    }

    subscript(name: String) -> String? { values[name.lowercased()] }

    /// A digest in our own spelling; others are left unchecked.
    func sha256(_ name: String) -> Digest? {
      self[name].flatMap { $0.hasPrefix("sha256:") ? Digest(hex: $0.dropFirst(7)) : nil }
    }
  }
}

extension String {
  /// Without line breaks, which would start another field, and without blanks around it.
  fileprivate var asFieldValue: String {
    // Nearly every value is fit as it is.
    let isFit = utf8.first != 0x20 && utf8.last != 0x20 && utf8.allSatisfy { $0 >= 0x20 }
    return isFit
      ? self
      : String(String.UnicodeScalarView(unicodeScalars.filter { !["\r", "\n", "\0"].contains($0) })).trimmingBlanks()
  }
}

extension [UInt8] {
  /// The index after the first empty line.
  var endOfHead: Int? {
    var index = startIndex
    while let newline = self[index...].firstIndex(of: 0x0a) {
      let line = self[index..<newline]
      if line.isEmpty || line.elementsEqual([0x0d]) { return newline + 1 }
      index = newline + 1
    }
    return nil
  }
}
