import Archive
import CArchive
import Testing

@Suite struct ZipReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func zip(_ entries: [(name: String, mode: UInt32, bytes: [UInt8])]) throws -> String {
    let path = folder.file("a.zip")
    let writer = try #require(archive_write_new())
    defer { archive_write_free(writer) }
    archive_write_set_format_zip(writer)
    try #require(archive_write_open_filename(writer, path) == ARCHIVE_OK)
    for (name, mode, bytes) in entries {
      let entry = try #require(archive_entry_new())
      defer { archive_entry_free(entry) }
      archive_entry_copy_pathname(entry, name)
      archive_entry_set_mode(entry, mode)
      if mode & 0o170000 == 0o120000 { archive_entry_copy_symlink(entry, "/etc/passwd") }
      archive_entry_set_size(entry, la_int64_t(bytes.count))
      archive_write_header(writer, entry)
      archive_write_data(writer, bytes, bytes.count)
    }
    archive_write_close(writer)
    return path
  }

  private func contents(_ path: String, _ limits: ZipReader.Limits = .init()) throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    try ZipReader(path, limits: limits).forEachEntry { found[$0] = $1 }
    return found
  }

  private let file: UInt32 = 0o100644

  @Test("files come with their names and bytes, folders are passed over")
  func entries() throws {
    let path = try zip([("d/", 0o040755, []), ("d/a.txt", file, [1, 2]), ("é…txt", file, [3]), ("empty", file, [])])
    #expect(try contents(path) == ["d/a.txt": [1, 2], "é…txt": [3], "empty": []])
  }

  @Test(
    "a name that leads out of the archive ends the reading", arguments: ["/etc/passwd", "a/../../b", "..", "a\\..\\b"])
  func unsafeNames(_ name: String) throws {
    let path = try zip([(name, file, [1])])
    let error = #expect(throws: ArchiveError.self) { try contents(path) }
    guard case .unsafeEntry = error?.reason else {
      Issue.record("\(name) was not refused")
      return
    }
  }

  @Test("links and names that come twice end the reading")
  func notPlainFiles() throws {
    #expect(throws: ArchiveError.self) { try contents(zip([("link", 0o120777, [])])) }
    #expect(throws: ArchiveError.self) { try contents(zip([("a", file, [1]), ("a", file, [2])])) }
  }

  @Test("entries, their size and the size of all are bounded")
  func limits() throws {
    let path = try zip((0..<4).map { ("\($0)", file, [UInt8](repeating: 0, count: 100_000)) })
    #expect(try contents(path, .init(entries: 4, entryBytes: 100_000, bytes: 400_000)).count == 4)
    #expect(throws: ArchiveError(.tooManyEntries(limit: 3), in: path)) { try contents(path, .init(entries: 3)) }
    #expect(throws: ArchiveError(.tooLarge(limit: 99_999), in: path)) { try contents(path, .init(entryBytes: 99_999)) }
    #expect(throws: ArchiveError.self) { try contents(path, .init(bytes: 399_999)) }
  }

  @Test("what is not a zip, or only the beginning of one, is an error")
  func damaged() throws {
    #expect(throws: ArchiveError.self) { try contents(folder.file("absent.zip")) }
    _ = try zip([("a", file, (0..<20_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) })])
    let bytes = try folder.read("a.zip")
    try folder.write(Array(bytes.prefix(bytes.count / 2)), "half.zip")
    #expect(throws: ArchiveError.self) { try contents(folder.file("half.zip")) }
    try folder.write(Array("no zip".utf8), "text.zip")
    #expect(throws: ArchiveError.self) { try contents(folder.file("text.zip")) }
  }

  @Test("what the body throws comes out, and ends the reading")
  func bodyThrows() throws {
    struct Enough: Error {}
    let path = try zip([("a", file, [1]), ("b", file, [2])])
    #expect(throws: Enough.self) { try ZipReader(path).forEachEntry { _, _ in throw Enough() } }
  }
}
