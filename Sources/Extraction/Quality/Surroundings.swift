import Markdown
import Records
import Stages

/// What lies beside a card: documents that may contradict it, and files that it may link to.
public struct Surroundings: Sendable {
  public struct Document: Sendable {
    public var path: String
    public var reading: Reading

    public init(path: String, reading: Reading) {
      self.path = path
      self.reading = reading
    }
  }

  /// What the model is called, which tells its rows in tables of several models.
  public var name: String?
  public var documents: [Document] = []
  /// The licence file beside the card: its path and text.
  public var licence: (path: String, text: String)?
  /// Whether the repository has a file or folder at a path that counts from the card's folder; nil where the path leaves the
  /// repository. Absent where no folder is known.
  public var holds: (@Sendable (String) -> Bool?)?

  public init() {}

  /// The folder that a card lies in.
  ///
  /// - Parameters:
  ///   - card: the path of the card.
  ///   - root: the folder of the repository, which links may not leave; the card's own folder where nothing else is known.
  public init(ofCard card: String, root: String? = nil) {
    let folder = Files.parent(of: card)
    name = Self.repositoryName(folder)
    let names = Files.names(in: folder)
    for file in names.prefix(Self.most) {
      let path = folder + "/" + file
      guard let kind = DocumentKind(role: "", path: file), kind != .card, !Files.isFolder(path) else { continue }
      if kind == .onnx {
        documents.append(Document(path: file, reading: read(weights: path, as: file)))
      } else if let size = Files.size(path), size <= Reading.largest,
        let bytes = try? Files.read(path, atMost: Reading.largest)
      {
        // A neighbour that cannot be read contradicts nothing; it is not what the author asked about.
        documents.append(Document(path: file, reading: read(bytes, as: kind, named: name)))
      }
    }
    if let file = names.first(where: Self.isLicence), let bytes = try? Files.read(folder + "/" + file, atMost: 1 << 20)
    {
      licence = (file, String(decoding: bytes.prefix(4096), as: UTF8.self))
    }
    let top = Self.parts(root ?? folder) ?? []
    let own = Self.parts(folder) ?? []
    guard own.starts(with: top) else { return }
    let below = Array(own.dropFirst(top.count))
    let base = root ?? folder
    holds = { path in
      guard let parts = Self.parts(path, from: below) else { return nil }
      return Files.exists(parts.isEmpty ? base : base + "/" + parts.joined(separator: "/"))
    }
  }

  /// Files of a folder that are looked at.
  private static let most = 1000

  private static func isLicence(_ name: String) -> Bool {
    ["license", "license.md", "license.txt", "licence", "licence.md", "licence.txt", "copying"].contains(
      name.lowercased())
  }

  private static func repositoryName(_ folder: String) -> String? {
    let last = folder.split(separator: "/").last.map(String.init)
    return last == "." || last == ".." ? nil : last
  }

  /// The names of a path with `.` and `..` carried out; nil where it leaves the folder it counts from.
  private static func parts(_ path: String, from start: [String] = []) -> [String]? {
    var parts = start
    for part in path.split(separator: "/") where part != "." {
      if part == ".." {
        guard !parts.isEmpty else { return nil }
        parts.removeLast()
      } else {
        parts.append(String(part))
      }
    }
    return parts
  }
}
