import Hashing
import Records
import Stages

/// A folder or share laid out like the Hub's repositories: `<path>/<owner>/<name>/…`, or below `<path>/models`.
///
/// No path of this machine reaches a record: documents are named `local:<name>/<owner>/<model>/<file>`.
public struct Local: Connector {
  public static let name = "local"
  public static let summary = "A folder laid out like the Hub's repositories."

  public struct Options: Decodable, Sendable {
    /// Relative to the manifest.
    public var path: String
    /// What the zoo is called; `local` unless there are several.
    public var name: String?
    public var files: WeightFiles?
  }

  /// Larger documents are rejected.
  static let mostDocumentBytes = 10_000_000
  private static let pageSize = 200
  /// The documents that later stages read, and their roles.
  static let roles = [
    "README.md": "readme", "config.json": "config", "preprocessor_config.json": "preprocessor_config",
    "tokenizer_config.json": "tokenizer_config",
  ]

  public let zoo: String
  private let path: String
  private let files: WeightFiles

  public init(options: Options) throws {
    zoo = options.name ?? "local"
    path = options.path
    files = options.files ?? WeightFiles()
    let isPlain = zoo.utf8.allSatisfy { 0x61...0x7a ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2d }
    guard isPlain, 1...40 ~= zoo.utf8.count, zoo != "hf" else {
      throw InvalidSetting("name", zoo, expected: "lower-case letters, digits and '-', and not 'hf'")
    }
  }

  /// The content of small files and the sizes of large ones: an edited card makes the last snapshot stale.
  public func ingredients(base: String) -> [String: String] {
    let root = Files.resolve(path, base: base)
    var hash = SHA256()
    for file in Files.tree(root) {
      let size = Files.size(root + "/" + file) ?? 0
      hash.update("\(file)\u{0}\(size)\n")
      if size <= 1 << 20, let bytes = try? Files.read(root + "/" + file) { hash.update(bytes) }
    }
    return ["folder": hash.finish().hex]
  }

  public func looksAt(base: String) -> [String] { Files.everything(in: Files.resolve(path, base: base)) }

  public func check(base: String) throws {
    guard Files.isFolder(Files.resolve(path, base: base)) else {
      throw InvalidSetting("path", "'\(path)'", expected: "a folder that is there; \(base) has none of that name")
    }
  }

  // MARK: Listing

  public func page(at cursor: String?, _ access: Access) async throws -> Page {
    let root = try root(access.base)
    var entries: [(name: String, isLink: Bool)] = []
    for owner in LocalFolder.entries(of: root) where owner.isVisible {
      if owner.kind == .link { entries.append((owner.name, true)) }
      guard owner.kind == .folder else { continue }
      for model in LocalFolder.entries(of: root + "/" + owner.name) where model.isVisible {
        if model.kind == .folder || model.kind == .link {
          entries.append((owner.name + "/" + model.name, model.kind == .link))
        }
      }
    }
    entries.sort { $0.name.precedes($1.name) }
    let rest = cursor.map { cursor in entries.drop { !cursor.precedes($0.name) } } ?? entries[...]
    let taken = rest.prefix(Self.pageSize)
    return Page(
      entries: taken.map { name, isLink in
        guard isLink else { return .model(ListedModel(zoo: zoo, name: name)) }
        return .unreadable(
          id: Source.id(locator: locator(name), revision: ""),
          Rejection("unsafe-path", "\(name) is a link; links are not followed"))
      },
      next: taken.count < rest.count ? taken.last?.name : nil)
  }

  private func root(_ base: String) throws(StageFailure) -> String {
    let folder = Files.resolve(path, base: base)
    guard Files.isFolder(folder) else {
      throw StageFailure(.wrongArguments, "local: there is no folder '\(path)' (looked in \(base)); correct 'path'")
    }
    return Files.isFolder(folder + "/models") ? folder + "/models" : folder
  }

