import Records

/// What a document is, as far as reading it goes.
public enum DocumentKind: String, Sendable, Hashable, CaseIterable {
  /// Markdown with or without front matter.
  case card
  case restructuredText = "restructured-text"
  case html
  /// Values under names: metafiles, descriptions, catalogues, manifests.
  case yaml
  case json
  /// A table, one model a row.
  case csv
  case tsv
  /// The JSON that a Hub's API gives for one model.
  case hubRecord = "hub-record"
  /// `config.json`.
  case config
  /// A weight file, of which only the header is read.
  case onnx
  case safetensors
  case gguf

  /// Whether it is read from its file, for being too large to be held.
  public var isWeights: Bool { self == .onnx || self == .safetensors || self == .gguf }

  /// The kind of a document by its role and path; nil for what is not read.
  ///
  /// - Parameters:
  ///   - role: as `Source.role` has it; empty for a local file.
  ///   - path: the path inside the repository, or a file's name.
  public init?(role: String, path: String) {
    // What nearly every document is.
    if path == "README.md", role == "readme" {
      self = .card
      return
    }
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let suffix = name.split(separator: ".").last.map(String.init) ?? ""
    let kind = Self.bySuffix[suffix]
    switch role {
    case "api": self = .hubRecord
    case "readme" where path.isEmpty || !name.contains("."): self = .card
    case "config" where path.isEmpty || suffix == "json": self = .config
    case "weights":
      guard let kind, kind.isWeights else { return nil }
      self = kind
    case "" where name == "config.json": self = .config
    case "" where name == "infos.json" || name == "api.json": self = .hubRecord
    case "", "readme", "config", "card_yaml", "metafile", "manifest", "results_csv":
      guard let kind, role.isEmpty || !kind.isWeights else { return nil }
      self = kind
    default: return nil
    }
  }

  /// The ends of names of files that are read, sorted.
  public static var suffixes: [String] { bySuffix.keys.sorted().map { "." + $0 } }

  private static let bySuffix: [String: DocumentKind] = [
    "md": .card, "mdx": .card, "markdown": .card, "rst": .restructuredText, "html": .html, "htm": .html, "yaml": .yaml,
    "yml": .yaml, "json": .json, "csv": .csv, "tsv": .tsv, "onnx": .onnx, "safetensors": .safetensors, "gguf": .gguf,
  ]
}
