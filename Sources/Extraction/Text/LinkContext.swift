import Markdown

/// A link with the words around it, which tell what it leads to.
struct LinkContext {
  let url: String
  let line: Int
  /// In small letters.
  private let text: String
  /// The end of what stands before it in its sentence, in small letters.
  private let before: String
  /// Whether the word behind it says that a data set is linked.
  let isOfData: Bool

  /// How many bytes before a link are looked at.
  private static let reach = 96

  /// Calls with every link of a passage and with every address that is printed without being one.
  ///
  /// - Parameter isWanted: whether an address is worth a look at the words around it.
  static func forEach(in passage: Passage, where isWanted: (String) -> Bool, _ body: (LinkContext) -> Void) {
    let rich = passage.text
    var ends: [Range<Int>] = []
    for span in rich.spans {
      guard case .link(let url) = span.kind else { continue }
      ends.append(span.range)
      guard isWanted(url) else { continue }
      body(LinkContext(url, span.range, in: rich))
    }
    guard passage.signals.contains(.address) else { return }
    for range in addresses(in: rich.text) where !ends.contains(where: { $0.contains(range.lowerBound) }) {
      let url = rich.text.withBytes { String(decoding: $0[range], as: UTF8.self) }
      if isWanted(url) { body(LinkContext(url, range, in: rich)) }
    }
  }

  private init(_ url: String, _ range: Range<Int>, in rich: Markdown.RichText) {
    self.url = url
    line = rich.line(at: range.lowerBound)
    isOfData = rich.text.withBytes { bytes in
      Self.dataWords.contains { bytes.has($0, at: range.upperBound) }
    }
    (text, before) = rich.text.withBytes { bytes in
      var low = max(0, range.lowerBound - Self.reach)
      for index in stride(from: range.lowerBound - 2, to: low, by: -1)
      where bytes[index] == 0x2E && bytes[index + 1] <= 0x20 {
        low = index
        break
      }
      let before = String(decoding: bytes[low..<range.lowerBound], as: UTF8.self).lowercased()
      return (String(decoding: bytes[range], as: UTF8.self).lowercased(), before)
    }
  }

  private static let dataWords: [StaticString] = [" dataset", " data set", " corpus", " benchmark"]

  private static func addresses(in text: String) -> [Range<Int>] {
    var found: [Range<Int>] = []
    text.withBytes { bytes in
      var at = 0
      while let start = bytes.offset(of: "http", from: at) {
        var end = start
        while end < bytes.count, bytes[end] > 0x20, bytes[end] < 0x80, !isDelimiter(bytes[end]) { end += 1 }
        at = end + 1
        while end > start, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2C { end -= 1 }
        if end - start > 10 { found.append(start..<end) }
        if found.count > 200 { break }
      }
    }
    return found
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ")"), UInt8(ascii: "("), UInt8(ascii: "]"), UInt8(ascii: ">"), UInt8(ascii: "<"), 0x22, 0x60,
      UInt8(ascii: "}"), UInt8(ascii: "|"):
      true
    default: false
    }
  }

  private var isBare: Bool { text.hasPrefix("http") }

  // MARK: Code

  /// Whether the words around say that code is there.
  var isAboutCode: Bool {
    if text.mentions("model card") || text.mentions("dataset") { return false }
    return !isBare && text.withBytes({ Self.code.groups(in: $0) }) != 0
      || before.withBytes { Self.codeBefore.groups(in: $0) } != 0
  }

  /// Whether a repository is named like the model.
  func names(_ names: [String], _ repository: Substring) -> Bool {
    if text.mentions("model card") || repository.lowercased().mentions("dataset") { return false }
    let parts = folded(repository).spaced
    return names.contains { name in
      name == folded(repository)
        || parts.contains { part in
          part.utf8.count >= 5 && !Self.common.contains(String(part)) && name.spaced.contains(part)
        }
    }
  }

  private static let code = Phrases([["repo", "github", "code", "implementation", "notebook", "script", "仓库", "代码"]])
  private static let codeBefore = Phrases([
    [
      "repo", "source code", "code is", "code:", "code can", "code at", "our code", "code and", "code for", "codebase",
      "implementation:", "implementation is", "implemented in", "github:", "github -", "released in", "training code",
      "converted directly from", "official code", "original code", "ported version of", "项目地址", "代码",
    ]
  ])
  private static let common: Set<String> = [
    "model", "models", "large", "small", "roberta", "wav2vec", "wav2vec2", "transformer", "transformers", "pytorch",
    "tensorflow",
    "english", "german", "chinese", "japanese", "multilingual", "finetuned", "squad", "dataset", "distilbert",
    "language",
    "speech", "uncased", "cased", "classification", "examples", "distil", "pretrained", "training",
  ]

  // MARK: Papers

  /// Whether the link reads "paper", and no other model's is meant.
  var isPaper: Bool {
    guard text.mentions("paper") || text.mentions("publication") || text.mentions("论文") || text.mentions("論文") else {
      return false
    }
    let words = folded(text).spaced
    return words.count <= 5
      && (words.allSatisfy { Self.paperWords.contains(String($0)) } || before.mentions("introduced"))
  }

  private static let paperWords: Set<String> = [
    "paper", "papers", "this", "the", "our", "original", "research", "official", "arxiv", "full", "associated",
    "accompanying",
    "here", "link", "preprint", "a", "corresponding", "publication", "论文", "論文", "in", "technical", "pdf", "related",
  ]

  /// Whether the link reads like the title of a paper.
  var isTitle: Bool { !isBare && (text.count { $0 == " " } >= 4 || text.mentions(": ")) && !isComparison }

  /// Whether the sentence introduces the model with this paper, or the paper is named like the model.
  func isIntroduction(_ names: [String]) -> Bool {
    if isComparison { return false }
    if before.withBytes({ Self.introductions.groups(in: $0) }) != 0 { return true }
    let own = folded(text)
    return own.utf8.count > 3 && !Self.common.contains(own)
      && names.contains { $0 == own || $0.hasPrefix(own + " ") || $0.hasSuffix(" " + own) || own.hasPrefix($0) }
  }

  private static let introductions = Phrases([
    [
      "introduced", "paper", "proposed", "described in", "presented", "published", "article", "it is a ", "detailed in",
      "more details", "details see", "reference", "论文", "論文", "arxiv:", "technical report",
    ]
  ])

  /// Whether the paper is one that something was taken from or is compared with.
  var isComparison: Bool {
    let end = before.utf8.suffix(34)
    return String(decoding: end, as: UTF8.self).withBytes { Self.comparisons.groups(in: $0) } != 0
  }

  private static let comparisons = Phrases([
    [
      "like ", "via ", "vs", "thanks to", "such as", "uses ", "using ", "on top of", "than ", "compared", "similar to",
      "used the", "optimizer", "as suggested in", "as in ", "with the ", "to improve",
    ]
  ])
}
