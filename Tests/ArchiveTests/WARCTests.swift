import Archive
import CArchive
import Foundation
import Hashing
import Testing

@Suite struct WARCTests {
  private let folder: TemporaryFolder
  private let date = WARCDate(secondsSince1970: 1_795_464_309)
  private let head = Array(
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nETag: \"a\"\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n"
      .utf8)

  init() throws { folder = try TemporaryFolder() }

  private func response(_ number: Int, _ body: String? = nil) -> WARCRecord {
    .response(from: "https://a/m/\(number)?x=\"1\"", at: date, head: head, body: Array((body ?? "card \(number)").utf8))
  }

  @Test("records come back as they were, at any offset, with a journal that finds them")
  func roundTrip() throws {
    let writer = try WARCWriter(folder.file("a.warc.gz"))
    let original = response(1)
    let first = try writer.append(original)
    let reference = try #require(first.reference)
    #expect(reference.id == original.id)
    let digest = try #require(original.payloadDigest)
    let records: [WARCRecord] = [
      .warcinfo(at: date, [("software", "macaroni/0"), ("format", "WARC File Format 1.0")]),
      .revisit(of: reference, .identicalPayload, from: "https://a/m/1", at: date, head: head, payloadDigest: digest),
      .resource("https://a/z.zip#b.yml", at: date, contentType: "text/yaml", payload: Array("a: 1\n\n\n".utf8)),
      .metadata(
        about: reference, "https://a/m/1", at: date, contentType: "application/json", payload: Array("{}".utf8)),
      .conversion(of: reference, "https://a/m/1", at: date, contentType: "text/plain", payload: []),
      .response(
        from: "https://a/big", at: date, head: head, body: [0, 1, 13, 10, 13, 10], address: "::1", truncated: "length"),
    ]
    var entries = [first]
    for record in records { entries.append(try writer.append(record)) }

    let reader = try WARCReader(folder.file("a.warc.gz"))
    #expect(try reader.entries() == entries)
    for (entry, record) in zip(entries, [original] + records) {
      #expect(try reader.record(at: entry) == record)
      #expect(try reader.record(at: entry.offset) == record)
    }
    var all: [WARCRecord] = []
    try reader.forEachRecord { all.append($0) }
    #expect(all == [original] + records)
    #expect(throws: ArchiveError.self) { try reader.record(at: entries[1].offset + 1) }
    #expect(throws: ArchiveError.self) { try reader.record(at: 1 << 40) }
  }

