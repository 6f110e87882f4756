/// The journal of a WARC file, as it was found.
enum WARCJournal {
  /// The lines that count, and where they end.
  ///
  /// A last line without its end is from a write that was cut off. Entries at the end that reach beyond the file are from a
  /// power cut that kept the journal and lost the records. Both are left out. Anything else that is wrong is not our doing.
  static func read(_ bytes: [UInt8], path: String, fileSize: Int) throws(ArchiveError) -> ([WARCEntry], end: Int) {
    var entries: [WARCEntry] = []
    var end = 0
    var fileEnd = 0
    while let newline = bytes[end...].firstIndex(of: UInt8(ascii: "\n")) {
      guard let entry = WARCEntry(line: bytes[end..<newline]), entry.offset == fileEnd else {
        throw ArchiveError(.damagedJournal(line: entries.count + 1), in: path)
      }
      guard entry.length <= fileSize - entry.offset else { break }
      entries.append(entry)
      fileEnd = entry.offset + entry.length
      end = newline + 1
    }
    return (entries, end)
  }
}
