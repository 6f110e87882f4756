import Archive
import Hashing
import Records

extension DocumentStore {
  /// The bytes of a document that a zoo served, on whatever night they first came.
  ///
  /// - Parameters:
  ///   - sha256: as in `Source.sha256`.
  ///   - zoo: as in `Source.zoo`, with or without `zoo:`.
  /// - Throws: `missing` where no WARC file of the zoo holds it, `malformed` where the copy is damaged.
  public func document(sha256: String, zoo: String) throws(Rejection) -> [UInt8] {
    guard let digest = Digest(hex: sha256) else { throw Rejection(.malformed, "'\(sha256)' is not a SHA-256 digest") }
    let payload: [UInt8]?
    do throws(ArchiveError) {
      let archive = try archive(of: zoo)
      payload = if let place = archive.place(of: digest) { try archive.payload(at: place) } else { nil }
    } catch {
      throw Rejection(
        .malformed, "the kept copy of \(sha256) cannot be read: \(error); move that file away and run fetch again")
    }
    guard let payload else {
      throw Rejection(.missing, "no WARC file of \(Self.name(of: zoo)) holds \(sha256); run fetch again")
    }
    return payload
  }

  /// Opens the WARC file of one run of fetch, new or to be continued.
  ///
  /// - Parameters:
  ///   - zoo: with or without `zoo:`.
  ///   - run: the fingerprint of the run.
  public func crawl(zoo: String, run: String) throws(StageFailure) -> Crawl {
    let folder = warcFolder(zoo)
    try Files.makeFolder(folder)
    let name = run + ZooArchive.suffix
    do throws(ArchiveError) {
      return try Crawl(path: folder + "/" + name, earlier: ZooArchive(folder: folder, except: name))
    } catch {
      throw StageFailure(.cannotWrite, "\(error)")
    }
  }

  func warcFolder(_ zoo: String) -> String { "\(folder)/warc/\(Self.name(of: zoo))" }

  static func name(of zoo: String) -> String { zoo.hasPrefix("zoo:") ? String(zoo.dropFirst(4)) : zoo }
}
