import Archive
import Hashing
import Records
import Synchronization

/// The bytes behind the records: responses as the zoos served them (`data/warc`), weight files (`data/files`), and
/// measurements that were taken once (`data/measured`). All are found by content, so nothing is kept twice.
public final class DocumentStore: Sendable {
  /// The data folder.
  public let folder: String
  private let archives = Mutex<[String: ZooArchive]>([:])

  public init(folder: String) { self.folder = folder }

  /// The WARC files of a zoo, looked through once, when first asked for.
  func archive(of zoo: String) throws(ArchiveError) -> ZooArchive {
    let folder = warcFolder(zoo)
    // Whoever comes first reads the journals, and the others wait for that.
    let result = archives.withLock { archives in
      if let archive = archives[folder] { return Result<ZooArchive, ArchiveError>.success(archive) }
      do throws(ArchiveError) {
        let archive = try ZooArchive(folder: folder)
        archives[folder] = archive
        return .success(archive)
      } catch { return .failure(error) }
    }
    return try result.get()
  }

  // MARK: Weight files

  /// Where a file of that digest lies; nil where it was not fetched.
  public func file(_ sha256: String) -> String? {
    guard let digest = Digest(hex: sha256) else { return nil }
    let path = place(digest)
    return Files.exists(path) ? path : nil
  }

  /// Keeps a file, unless it is there.
  public func keep(_ bytes: [UInt8]) throws(StageFailure) -> Digest {
    let digest = SHA256.digest(of: bytes)
    let path = place(digest)
    if !Files.exists(path) {
      try Files.makeFolder(Files.parent(of: path))
      try Files.write(bytes, to: path)
    }
    return digest
  }

  private func place(_ digest: Digest) -> String {
    let hex = digest.hex
    return "\(folder)/files/\(hex.prefix(2))/\(hex)"
  }

  // MARK: Measurements

  /// What was measured under that key before.
  public func measured(_ key: Digest) -> [UInt8]? { try? Files.read(measurement(key)) }

  public func keepMeasured(_ bytes: [UInt8], under key: Digest) throws(StageFailure) {
    let path = measurement(key)
    try Files.makeFolder(Files.parent(of: path))
    try Files.write(bytes, to: path)
  }

  private func measurement(_ key: Digest) -> String {
    let hex = key.hex
    return "\(folder)/measured/\(hex.prefix(2))/\(hex).json"
  }
}
