import Records

/// The files that a manifest names under `uses:`, each part of the run's fingerprint.
public struct UsedFiles: Sendable {
  /// Path as the manifest spells it (folders expanded) to path on disk.
  private let paths: [String: String]
  /// What each file's inode said when the stage began.
  private let identities: [String: String]

  /// - Parameters:
  ///   - names: files and folders, relative to `base`; folders stand for all files below them. What lies outside of `base`
  ///     is known by the last part of its path, so that no place of this machine decides a fingerprint.
  public init(_ names: [String], base: String) throws(StageFailure) {
    var paths: [String: String] = [:]
    for name in names {
      let path = Files.resolve(name, base: base)
      let isOutside = name.hasPrefix("/") || name.hasPrefix("../")
      let known = isOutside ? name.split(separator: "/").last.map(String.init) ?? name : name
      var found: [String: String] = [:]
      if Files.isFolder(path) {
        for file in Files.tree(path) { found[known + "/" + file] = path + "/" + file }
      } else if Files.exists(path) {
        found[known] = path
      } else {
        throw StageFailure(.wrongArguments, "'uses: \(name)': there is no \(path)")
      }
      let twice = found.keys.filter { paths[$0] != nil && paths[$0] != found[$0] }
      if let twice = twice.sorted().first {
        throw StageFailure(.wrongArguments, "'uses: \(name)': another '\(twice)' is used already; rename one of them")
      }
      paths.merge(found) { first, _ in first }
    }
    self.paths = paths
    identities = paths.compactMapValues { FileIdentity($0)?.text }
  }

  /// The first file, in byte order, that was touched since; nil where none was.
  public var changed: String? { names.first { FileIdentity(paths[$0] ?? "")?.text != identities[$0] } }

  /// All files, in byte order.
  public var names: [String] { paths.keys.sorted { $0.precedes($1) } }

  /// The files below a folder, or the file itself.
  public func names(under folder: String) -> [String] { names.filter { $0 == folder || $0.hasPrefix(folder + "/") } }

  /// - Throws: `StageFailure` where the manifest does not name the file.
  public func bytes(of name: String) throws(StageFailure) -> [UInt8] { try Files.read(try path(of: name)) }

  public func path(of name: String) throws(StageFailure) -> String {
    guard let path = paths[name] else {
      throw StageFailure(.wrongArguments, "'\(name)' is needed; add it to this stage's 'uses:' in the manifest")
    }
    return path
  }

  /// `file <name>` to digest, for the fingerprint.
  public func ingredients(_ cache: DigestCache) throws(StageFailure) -> [String: String] {
    var digests: [String: String] = [:]
    for (name, path) in paths { digests["file \(name)"] = try cache.digest(of: path) }
    return digests
  }
}
