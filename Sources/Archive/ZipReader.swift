import CArchive

/// The plain files in a zip archive, one after another, in memory.
///
/// Nothing is written to disk. An entry whose name is absolute or climbs with `..`, a link, a device and a name that comes twice
/// end the reading: an archive with one of these is not what it says it is.
public struct ZipReader: Sendable {
  public struct Limits: Sendable {
    public var entries: Int
    /// Bytes of one entry, decompressed.
    public var entryBytes: Int
    /// Bytes of all entries together, decompressed.
    public var bytes: Int

    /// 100,000 entries, 256 MiB each, 2 GiB together.
    public init(entries: Int = 100_000, entryBytes: Int = 256 << 20, bytes: Int = 2 << 30) {
      self.entries = entries
      self.entryBytes = entryBytes
      self.bytes = bytes
    }
  }

  private let path: String
  private let limits: Limits

  public init(_ path: String, limits: Limits = Limits()) {
    self.path = path
    self.limits = limits
  }

  /// Calls `body` for each file, in the order of the archive.
  /// - Throws: `ArchiveError`, or what `body` throws.
  public func forEachEntry(_ body: (_ name: String, _ bytes: [UInt8]) throws -> Void) throws {
    guard let handle = ReadHandle() else { throw ArchiveError(.cannotOpen("there is no memory for it"), in: path) }
    archive_read_support_format_zip(handle.pointer)
    guard archive_read_open_filename(handle.pointer, path, 64 << 10) == ARCHIVE_OK else {
      throw ArchiveError(.cannotOpen(handle.detail), in: path)
    }
    var names: Set<String> = []
    var total = 0
    var entry: OpaquePointer?
    while true {
      let result = archive_read_next_header(handle.pointer, &entry)
      if result == ARCHIVE_EOF { return }
      // A warning is about times or owners, which we do not use.
      guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else {
        throw ArchiveError(.damaged(handle.detail), in: path)
      }
      let name = Self.name(of: entry)
      guard Self.isSafe(name) else { throw ArchiveError(.unsafeEntry(name: name), in: path) }
      if macaroni_archive_entry_is_directory(entry) != 0 { continue }
      guard macaroni_archive_entry_is_regular(entry) != 0, names.insert(name).inserted else {
        throw ArchiveError(.unsafeEntry(name: name), in: path)
      }
      guard names.count <= limits.entries else { throw ArchiveError(.tooManyEntries(limit: limits.entries), in: path) }
      let bytes = try contents(handle, limit: min(limits.entryBytes, limits.bytes - total))
      total += bytes.count
      try body(name, bytes)
    }
  }

  /// The stated size is not believed: bytes are counted as they come.
  private func contents(_ handle: ReadHandle, limit: Int) throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      guard let count = handle.read(min(64 << 10, limit - bytes.count + 1), into: &bytes) else {
        throw ArchiveError(.damaged(handle.detail), in: path)
      }
      if count == 0 { return bytes }
      guard bytes.count <= limit else { throw ArchiveError(.tooLarge(limit: limit), in: path) }
    }
  }

  /// The name as its bytes: the other reading goes through the locale, and would differ from machine to machine.
  private static func name(of entry: OpaquePointer) -> String {
    (archive_entry_pathname(entry) ?? archive_entry_pathname_utf8(entry)).map { String(cString: $0) } ?? ""
  }

  private static func isSafe(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return !name.isEmpty && !name.hasPrefix("/") && !parts.contains("..")
      && !name.utf8.contains { $0 < 0x20 || $0 == UInt8(ascii: "\\") }
  }
}