  private func locator(_ model: String, _ file: String? = nil) -> String {
    "local:\(zoo)/\(model)" + (file.map { "/" + $0 } ?? "")
  }

  // MARK: Documents

  public func documents(of model: ListedModel, _ access: Access) async throws -> ModelDocuments {
    let folder = try root(access.base) + "/" + model.name
    var found = ModelDocuments()
    var read: [ReadFile] = []
    var faults: [(path: String, Rejection)] = []
    for entry in LocalFolder.tree(folder) {
      do throws(Rejection) {
        read.append(try self.read(entry, in: folder))
      } catch {
        faults.append((entry.path, error))
      }
    }
    let record = Self.record(model.name, read)
    let revision = record.revision
    for (path, reason) in faults { found.reject(locator(model.name, path), revision: revision, reason) }

    let api = try await access.crawl.keep(
      resource: record.json, uri: locator(model.name), mediaType: "application/json")
    var source = Source(
      "api", zoo: zoo, locator: locator(model.name), revision: revision, revisionKind: "digest",
      mediaType: "application/json",
      kept: api, bytes: record.json.count, asOf: access.asOf)
    source.model = model.id
    found.sources.append(source)

    for file in read {
      guard let role = file.role, let bytes = file.bytes else { continue }
      let locator = locator(model.name, file.path)
      let mediaType = Self.mediaType(of: file.path)
      let kept: Crawl.Kept
      if role == "weights" {
        kept = Crawl.Kept(digest: try access.documents.keep(bytes))
      } else {
        kept = try await access.crawl.keep(resource: bytes, uri: locator, mediaType: mediaType)
      }
      var source = Source(
        role, zoo: zoo, locator: locator, revision: revision, revisionKind: "digest", mediaType: mediaType, kept: kept,
        bytes: bytes.count, asOf: access.asOf)
      source.model = model.id
      source.path = file.path
      found.sources.append(source)
    }
    return found
  }

  private struct ReadFile {
    var path: String
    var size: Int
    var digest: Digest
    /// Nil where the file is only named.
    var role: String?
    var bytes: [UInt8]?
  }

  private func read(_ entry: LocalFolder.Entry, in folder: String) throws(Rejection) -> ReadFile {
    switch entry.kind {
    case .link: throw Rejection("unsafe-path", "\(entry.path) is a link; links are not followed")
    case .other: throw Rejection(.unsupported, "\(entry.path) is no plain file")
    case .folder, .file: break
    }
    let role =
      Self.roles[entry.path] ?? (files.includes(entry.path) && entry.size <= files.atMost.bytes ? "weights" : nil)
    if role != nil, role != "weights", entry.size > Self.mostDocumentBytes {
      throw Rejection(.tooLarge, "\(entry.path) is larger than \(Self.mostDocumentBytes) bytes")
    }
    guard role != nil else {
      return ReadFile(path: entry.path, size: entry.size, digest: try LocalFolder.digest(of: entry, in: folder))
    }
    let bytes = try LocalFolder.bytes(of: entry, in: folder)
    return ReadFile(path: entry.path, size: bytes.count, digest: SHA256.digest(of: bytes), role: role, bytes: bytes)
  }

  /// What the Hub's API would say of the repository; its `sha` is a digest over all files.
  private static func record(_ name: String, _ files: [ReadFile]) -> (json: [UInt8], revision: String) {
    var hash = SHA256()
    for file in files { hash.update("\(file.path)\u{0}\(file.size)\u{0}\(file.digest.hex)\n") }
    let revision = hash.finish().hex
    let siblings = files.map { file in
      ["rfilename": .string(file.path), "sha256": .string(file.digest.hex), "size": .number(file.size)] as JSON
    }
    let record: JSON = ["id": .string(name), "sha": .string(revision), "siblings": .array(siblings)]
    return (record.json, revision)
  }

  private static func mediaType(of path: String) -> String {
    if path.hasSuffix(".md") { return "text/markdown" }
    return path.hasSuffix(".json") ? "application/json" : "application/octet-stream"
  }
}
