import Archive
import Hashing
import Records

extension DocumentStore {
  /// The zoos whose responses are kept.
  public var zoos: [String] { Files.names(in: folder + "/warc").filter { Files.isFolder("\(folder)/warc/\($0)") } }

  /// The zoo's name as its folder has it: without `zoo:`.
  public static func folderName(ofZoo zoo: String) -> String { name(of: zoo) }

  /// WARC files of a zoo that hold no document of these digests, with their journals.
  ///
  /// A file that cannot be read is not among them: what is not understood is not thrown away.
  public func warcFiles(of zoo: String, withoutAnyOf needed: Set<Digest>) -> [String] {
    let home = "\(folder)/warc/\(zoo)"
    var files: [String] = []
    for name in Files.names(in: home) where name.hasSuffix(ZooArchive.suffix) {
      let file = "\(home)/\(name)"
      guard Files.exists(file + ".cdxj"), let places = try? WARCReader(file).places(),
        !places.contains(where: { needed.contains($0.digest) })
      else { continue }
      files += [file, file + ".cdxj"]
    }
    return files
  }
}
