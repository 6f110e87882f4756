import Records

/// What a document is, as far as reading it goes.
public enum DocumentKind: String, Sendable, Hashable, CaseIterable {
  /// Markdown with or without front matter.
  case card
  /// The JSON that a Hub's API gives for one model.
  case hubRecord = "hub-record"
  /// `config.json`.
  case config
  /// An ONNX file, of which only the header is read.
  case onnx

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
    switch (role, suffix) {
    case ("readme", "md"), ("readme", "mdx"), ("readme", "markdown"), ("", "md"), ("", "mdx"), ("", "markdown"):
      self = .card
    case ("readme", _) where path.isEmpty || !name.contains("."): self = .card
    case ("api", _): self = .hubRecord
    case ("config", "json"): self = .config
    case ("config", _) where path.isEmpty: self = .config
    case ("weights", "onnx"), ("", "onnx"): self = .onnx
    case ("", "json"):
      switch name {
      case "config.json": self = .config
      case "infos.json", "api.json": self = .hubRecord
      default: return nil
      }
    default: return nil
    }
  }
}
