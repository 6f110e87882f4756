import CArchive
import Glibc

/// Why a file could not be read or written as the archive it should be.
public struct ArchiveError: Error, Hashable, CustomStringConvertible {
  public enum Reason: Error, Hashable {
    case cannotOpen(String)
    case cannotRead(String)
    case cannotWrite(String)
    case notGzip
    /// What libarchive says about damaged data.
    case damaged(String)
    case truncated
    case tooLarge(limit: Int)
    case tooManyEntries(limit: Int)
    /// An entry whose name would reach outside of the archive, or that is no plain file.
    case unsafeEntry(name: String)
    case notWARC(String)
    case digestMismatch(stated: String, computed: String)
    case damagedJournal(line: Int)
  }

  public var reason: Reason
  /// The file, or what stands for it where there is none.
  public var path: String
  /// Where in the file, in bytes, when that is known.
  public var offset: Int?

  public init(_ reason: Reason, in path: String, at offset: Int? = nil) {
    self.reason = reason
    self.path = path
    self.offset = offset
  }

  public var description: String { "\(path)\(offset.map { " at byte \($0)" } ?? ""): \(sentence)" }

  private var sentence: String {
    switch reason {
    case .cannotOpen(let detail): "cannot be opened, \(detail); check that it is there and may be used"
    case .cannotRead(let detail): "cannot be read, \(detail); check the disk"
    case .cannotWrite(let detail): "cannot be written, \(detail); make room or check its permissions"
    case .notGzip: "no gzip member starts here; check the offset, or fetch the file again"
    case .damaged(let detail): "damaged, \(detail); fetch it again"
    case .truncated: "ends too early; fetch it again"
    case .tooLarge(let limit): "holds more than the \(limit) bytes allowed; raise the limit if it is to be trusted"
    case .tooManyEntries(let limit):
      "holds more than the \(limit) entries allowed; raise the limit if it is to be trusted"
    case .unsafeEntry(let name):
      "the entry '\(name)' is not a plain file below the archive's top; do not trust this archive"
    case .notWARC(let detail): "not a WARC record, \(detail); check the offset, or fetch the file again"
    case .digestMismatch(let stated, let computed): "the digest is \(computed), not \(stated) as stated; fetch it again"
    case .damagedJournal(let line):
      "line \(line) is not one that we wrote; restore the file or move it and its WARC file away"
    }
  }

  /// The words for the `errno` of the call just made.
  static var systemDetail: String { String(cString: strerror(errno)).lowercased() }
}
