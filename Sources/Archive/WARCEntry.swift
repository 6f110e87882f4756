import Hashing

/// One line of the journal beside a WARC file: where a record stands, and enough about it to find it without reading it.
///
/// The lines are the JSON part of CDXJ with sorted keys, in the order of the records.
public struct WARCEntry: Sendable, Hashable {
  /// Of the first byte of the record's gzip member.
  public var offset: Int
  /// Of the gzip member.
  public var length: Int
  public var kind: WARCRecord.Kind
  public var uri: String
  public var date: WARCDate
  /// Of the payload; nil for a `warcinfo`.
  public var digest: Digest?
  /// Nil without an HTTP head.
  public var status: Int?
  public var mime: String?
  /// Whether the answer stands for its URL when the crawl is continued; false for what was kept as evidence alone.
  public var isReplayed = true

  public init(
    offset: Int, length: Int, kind: WARCRecord.Kind, uri: String, date: WARCDate, digest: Digest? = nil,
    status: Int? = nil,
    mime: String? = nil
  ) {
    self.offset = offset
    self.length = length
    self.kind = kind
    self.uri = uri
    self.date = date
    self.digest = digest
    self.status = status
    self.mime = mime
  }

  init(_ record: WARCRecord, offset: Int, length: Int) {
    self.init(
      offset: offset, length: length, kind: record.kind, uri: record.targetURI ?? "", date: record.date,
      digest: record.payloadDigest, status: record.status, mime: record.mediaType)
  }

  /// What a revisit of this record refers to; nil for kinds that hold no payload, and for evidence.
  public var reference: WARCRecord.Reference? {
    guard let digest, kind != .revisit, isReplayed else { return nil }
    return WARCRecord.Reference(id: WARCRecord.id(kind, uri, date, digest), targetURI: uri, date: date)
  }
}
