import Archive
import Glibc
import Hashing
import Records
import Synchronization

/// The WARC file of one run of fetch: what came is kept, and what was kept before a kill is not asked for again.
///
/// A crawl is resumed by walking from the start: every answer that the file holds is replayed from it, so the walk meets what
/// it met before and goes on where nothing is held. Writing happens beside the walk; `finish` waits for it.
public final class Crawl: Sendable {
  /// An answer that the file already held.
  public struct Recorded: Sendable {
    public var status: Int
    /// Status line and fields, as stored.
    public var head: [UInt8]
    public var body: [UInt8]
    public var kept: Kept
  }

  /// What a kept document is found by.
  public struct Kept: Sendable {
    public var digest: Digest
    /// For records that are made from this one; nil for what stands in no WARC file.
    public var reference: WARCRecord.Reference?

    public init(digest: Digest, reference: WARCRecord.Reference? = nil) {
      self.digest = digest
      self.reference = reference
    }
  }

  /// Payloads below this are written again rather than referred to: the reference would be larger.
  private static let smallestRevisit = 256

  private let writer: WARCWriter
  private let reader: WARCReader
  private let earlier: ZooArchive
  private let now: @Sendable () -> Int
  /// Answers found at the start: URL to place in `writer.found`.
  private let found: [String: Int]
  private let own: Mutex<Own>
  private let queue: WARCQueue

  private struct Own {
    /// Where payloads stand in this file; nil while they wait to be written.
    var places: [Digest: Place?] = [:]
    var figures = Figures()
    var evidence = 0
  }

  private struct Place {
    var offset: Int
    var length: Int
  }

  /// What the crawl did.
  public struct Figures: Sendable, Equatable {
    /// Answers that came from the file instead of the network.
    public var replayed = 0
    /// Answers whose payload an earlier record holds.
    public var revisits = 0
    /// Bytes of payload taken in, decoded.
    public var bytes = 0
  }

  /// - Parameter now: seconds since 1970 for the records' dates; they stand in the WARC file alone.
  init(path: String, earlier: ZooArchive, now: @escaping @Sendable () -> Int = { time(nil) }) throws(ArchiveError) {
    writer = try WARCWriter(path)
    reader = try WARCReader(path)
    self.earlier = earlier
    self.now = now
    var found: [String: Int] = [:]
    var own = Own()
    for (index, entry) in writer.found.enumerated() {
      if entry.status != nil, entry.isReplayed { found[entry.uri] = index }
      if ZooArchive.isPayload(entry.kind), let digest = entry.digest {
        own.places[digest] = Place(offset: entry.offset, length: entry.length)
      }
    }
    self.found = found
    self.own = Mutex(own)
    queue = WARCQueue()
    if writer.found.isEmpty {
      try writer.append(
        .warcinfo(
          at: WARCDate(secondsSince1970: now()),
          [("software", "macaroni"), ("format", "WARC File Format 1.0"), ("conformsTo", "ISO 28500:2009")]))
    }
  }

  public var figures: Figures { own.withLock { $0.figures } }

  /// Numbers what is kept as evidence, apart from what an earlier try numbered.
  private func nextEvidence() -> Int {
    own.withLock { own in
      own.evidence += 1
      return writer.found.count + own.evidence
    }
  }

  // MARK: Replaying

  /// The answer from that URL, if this run already has it whole.
  public func recorded(_ url: String) -> Recorded? {
    guard let index = found[url] else { return nil }
    let entry = writer.found[index]
    // What cannot be read is as good as not there: it is asked for again.
    guard let record = try? reader.record(at: entry), let digest = record.payloadDigest, let status = record.status,
      let body = record.kind == .revisit ? payload(digest) : record.payload
    else { return nil }
    own.withLock { $0.figures.replayed += 1 }
    let reference = WARCRecord.Reference(id: record.id, targetURI: url, date: record.date)
    return Recorded(status: status, head: record.httpHead, body: body, kept: Kept(digest: digest, reference: reference))
  }

  private func payload(_ digest: Digest) -> [UInt8]? { try? held(digest)?.payload }

