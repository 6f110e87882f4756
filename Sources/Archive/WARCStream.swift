import CArchive
import Hashing

/// The records in a range of a file, in order.
final class WARCStream {
  private static let chunk = 64 << 10

  private let file: OpenFile
  private let start: Int
  private let limits: WARCReader.Limits
  private let input: Input
  private let handle: ReadHandle
  /// Decompressed bytes that no record has taken yet, from `used` on.
  private var pending: [UInt8] = []
  private var used = 0

  /// Where compressed bytes come from, a piece at a time.
  private final class Input {
    let file: OpenFile
    let buffer: UnsafeMutableRawBufferPointer
    var range: Range<Int>
    var failure: ArchiveError?

    init(_ file: OpenFile, _ range: Range<Int>) {
      self.file = file
      self.range = range
      buffer = .allocate(byteCount: min(range.count, WARCStream.chunk), alignment: 16)
    }

    deinit { buffer.deallocate() }

    func next() -> UnsafeRawBufferPointer? {
      let wanted = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, range.count)])
      do throws(ArchiveError) {
        let count = try file.read(wanted, at: range.lowerBound)
        range = (range.lowerBound + count)..<max(range.lowerBound + count, range.upperBound)
        return UnsafeRawBufferPointer(rebasing: wanted[..<count])
      } catch {
        failure = error
        return nil
      }
    }
  }

  init(_ file: OpenFile, range: Range<Int>, _ limits: WARCReader.Limits) throws(ArchiveError) {
    self.file = file
    self.start = range.lowerBound
    self.limits = limits
    var magic: [UInt8] = [0, 0]
    let count: Int
    do { count = try magic.withUnsafeMutableBytes { try file.read($0, at: range.lowerBound) } } catch {
      throw error as? ArchiveError ?? ArchiveError(.truncated, in: file.path, at: range.lowerBound)
    }
    guard count == 2, magic == [0x1f, 0x8b] else { throw ArchiveError(.notGzip, in: file.path, at: range.lowerBound) }
    let input = Input(file, range)
    guard let handle = ReadHandle.gzip({ input.next() }), handle.start() else {
      throw ArchiveError(.damaged("libarchive cannot start on it"), in: file.path, at: range.lowerBound)
    }
    self.input = input
    self.handle = handle
  }

  /// Nil at the end.
  func next(requiringDigest: Bool = false) throws(ArchiveError) -> WARCRecord? {
    do throws(ArchiveError.Reason) {
      guard let head = try nextHead() else { return nil }
      var (record, fields, length) = try WARCRecord.parseHead(head)
      let block = try take(length)
      let digest = fields.sha256("WARC-Block-Digest")
      guard digest != nil || !requiringDigest else { throw .notWARC("it has no digest of its block") }
      try Self.check(digest, block)
      try record.take(block)
      // A revisit's digest is that of the payload it leaves out.
      if record.kind != .revisit { try Self.check(record.payloadDigest, record.payload) }
      return record
    } catch { throw input.failure ?? ArchiveError(error, in: file.path, at: start) }
  }

  private static func check(_ stated: Digest?, _ bytes: [UInt8]) throws(ArchiveError.Reason) {
    guard let stated else { return }
    let computed = SHA256.digest(of: bytes)
    guard stated == computed else { throw .digestMismatch(stated: stated.hex, computed: computed.hex) }
  }

  /// The lines up to an empty one, without the two that end the record before; nil if there is nothing more.
  private func nextHead() throws(ArchiveError.Reason) -> [UInt8]? {
    while true {
      while used < pending.count, pending[used] == 0x0d || pending[used] == 0x0a { used += 1 }
      if let end = Array(pending[used...].prefix(limits.headBytes)).endOfHead {
        defer { used += end }
        return Array(pending[used..<(used + end)])
      }
      guard pending.count - used < limits.headBytes else {
        throw .notWARC("its head is longer than \(limits.headBytes) bytes")
      }
      if try !readMore(4096) {
        guard used == pending.count else { throw .truncated }
        return nil
      }
    }
  }

  private func take(_ count: Int) throws(ArchiveError.Reason) -> [UInt8] {
    guard count <= limits.blockBytes else { throw .tooLarge(limit: limits.blockBytes) }
    while pending.count - used < count {
      // The stated length is not worth an allocation before the bytes have come.
      if try !readMore(min(count - (pending.count - used), 1 << 20)) { throw .truncated }
    }
    defer { used += count }
    return Array(pending[used..<(used + count)])
  }

  /// False at the end of the input.
  private func readMore(_ count: Int) throws(ArchiveError.Reason) -> Bool {
    if used > 0 {
      pending.removeFirst(used)
      used = 0
    }
    guard let read = handle.read(count, into: &pending) else {
      throw handle.detail.contains("truncated") ? .truncated : .damaged(handle.detail)
    }
    return read > 0
  }
}