  @Test("the head tells the truth about the decoded body, and keeps what it said before")
  func storedHead() {
    #expect(
      String(decoding: response(1).httpHead, as: UTF8.self)
        == "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nETag: \"a\"\r\nX-Archive-Orig-Content-Encoding: gzip\r\n"
        + "X-Archive-Orig-Content-Length: 9\r\nContent-Length: 6\r\n\r\n")
    let plain = Array("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\nX: 1\r\n\r\n".utf8)
    #expect(WARCRecord.response(from: "https://a", at: date, head: plain, body: [1, 2, 3]).httpHead == plain)
    let second = WARCRecord.response(
      from: "https://a", at: date, head: Array("HTTP/2 200 \r\nx: 1\r\n\r\n".utf8), body: [1])
    #expect(String(decoding: second.httpHead, as: UTF8.self) == "HTTP/1.1 200 \r\nx: 1\r\nContent-Length: 1\r\n\r\n")
    #expect(second.protocolName == "h2")
    #expect(second.status == 200)
  }

  @Test("the journal line is sorted JSON")
  func journalLine() throws {
    try WARCWriter(folder.file("a.warc.gz")).append(response(1))
    let line = try String(decoding: folder.read("a.warc.gz.cdxj"), as: UTF8.self)
    let length = try folder.read("a.warc.gz").count
    #expect(
      line == """
        {"date":"2026-11-23T20:05:09Z","digest":"sha256:\(SHA256.digest(of: "card 1").hex)","length":\(length),\
        "mime":"text/plain; charset=utf-8","offset":0,"status":200,"type":"response","uri":"https://a/m/1?x=\\"1\\""}

        """)
  }

  @Test("two crawls that saw the same write the same bytes")
  func deterministic() throws {
    for name in ["a", "b"] {
      let writer = try WARCWriter(folder.file(name))
      for number in 0..<5 { try writer.append(response(number)) }
    }
    #expect(try folder.read("a") == folder.read("b"))
    #expect(try folder.read("a.cdxj") == folder.read("b.cdxj"))
  }

  /// A kill leaves a beginning of the record's bytes, or all of them and a beginning of the line.
  @Test("a crawl killed at any byte continues and ends with the file of one that was not")
  func resumesAnywhere() throws {
    let records = (0..<3).map { response($0) }
    let whole = try WARCWriter(folder.file("whole"))
    var files: [[UInt8]] = [[]]
    var journals: [[UInt8]] = [[]]
    for record in records {
      try whole.append(record)
      files.append(try folder.read("whole"))
      journals.append(try folder.read("whole.cdxj"))
    }
    for step in 0..<records.count {
      let states =
        (files[step].count...files[step + 1].count).map { (Array(files[step + 1].prefix($0)), journals[step]) }
        + (journals[step].count..<journals[step + 1].count).map {
          (files[step + 1], Array(journals[step + 1].prefix($0)))
        }
      for (file, journal) in states {
        try folder.write(file, "torn")
        try folder.write(journal, "torn.cdxj")
        let writer = try WARCWriter(folder.file("torn"))
        #expect(writer.found.count == step)
        for record in records[step...] { try writer.append(record) }
        #expect(try folder.read("torn") == files.last)
        #expect(try folder.read("torn.cdxj") == journals.last)
      }
    }
  }

  @Test("a power cut that lost records but kept their lines costs those records only")
  func lostRecords() throws {
    let writer = try WARCWriter(folder.file("a"))
    let entries = try (0..<3).map { try writer.append(response($0)) }
    try folder.write(Array(folder.read("a").prefix(entries[2].offset + 1)), "a")
    #expect(try WARCWriter(folder.file("a")).found == Array(entries.prefix(2)))
    #expect(try WARCReader(folder.file("a")).entries() == Array(entries.prefix(2)))
  }

  @Test("a journal that is not ours is not cut down")
  func foreignJournal() throws {
    let writer = try WARCWriter(folder.file("a"))
    for number in 0..<3 { try writer.append(response(number)) }
    var journal = try folder.read("a.cdxj")
    journal[0] = UInt8(ascii: "[")
    try folder.write(journal, "a.cdxj")
    #expect(throws: ArchiveError(.damagedJournal(line: 1), in: folder.file("a.cdxj"))) {
      try WARCWriter(folder.file("a"))
    }
    #expect(try folder.read("a.cdxj") == journal)
  }

  @Test("many tasks append at one time, and read while others write")
  func concurrent() async throws {
    let writer = try WARCWriter(folder.file("a"))
    try writer.append(response(-1))
    let reader = try WARCReader(folder.file("a"))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<100 {
        group.addTask {
          let record = response(number)
          let entry = try writer.append(record)
          #expect(try reader.record(at: entry) == record)
        }
      }
      try await group.waitForAll()
    }
    #expect(try reader.entries().count == 101)
  }

  @Test("a record over the cap is refused before it is in memory")
  func cap() throws {
    let writer = try WARCWriter(folder.file("a"))
    let entry = try writer.append(response(0, String(repeating: "x", count: 5 << 20)))
    let reader = try WARCReader(folder.file("a"), limits: .init(blockBytes: 1 << 20))
    #expect(throws: ArchiveError(.tooLarge(limit: 1 << 20), in: folder.file("a"), at: 0)) {
      try reader.record(at: entry)
    }
    #expect(try WARCReader(folder.file("a")).record(at: entry).payload.count == 5 << 20)
  }

  @Test("a changed byte or a missing end is an error, never a wrong record")
  func damaged() throws {
    let record = response(0)
    let entry = try WARCWriter(folder.file("a")).append(record)
    let bytes = try folder.read("a")
    for index in bytes.indices {
      try folder.write(Array(bytes.prefix(index)), "b")
      #expect(throws: ArchiveError.self) { try WARCReader(folder.file("b")).record(at: entry) }
      var changed = bytes
      changed[index] ^= 0x10
      try folder.write(changed, "b")
      if let read = try? WARCReader(folder.file("b")).record(at: entry) {
        #expect(read.payload == record.payload && read.httpHead == record.httpHead)
      }
    }
  }

  @Test(
    "a hostile head is an error",
    arguments: [
      "", "WARC/1.0", "WARC/2.0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <a>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Length: -1\r\n\r\n",
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <a>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Length: 9223372036854775807\r\n\r\n",
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <a>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Length: 100000000\r\n\r\nabc",
      "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <a>\r\nWARC-Date: 2026-13-01T00:00:00Z\r\nContent-Length: 0\r\n\r\n",
      "WARC/1.0\r\n" + String(repeating: "X: y\r\n", count: 20_000),
    ])
  func hostileHead(_ text: String) throws {
    try folder.write(GzipMember.compress(Array(text.utf8)), "a")
    #expect(throws: ArchiveError.self) { try WARCReader(folder.file("a")).record(at: 0) }
  }

  @Test("a line break in a URL does not start a field")
  func injection() throws {
    let entry = try WARCWriter(folder.file("a")).append(
      .resource("https://a/\r\nWARC-Type: revisit", at: date, contentType: "a\nb", payload: []))
    let record = try WARCReader(folder.file("a")).record(at: entry)
    #expect(record.kind == .resource)
    #expect(record.targetURI == "https://a/WARC-Type: revisit")
  }

  @Test("gzip itself and libarchive's own WARC reader accept the file")
  func foreignReaders() throws {
    let path = folder.file("a.warc.gz")
    let writer = try WARCWriter(path)
    try writer.append(.warcinfo(at: date, [("software", "macaroni/0")]))
    for number in 0..<3 { try writer.append(response(number)) }

    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/bin/gzip")
    gzip.arguments = ["-t", path]
    try gzip.run()
    gzip.waitUntilExit()
    #expect(gzip.terminationStatus == 0)

    let archive = try #require(archive_read_new())
    defer { archive_read_free(archive) }
    archive_read_support_filter_gzip(archive)
    archive_read_support_format_warc(archive)
    try #require(archive_read_open_filename(archive, path, 10_240) == ARCHIVE_OK)
    var names: [String] = []
    var bodies: [String] = []
    var entry: OpaquePointer?
    while archive_read_next_header(archive, &entry) == ARCHIVE_OK, let entry {
      names.append(String(cString: archive_entry_pathname(entry)))
      var bytes = [UInt8](repeating: 0, count: 4096)
      let count = archive_read_data(archive, &bytes, bytes.count)
      bodies.append(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self))
    }
    #expect(names == (0..<3).map { "m/\($0)?x=\"1\"" })
    #expect(bodies == (0..<3).map { String(decoding: response($0).httpHead, as: UTF8.self) + "card \($0)" })
  }

  @Test("dates are whole seconds of UTC, in both directions")
  func dates() {
    for (seconds, text) in [
      (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_464_309, "2026-11-23T20:05:09Z"),
      (-1, "1969-12-31T23:59:59Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
    ] {
      #expect(WARCDate(secondsSince1970: seconds).description == text)
      #expect(WARCDate(text)?.secondsSince1970 == seconds)
    }
    #expect(WARCDate("2026-11-23T20:05:09.123Z")?.secondsSince1970 == 1_795_464_309)
    for text in ["", "2026-11-23", "2026-11-23 20:05:09Z", "2026-11-23T25:05:09Z", "20x6-11-23T20:05:09Z"] {
      #expect(WARCDate(text) == nil)
    }
  }
}
