import Records

/// What the walk needs to know of a model's record; all else is carried along unread.
struct HubRecord {
  var name: String
  /// The head commit; nil where it is not told.
  var sha: String?
  var lastModified: String?
  /// Paths of the repository's files.
  var files: [String] = []

  /// A record of the Hub's API, of today or of 2022, when `id` was called `modelId`.
  ///
  /// - Throws: a sentence for the person who looks why a model is missing.
  init(json reader: inout JSONReader) throws(JSONError) {
    var id: String?
    var sha: String?
    var lastModified: String?
    var files: [String] = []
    guard reader.peek() == 0x7b else { throw JSONError(offset: 0, problem: "a record that is no object") }
    try reader.object { (key, reader) throws(JSONError) in
      switch key {
      case "id": id = try reader.string()
      case "modelId":
        let old = try reader.string()
        id = id ?? old
      case "sha" where reader.peek() == 0x22: sha = try reader.string()
      case "lastModified" where reader.peek() == 0x22: lastModified = try reader.string()
      case "siblings" where reader.peek() == 0x5b: files = try Self.names(&reader)
      default: try reader.skip()
      }
    }
    guard let id else { throw JSONError(offset: 0, problem: "a record without 'id'") }
    guard Self.isName(id) else { throw JSONError(offset: 0, problem: "'\(id.prefix(100))' is no name of a model") }
    name = id
    self.sha = sha.flatMap { Self.isCommit($0) ? $0 : nil }
    self.lastModified = lastModified
    self.files = files
  }

  private static func names(_ reader: inout JSONReader) throws(JSONError) -> [String] {
    var names: [String] = []
    try reader.array { (reader) throws(JSONError) in
      guard reader.peek() == 0x7b else { return try reader.skip() }
      try reader.object { (key, reader) throws(JSONError) in
        if "rfilename" ~= key, reader.peek() == 0x22 { names.append(try reader.string()) } else { try reader.skip() }
      }
    }
    return names
  }

  /// `owner/name` or `name`, of the letters that the Hub allows: nothing that could lead a URL elsewhere.
  static func isName(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x2f, omittingEmptySubsequences: false)
    return 1...2 ~= parts.count && text.utf8.count <= 500
      && parts.allSatisfy { part in
        !part.isEmpty && part.first != 0x2e
          && part.allSatisfy {
            0x61...0x7a ~= $0 || 0x41...0x5a ~= $0 || 0x30...0x39 ~= $0 || 0x2d...0x2e ~= $0 || $0 == 0x5f
          }
      } && !text.contains("..")
  }

  static func isCommit(_ text: String) -> Bool {
    text.utf8.count == 40 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }

  /// Whether a path stays in its repository.
  static func isPath(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 1000
      && text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && $0 != "." && $0 != ".."
      }
  }
}
