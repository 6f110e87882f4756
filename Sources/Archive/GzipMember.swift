import CArchive

/// One gzip member (RFC 1952) without name or time, so that equal bytes give equal members.
public enum GzipMember {
  /// Compresses at zlib's default level.
  public static func compress(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
    guard let writer = archive_write_new() else { throw failure("there is no memory for it") }
    defer { archive_write_free(writer) }
    guard let entry = archive_entry_new() else { throw failure("there is no memory for it") }
    defer { archive_entry_free(entry) }
    macaroni_archive_entry_set_regular(entry)
    archive_entry_set_size(entry, la_int64_t(bytes.count))
    archive_write_set_format_raw(writer)
    archive_write_add_filter_gzip(writer)
    archive_write_set_filter_option(writer, "gzip", "timestamp", nil)
    // Otherwise the output is filled up to blocks, as for a tape.
    archive_write_set_bytes_per_block(writer, 0)

    // More than deflate's stored blocks, its header and its trailer can take.
    let bound = bytes.count + bytes.count / 256 + 256
    var failed = false
    let member = [UInt8](unsafeUninitializedCapacity: bound) { buffer, used in
      failed =
        archive_write_open_memory(writer, buffer.baseAddress, bound, &used) != ARCHIVE_OK
        || archive_write_header(writer, entry) != ARCHIVE_OK
        || (!bytes.isEmpty
          && bytes.withUnsafeBytes { archive_write_data(writer, $0.baseAddress, $0.count) } != bytes.count)
        || archive_write_close(writer) != ARCHIVE_OK
    }
    guard !failed else {
      throw failure(archive_error_string(writer).map { String(cString: $0) } ?? "libarchive gives no reason")
    }
    return member
  }

  /// What one member, or several in a row, hold.
  ///
  /// The checksum is not compared (libarchive 3.6 reads over it); what must be whole carries a digest of its own.
  /// - Throws: `tooLarge` before more than `limit` bytes were made of it.
  public static func decompress(_ member: [UInt8], limit: Int) throws(ArchiveError) -> [UInt8] {
    guard member.starts(with: [0x1f, 0x8b]) else { throw ArchiveError(.notGzip, in: place) }
    // libarchive takes a header that is cut short for the end of the input.
    guard member.count >= smallest else { throw ArchiveError(.truncated, in: place) }
    let result = member.withUnsafeBytes { input -> Result<[UInt8], ArchiveError> in
      var rest: UnsafeRawBufferPointer? = input
      let handle = ReadHandle.gzip {
        defer { rest = UnsafeRawBufferPointer(start: nil, count: 0) }
        return rest
      }
      guard let handle, handle.start() else { return .failure(ArchiveError(.damaged(handle?.detail ?? ""), in: place)) }
      var bytes: [UInt8] = []
      while true {
        // One byte beyond the limit tells an exact fit from too much.
        guard let count = handle.read(min(32 << 10, limit - bytes.count + 1), into: &bytes) else {
          return .failure(ArchiveError(.damaged(handle.detail), in: place))
        }
        if count == 0 { return .success(bytes) }
        if bytes.count > limit { return .failure(ArchiveError(.tooLarge(limit: limit), in: place)) }
      }
    }
    return try result.get()
  }

  /// Header, an empty deflate block and trailer.
  private static let smallest = 20
  private static let place = "gzip data"

  private static func failure(_ detail: String) -> ArchiveError { ArchiveError(.cannotWrite(detail), in: place) }
}
