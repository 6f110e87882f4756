import Archive
import Hashing
import Records
import Synchronization

/// The WARC files of one zoo: where each document stands, by its digest.
///
/// Loaded once; files written later are not seen. A place takes 48 bytes, so a million documents take 48 MB.
final class ZooArchive: Sendable {
  struct Place {
    var digest: Digest
    var offset: Int
    var length: UInt32
    var file: UInt32
  }

  static let suffix = ".warc.gz"

  private let files: [String]
  /// In the order of their digests; of equal ones the oldest file comes first.
  private let places: [Place]
  private let readers = Mutex<[UInt32: WARCReader]>([:])

  /// - Parameter except: the name of a file that is being written and does not count.
  init(folder: String, except: String? = nil) throws(ArchiveError) {
    files = Files.names(in: folder).filter { $0.hasSuffix(Self.suffix) && $0 != except }.map { folder + "/" + $0 }
    var places: [Place] = []
    for (number, file) in files.enumerated() where Files.exists(file + ".cdxj") {
      for entry in try WARCReader(file).places() where Self.isPayload(entry.kind) {
        guard let length = UInt32(exactly: entry.length) else { continue }
        places.append(Place(digest: entry.digest, offset: entry.offset, length: length, file: UInt32(number)))
      }
    }
    places.sort {
      let (first, second) = ($0.digest.prefix64, $1.digest.prefix64)
      return first == second
        ? ($0.digest, $0.file, $0.offset) < ($1.digest, $1.file, $1.offset) : first < second
    }
    self.places = places
  }

  /// Whether a record of that kind holds its payload.
  static func isPayload(_ kind: WARCRecord.Kind) -> Bool {
    kind == .response || kind == .resource || kind == .conversion
  }

  func place(of digest: Digest) -> Place? {
    var low = 0
    var high = places.count
    while low < high {
      let middle = (low + high) / 2
      if places[middle].digest < digest { low = middle + 1 } else { high = middle }
    }
    return low < places.count && places[low].digest == digest ? places[low] : nil
  }

  /// The payload at a place, its digest computed again.
  func payload(at place: Place) throws(ArchiveError) -> [UInt8] {
    let reader = try reader(place.file)
    let payload = try reader.payload(at: place.offset, length: Int(place.length), digest: place.digest)
    // What is not there as expected is read the long way, which knows the reason.
    return if let payload { payload } else { try record(at: place).payload }
  }

  private func reader(_ file: UInt32) throws(ArchiveError) -> WARCReader {
    if let held = readers.withLock({ $0[file] }) { return held }
    let reader = try WARCReader(files[Int(file)])
    readers.withLock { $0[file] = reader }
    return reader
  }

  /// The record at a place, whole: its digests are computed again.
  func record(at place: Place) throws(ArchiveError) -> WARCRecord {
    let reader = try reader(place.file)
    let record = try reader.record(at: place.offset, length: Int(place.length))
    // A journal beside another file would send us to a whole record that is not ours.
    guard record.payloadDigest == place.digest else {
      throw ArchiveError(
        .notWARC("it is not the record that the journal names"), in: files[Int(place.file)], at: place.offset)
    }
    return record
  }
}
