import CArchive
import Hashing
import Synchronization

/// Reads records from a WARC file of gzip members, at any offset and from any number of threads.
///
/// It reads what `WARCWriter` writes and other WARC/1.0 and 1.1 files compressed by record. Nothing in a file is believed: sizes
/// are bounded, and digests in our spelling are computed again.
public final class WARCReader: Sendable {
  public struct Limits: Sendable {
    public var headBytes: Int
    /// Of one record's block, decompressed.
    public var blockBytes: Int

    /// 64 KiB and 256 MiB.
    public init(headBytes: Int = 64 << 10, blockBytes: Int = 256 << 20) {
      self.headBytes = headBytes
      self.blockBytes = blockBytes
    }
  }

  private let file: OpenFile
  private let limits: Limits
  /// As many as threads have read at once.
  let inflaters = Mutex<[Inflater]>([])

  public init(_ path: String, limits: Limits = Limits()) throws(ArchiveError) {
    file = try OpenFile(reading: path)
    self.limits = limits
  }

  /// What the journal beside the file says; a last line that was cut off is left out.
  public func entries() throws(ArchiveError) -> [WARCEntry] {
    let journal = try OpenFile(reading: file.path + ".cdxj")
    return try WARCJournal.read(journal.readAll(), path: journal.path, fileSize: file.size()).0
  }

  /// The record that a journal line names, which must be what the line says and carry the digest of its block.
  public func record(at entry: WARCEntry) throws(ArchiveError) -> WARCRecord {
    let stream = try stream(at: entry.offset, length: entry.length)
    guard let record = try stream.next(requiringDigest: true) else {
      throw ArchiveError(.truncated, in: file.path, at: entry.offset)
    }
    guard WARCEntry(record, offset: entry.offset, length: entry.length) == entry else {
      throw ArchiveError(.notWARC("it is not the record that the journal names"), in: file.path, at: entry.offset)
    }
    return record
  }

  /// The record whose gzip member starts there. Knowing the member's length saves decompressing its neighbours.
  public func record(at offset: Int, length: Int? = nil) throws(ArchiveError) -> WARCRecord {
    let stream = try stream(at: offset, length: length)
    guard let record = try stream.next() else { throw ArchiveError(.truncated, in: file.path, at: offset) }
    return record
  }

  /// Calls `body` for every record, from the first; needs no journal.
  /// - Throws: `ArchiveError`, or what `body` throws.
  public func forEachRecord(_ body: (WARCRecord) throws -> Void) throws {
    guard try file.size() > 0 else { return }
    let stream = try stream(at: 0, length: nil)
    while let record = try stream.next() { try body(record) }
  }

  var blockLimit: Int { limits.headBytes + limits.blockBytes }

  func journalBytes() throws(ArchiveError) -> [UInt8] { try OpenFile(reading: file.path + ".cdxj").readAll() }

  var path: String { file.path }

  func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(ArchiveError) -> Int {
    try file.read(buffer, at: offset)
  }

  private func stream(at offset: Int, length: Int?) throws(ArchiveError) -> WARCStream {
    let size = try file.size()
    guard offset >= 0, offset < size, length.map({ $0 > 0 && $0 <= size - offset }) ?? true else {
      throw ArchiveError(.truncated, in: file.path, at: offset)
    }
    return try WARCStream(file, range: offset..<(length.map { offset + $0 } ?? size), limits)
  }
}
