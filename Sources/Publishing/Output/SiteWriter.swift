import Foundation

/// Writes the files of a site into a folder, and remembers their digests for its index.
struct SiteWriter {
  /// Gives the SHA-256 of bytes in 64 hexadecimal digits.
  typealias Digest = @Sendable ([UInt8]) -> String

  private struct Entry {
    let path: SitePath
    let bytes: Int
    let sha256: String
  }

  private let folder: URL
  private let digest: Digest
  private var entries: [Entry] = []
  private var written: Set<SitePath> = []
  private var folders: Set<String> = []

  /// A writer into an existing, empty folder.
  init(folder: URL, digest: @escaping Digest) {
    self.folder = folder
    self.digest = digest
  }

  /// Where data wait that are not yet a file of the site.
  var waitingFile: URL { folder.appendingPathComponent(".records") }

  mutating func write(_ bytes: [UInt8], to text: String) throws(SiteFailure) {
    let path = try SitePath(text)
    guard written.insert(path).inserted else { throw .writtenTwice(text) }
    try save(bytes, to: path)
    entries.append(Entry(path: path, bytes: bytes.count, sha256: digest(bytes)))
  }

  /// Writes a file that differs from run to run, and so stands in no index.
  mutating func writeUnlisted(_ bytes: [UInt8], to text: String) throws(SiteFailure) {
    let path = try SitePath(text)
    guard written.insert(path).inserted else { throw .writtenTwice(text) }
    try save(bytes, to: path)
  }

  /// Writes `index.json`, the list of everything written, but what is unlisted, with size and SHA-256; gives the number
  /// of files.
  mutating func finish(snapshot: SnapshotNote, schema: String) throws(SiteFailure) -> Int {
    let files = entries.sorted { $0.path < $1.path }.map { entry in
      ViewValue.members([
        "path": .text(entry.path.text), "bytes": .integer(entry.bytes), "sha256": .text(entry.sha256),
      ])
    }
    let index = ViewValue.object([
      ("format", 1), ("schema", .text(schema)), ("snapshot", .text(snapshot.fingerprint)),
      ("date", .text(snapshot.date)), ("files", .list(files)),
    ])
    var bytes: [UInt8] = []
    index.appendJSON(to: &bytes)
    bytes.append(0x0A)
    try save(bytes, to: SitePath("index.json"))
    return written.count + 1
  }

  private mutating func save(_ bytes: [UInt8], to path: SitePath) throws(SiteFailure) {
    let file = folder.appendingPathComponent(path.text)
    do {
      let parent = file.deletingLastPathComponent()
      if folders.insert(parent.path).inserted {
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      }
      try Data(bytes).write(to: file)
    } catch {
      throw .cannotWrite(path: file.path, detail: error.localizedDescription)
    }
  }
}
