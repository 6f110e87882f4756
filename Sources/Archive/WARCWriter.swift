import Synchronization

/// Appends records to a WARC file, one gzip member each, and for each a line to the journal beside it.
///
/// The line is written after the record's bytes. So whatever kills the process, what the journal names is whole, and opening
/// the pair again cuts off the rest: at most the record in flight is lost. Several tasks may append at one time; they compress
/// in parallel. Two writers on one file are not kept apart; whoever holds the data directory sees to that.
public final class WARCWriter: Sendable {
  /// What the file held when it was opened, in order.
  public let found: [WARCEntry]

  private struct Ends {
    var file: Int
    var journal: Int
  }

  private let file: OpenFile
  private let journal: OpenFile
  private let ends: Mutex<Ends>

  /// Opens `path` and `path.cdxj`, new or to be continued; their directory must be there.
  /// - Throws: `damagedJournal` when a line that is not the last is not ours, rather than to cut off what follows it.
  public init(_ path: String) throws(ArchiveError) {
    file = try OpenFile(writing: path)
    journal = try OpenFile(writing: path + ".cdxj")
    let (entries, journalEnd) = try WARCJournal.read(journal.readAll(), path: journal.path, fileSize: file.size())
    found = entries
    let fileEnd = entries.last.map { $0.offset + $0.length } ?? 0
    ends = Mutex(Ends(file: fileEnd, journal: journalEnd))
    try file.truncate(to: fileEnd)
    try journal.truncate(to: journalEnd)
  }

  /// Writes a record; when this returns, it survives the process (though not a power cut before `synchronise`).
  ///
  /// After an error the pair is as it was before.
  ///
  /// - Parameter isReplayed: as in `WARCEntry`.
  @discardableResult
  public func append(_ record: WARCRecord, isReplayed: Bool = true) throws(ArchiveError) -> WARCEntry {
    let record = record.asWritten
    let member = try GzipMember.compress(record.serialised())
    // The closure of a mutex cannot throw typed errors on every compiler we support.
    let result = ends.withLock { ends in
      do throws(ArchiveError) {
        var entry = WARCEntry(record, offset: ends.file, length: member.count)
        entry.isReplayed = isReplayed
        let line = entry.line
        do throws(ArchiveError) {
          try file.write(member, at: ends.file)
          try journal.write(line, at: ends.journal)
        } catch {
          // If this fails as well, opening the pair again does the same.
          try? file.truncate(to: ends.file)
          try? journal.truncate(to: ends.journal)
          throw error
        }
        ends.file += member.count
        ends.journal += line.count
        return Result<WARCEntry, ArchiveError>.success(entry)
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  /// Waits until the disk has everything appended so far: the records first, then the journal that vouches for them.
  public func synchronise() throws(ArchiveError) {
    try file.synchronise()
    try journal.synchronise()
  }
}
