import Markdown

/// A link with the words around it, which tell what it leads to.
struct LinkContext {
  let url: String
  let line: Int
  /// In small letters, a line break being a space.
  let text: String
  /// The end of what stands before it in its sentence, likewise.
  let before: String
  /// The beginning of what stands behind it, likewise.
  let after: String
  /// Whether the word behind it says that a data set is linked.
  let isOfData: Bool
  /// Whether nothing stands beside it.
  let isAlone: Bool

  /// How many bytes before and behind a link are looked at.
  private static let reach = 96
  private static let reachBehind = 40

  /// Calls with every link of a passage and with every address that is printed without being one.
  ///
  /// - Parameter isWanted: whether an address is worth a look at the words around it.
  static func forEach(in passage: Passage, where isWanted: (String) -> Bool, _ body: (LinkContext) -> Void) {
    let rich = passage.text
    var ends: [Range<Int>] = []
    for span in rich.spans {
      guard case .link(let url) = span.kind else { continue }
      ends.append(span.range)
      guard
        isWanted(url)
          || isCalledPaper(span.range, in: rich) && url.withBytes({ $0.count < 400 && $0.has("http", at: 0) })
      else { continue }
      body(LinkContext(url, span.range, in: passage))
    }
    if passage.hasTags {
      rich.forEachAnchor { url, range in
        ends.append(range)
        if isWanted(url) { body(LinkContext(url, range, in: passage)) }
      }
    }
    guard passage.signals.contains(.address) else { return }
    for range in addresses(in: rich.text) where !ends.contains(where: { $0.contains(range.lowerBound) }) {
      let url = rich.text.withBytes { String(decoding: $0[range], as: UTF8.self) }
      if isWanted(url) { body(LinkContext(url, range, in: passage)) }
    }
  }

  private init(_ url: String, _ range: Range<Int>, in passage: Passage) {
    let rich = passage.text
    self.url = url
    line = passage.line(at: range.lowerBound)
    isAlone = range.lowerBound == 0 && range.upperBound == rich.text.utf8.count
    isOfData = rich.text.withBytes { bytes in
      Self.dataWords.contains { bytes.has($0, at: range.upperBound) }
    }
    (text, before, after) = rich.text.withBytes { bytes in
      var low = max(0, range.lowerBound - Self.reach)
      for index in stride(from: range.lowerBound - 2, to: low, by: -1)
      where bytes[index] == 0x2E && bytes[index + 1] <= 0x20 {
        low = index
        break
      }
      let behind = bytes[range.upperBound...].prefix(Self.reachBehind).prefix { $0 != 0x2E }
      return (
        Self.plain(bytes[range]), Self.plain(bytes[low..<range.lowerBound]), Self.plain(behind)
      )
    }
  }

  /// In small letters, on one line.
  private static func plain(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { room in
      for (index, byte) in bytes.enumerated() { room[index] = byte == 0x0A ? 0x20 : byte.lowercased }
      return bytes.count
    }
  }