  /// The record that holds a payload, of this run or an earlier one.
  private func held(_ digest: Digest) throws(ArchiveError) -> WARCRecord? {
    if let place = earlier.place(of: digest) { return try earlier.record(at: place) }
    guard let place = own.withLock({ $0.places[digest] ?? nil }) else { return nil }
    return try reader.record(at: place.offset, length: place.length)
  }

  // MARK: Keeping

  /// Keeps an answer, its head as received and its body decoded.
  ///
  /// - Parameters:
  ///   - isReplayed: false for what is kept as evidence alone, because the next try is to ask again.
  ///   - truncated: why the body is not whole, as in `WARCRecord`.
  public func keep(
    responseFrom url: String, head: [UInt8], body: [UInt8], address: String? = nil, isReplayed: Bool = true,
    truncated: String? = nil
  ) async throws(StageFailure) -> Kept {
    var record = WARCRecord.response(
      from: url, at: date, head: head, body: body, address: address, truncated: truncated)
    if !isReplayed { record = record.numbered(nextEvidence()) }
    let kept = Self.kept(record)
    let isNew = isNew(kept.digest, bytes: body.count)
    if isReplayed, !isNew, body.count >= Self.smallestRevisit {
      own.withLock { $0.figures.revisits += 1 }
      try await write(bytes: head.count) { [self, record] () throws(ArchiveError) in
        guard let original = try held(kept.digest) else { return record }
        let reference = WARCRecord.Reference(id: original.id, targetURI: original.targetURI, date: original.date)
        return .revisit(
          of: reference, .identicalPayload, from: url, at: record.date, head: head, payloadDigest: kept.digest,
          address: address)
      }
    } else {
      try await write(bytes: body.count, isReplayed: isReplayed) { [record] in record }
    }
    return kept
  }

  /// Keeps bytes that did not come as an answer of their own, unless the zoo's files hold them.
  public func keep(resource bytes: [UInt8], uri: String, mediaType: String) async throws(StageFailure) -> Kept {
    try await keep(.resource(uri, at: date, contentType: mediaType, payload: bytes))
  }

  /// Keeps what was made from another record, such as one entry of a listing, unless the zoo's files hold it.
  public func keep(
    conversion bytes: [UInt8], of original: WARCRecord.Reference, uri: String, mediaType: String
  ) async throws(StageFailure) -> Kept {
    try await keep(.conversion(of: original, uri, at: date, contentType: mediaType, payload: bytes))
  }

  private func keep(_ record: WARCRecord) async throws(StageFailure) -> Kept {
    let kept = Self.kept(record)
    if isNew(kept.digest, bytes: record.payload.count) { try await write(bytes: record.payload.count) { record } }
    return kept
  }

  /// Waits until everything is on disk.
  public func finish() async throws(StageFailure) {
    try await queue.drained()
    do throws(ArchiveError) {
      try writer.synchronise()
    } catch {
      throw StageFailure(.cannotWrite, "\(error)")
    }
  }

  private var date: WARCDate { WARCDate(secondsSince1970: now()) }

  private static func kept(_ record: WARCRecord) -> Kept {
    // Records made here always have a digest; hashing the payload again is what it would be.
    Kept(
      digest: record.payloadDigest ?? SHA256.digest(of: record.payload),
      reference: WARCRecord.Reference(id: record.id, targetURI: record.targetURI, date: record.date))
  }

  /// Whether no file holds the payload yet; from now on this one does.
  private func isNew(_ digest: Digest, bytes: Int) -> Bool {
    let isEarlier = earlier.place(of: digest) != nil
    return own.withLock { own in
      own.figures.bytes += bytes
      guard !isEarlier, own.places[digest] == nil else { return false }
      own.places[digest] = .some(nil)
      return true
    }
  }

  private func write(
    bytes: Int, isReplayed: Bool = true, _ make: @escaping @Sendable () throws(ArchiveError) -> WARCRecord
  ) async throws(StageFailure) {
    try await queue.add(bytes: bytes) { [self] () throws(ArchiveError) in
      let entry = try writer.append(make(), isReplayed: isReplayed)
      guard ZooArchive.isPayload(entry.kind), let digest = entry.digest else { return }
      own.withLock { $0.places[digest] = Place(offset: entry.offset, length: entry.length) }
    }
  }
}