  /// Whether the link reads "our paper" or the like, wherever it leads.
  private static func isCalledPaper(_ range: Range<Int>, in rich: Markdown.RichText) -> Bool {
    range.count <= 32
      && rich.text.withBytes { bytes in
        let text = UnsafeBufferPointer(rebasing: bytes[range])
        return text.offset(of: "aper") != nil || text.offset(of: "anuscript") != nil
          || text.offset(of: "reprint") != nil || text.offset(of: "eport") != nil
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

  /// Whether it leads to the text of a licence.
  var isLicence: Bool { url.mentions("/LICENSE") || url.mentions("License") }

  var isBare: Bool { text.begins(with: "http") }

  /// Words that many models have in their names, which tell none from others.
  static let common: Set<String> = [
    "model", "models", "large", "small", "roberta", "wav2vec", "wav2vec2", "transformer", "transformers", "pytorch",
    "tensorflow",
    "english", "german", "chinese", "japanese", "multilingual", "finetuned", "squad", "dataset", "distilbert",
    "language",
    "speech", "uncased", "cased", "classification", "examples", "distil", "pretrained", "training",
  ]

  // MARK: Papers

  /// Whether the link reads "paper", and no other model's is meant.
  var isPaper: Bool {
    guard text.withBytes({ Self.paperNames.groups(in: $0) }) != 0 else { return false }
    // An emoji beside it says no more.
    let words = folded(text).spaced.filter {
      // Nor does the id, "arXiv:2005.07503".
      $0.utf8.first != 0xF0 && $0.utf8.first != 0xE2 && !($0.utf8.first?.isDigit == true && isNamedId)
    }
    return words.count <= 5
      && (words.allSatisfy { Self.paperWords.contains(String($0)) } || before.mentions("introduced")
        // "更多详情请参考[OTTER论文](…)"
        || words.count == 1 && text.ends(with: "论文"))
  }

  /// Whether it reads as the id of a paper, and stands in no list of works: "[arXiv:2005.07503](…)".
  private var isNamedId: Bool { text.begins(with: "arxiv:") && !before.ends(with: "preprint ") }

  /// "Check our [SEA paper](…)", "refer to our paper at: [Otters and Rivers](…)"
  var isOwnPaper: Bool {
    if before.ends(with: "our ") || text.begins(with: "our ") {
      return text.withBytes { Self.paperNames.groups(in: $0) } != 0
    }
    return before.utf8.suffix(24).withString { $0.mentions("our paper") || $0.mentions("our preprint") }
  }

  private static let paperNames = Phrases([
    [
      "paper", "publication", "manuscript", "preprint", "arxiv", "technical report", "tech report", "project report",
      "论文", "論文",
    ]
  ])
  private static let paperWords: Set<String> = [
    "paper", "papers", "this", "the", "our", "original", "research", "official", "arxiv", "full", "associated",
    "accompanying",
    "here", "link", "preprint", "a", "corresponding", "publication", "manuscript", "论文", "論文", "in", "technical", "pdf",
    "related", "report", "tech", "project",
    "tpami", "pami", "cvpr", "iccv", "eccv", "iclr", "icml", "neurips", "nips", "acl", "emnlp", "naacl", "aaai",
    "interspeech", "icassp",
  ]

  /// "[Otter-3 Technical Report](…)": the report or paper that is called after the model, wherever it stands and leads.
  func isPaper(of names: [String]) -> Bool {
    guard text.utf8.count <= 48, text.withBytes({ Self.paperNames.groups(in: $0) }) != 0 else { return false }
    var isNamed = false
    for word in folded(text).spaced where !Self.paperWords.contains(String(word)) {
      guard word.utf8.first?.isLetter == true || word.utf8.first?.isDigit == true else { continue }
      guard names.contains(where: { $0.spaced.contains(word) }) else { return false }
      isNamed = isNamed || word.utf8.count > 2 && !Self.common.contains(String(word))
    }
    return isNamed
  }

  /// Whether it reads as the one paper or report that there is of the model, and not as one of several.
  var isOnlyPaper: Bool { Self.onlyPapers.contains(text.trimmed) }

  private static let onlyPapers = Lexicon<Bool>([
    "technical report", "the technical report", "tech report", "project report", "the paper", "the accompanying paper",
    "accompanying paper",
  ])

  /// "The full paper is at this [link](…)", "Preprint: https://…"
  var isPointedPaper: Bool {
    guard isBare || Self.pointers.contains(text.trimmed), !isComparison else { return false }
    return before.utf8.suffix(28).withString { $0.withBytes { Self.paperNames.groups(in: $0) } } != 0
      || isBare && url.ends(with: ".pdf") && url.mentions("paper")
  }

  /// Whether the link reads like the title of a paper.
  var isTitle: Bool { !isBare && (text.utf8.count { $0 == 0x20 } >= 4 || text.mentions(": ")) && !isComparison }

  /// Whether the sentence introduces the model with this paper, or the paper is named like the model.
  func isIntroduction(_ names: [String]) -> Bool {
    if isComparison { return false }
    // Of two cues the nearer one counts: "It is an [Otter model](…) that uses a fixed encoder ([Pond](…))."
    for reach in [24, 48, Self.reach] {
      let near = before.utf8.suffix(reach)
      if near.withString({ $0.withBytes { Self.introductions.groups(in: $0) } }) != 0 { return true }
      if near.withString({ $0.withBytes { Self.parts.groups(in: $0) } }) != 0 { return false }
    }
    let own = folded(text)
    return own.utf8.count > 3 && !Self.common.contains(own)
      && names.contains {
        $0 == own || $0.begins(withText: own + " ") || $0.ends(withText: " " + own) || own.begins(withText: $0)
      }
  }

  private static let introductions = Phrases([
    [
      "introduced", "paper", "proposed", "described in", "presented", "published", "article", "it is a ", "detailed in",
      "more details", "details see", "reference", "论文", "論文", "arxiv:", "technical report",
    ]
  ])

  private static let parts = Phrases([[" uses ", " using ", "replacing", "consists of", "based on", "combines"]])

  /// Whether the title of the paper has the model's name in it: "OtterNet: A Network for Rivers".
  func isTitled(_ names: [String]) -> Bool { Self.isTitled(names, text) }

  static func isTitled(_ names: [String], _ title: some StringProtocol) -> Bool {
    let parts = folded(title).spaced
    return names.contains { name in
      name.spaced.contains { word in
        word.utf8.count >= 4 && !common.contains(String(word)) && parts.contains { $0 == word }
      }
    }
  }

  /// Whether the sentence speaks of data, or of a technique that the model has in it.
  var isPart: Bool {
    before.withBytes { Self.ingredients.groups(in: $0) } != 0
      // "a version of [Otter](…) on the Pond dataset" is none.
      || !after.begins(with: " on ") && (after.mentions("dataset") || after.mentions("corpus"))
  }

  private static let ingredients = Phrases([
    ["trained on ", "tuned on ", "dataset", "corpora", "replacing", "tuning with ", "in the sense of", "inspir"]
  ])

  /// Whether the paper is one that something was taken from or is compared with.
  var isComparison: Bool {
    let end = before.utf8.suffix(34)
    // "uses the method described in"
    let told = String(before.trimmed)
    if Self.nearIntroductions.contains(where: told.ends(with:)) { return false }
    return String(decoding: end, as: UTF8.self).withBytes { Self.comparisons.groups(in: $0) } != 0
  }

  private static let nearIntroductions: [StaticString] = [
    "described in", "introduced in", "proposed in", "presented in", "together with the paper",
  ]

  private static let comparisons = Phrases([
    [
      "like ", "via ", "vs", "thanks to", "such as", "uses ", "using ", "on top of", "than ", "compared", "similar to",
      "used the", "optimizer", "as suggested in", "as in ", "with the ", "to improve",
    ]
  ])
}

extension Substring.UTF8View {
  func withString<R>(_ body: (Substring) -> R) -> R { body(Substring(self)) }
}
