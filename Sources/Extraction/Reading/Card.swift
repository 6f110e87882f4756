import Markdown
import Records
import Stages
import YAML

/// A model card, taken apart once for all extractors.
///
/// A class, because two dozen extractors are handed it and none changes it.
public final class Card {
  /// The entries of the front matter, in reading order. Of broken front matter those that could be read.
  public let frontMatter: [YAML.Pair]
  /// The Markdown below the front matter.
  public let document: Markdown.Document
  let source: SourceText
  /// Paragraphs and headings in reading order.
  let passages: [Passage]
  /// What each passage may be about, and what any of them may be.
  let signals: (each: [Signals], any: Signals)
  let tables: [Grid]
  /// Blocks of HTML with links in them, such as the row of them under a title. They are no prose, and what is folded away
  /// is not among them.
  let banners: [Passage]
  /// The blocks of code that are short enough to be read, with what they mention.
  let listings: [Listing]
  /// What each section is about, as far as its heading tells.
  let topics: [Topic]
  /// What the model is called, folded: the title, and the name the caller knows.
  let names: [String]
  /// The end of the model's id, folded, where it is too short to be looked for among words: `t0`.
  let shortName: String?
  /// Who publishes the model, folded, where the name that the caller knows says so: `otter` of `otter/river-base`.
  let owner: String?
  /// The first paragraphs, in which cards say what the model is: up to the first section about something else.
  let introduction: Range<Int>
  /// List items about models beside this one, looked for when first asked for.
  private(set) lazy var passagesOnOthers = findPassagesOnOthers()
  /// Whether several checkpoints are listed, looked for likewise.
  private(set) lazy var hasCheckpoints = findCheckpoints()
  /// The bytes of the front matter, which positions of its nodes count in.
  private let yaml: UnsafeBufferPointer<UInt8>

  init(_ source: SourceText, named name: String?, _ findings: inout Findings) {
    self.source = source
    var split = Markdown.FrontMatter.split(source.bytes)
    var pairs: [YAML.Pair] = []
    if split.form != .absent {
      let yaml = UnsafeBufferPointer(rebasing: source.bytes[split.yaml])
      let front = FrontMatterReader(yaml, firstLine: split.yamlLine)
      pairs = front.pairs
      // Text between rules is no front matter.
      if front.isProse {
        split = .absent(source.bytes)
      } else {
        for rejection in front.rejections {
          findings.reject(rejection.code, rejection.detail, line: rejection.line)
        }
      }
    }
    frontMatter = pairs
    yaml = UnsafeBufferPointer(rebasing: source.bytes[split.yaml])
    let body = UnsafeBufferPointer(rebasing: source.bytes[split.body])
    var document = Markdown.Document(parsing: body, firstLine: split.bodyLine)
    if let closed = OpenFence.closed(document, body, firstLine: split.bodyLine) {
      document = closed.withUnsafeBufferPointer { Markdown.Document(parsing: $0, firstLine: split.bodyLine) }
    }
    self.document = document
    var passages: [Passage] = []
    var tables: [Grid] = []
    var banners: [Passage] = []
    var listings: [Listing] = []
    passages.reserveCapacity(document.blocks.count)
    var htmlEnd = 0
    // In place: a block taken out of the array would be copied with all that it holds.
    document.blocks.withUnsafeBufferPointer { blocks in
      for index in blocks.indices {
        let section = blocks[index].section
        if let text = blocks[index].text {
          let isHeading = blocks[index].isHeading
          if !isHeading, text.text.mentions("|\n"), let table = Grid(pipesIn: text, section: section, block: index) {
            tables.append(table)
          }
          let isItem = !isHeading && blocks[index].item != nil
          passages.append(Passage(text, block: index, section: section, isHeading: isHeading, isItem: isItem))
          continue
        }
        switch blocks[index].content {
        case .code(let code) where code.text.utf8.count < Listing.largest:
          if code.info.isEmpty, Self.isIndentedProse(code, source) {
            passages += Self.paragraphs(of: code, section: section, block: index)
          }
          let listing = Listing(code, section: section, block: index)
          listings.append(listing)
          if listing.mentions.contains(.tables) { tables += Grid.tables(in: listing) }
        case .table(let table): tables.append(Grid(table, section: section, block: index))
        case .html(let html)
        where blocks[index].lines.lowerBound > htmlEnd && html.utf8.count > 7 && html.mentions("<table"):
          let found = HTMLTables(source, from: blocks[index].lines)
          tables += found.tables.compactMap { Grid($0, section: section, block: index) }
          htmlEnd = found.lastLine
        case .html(let html):
          let line = blocks[index].lines.lowerBound
          let listing =
            Listing(preformatted: html, line: line, section: section, block: index)
            ?? Listing(html: html, line: line, section: section, block: index)
          if let listing {
            listings.append(listing)
          }
          if html.utf8.count < Self.largestBanner, html.mentions("href="), !html.mentions("<summary") {
            let text = Markdown.RichText(html: html, line: line)
            banners.append(Passage(text, block: index, section: section, isHeading: false, isItem: false))
          }
        default: break
        }
      }
    }
    self.passages = passages
    signals = (passages.map(\.signals), passages.reduce(into: []) { $0.formUnion($1.signals) })
    self.tables = tables
    self.banners = banners
    self.listings = listings
    names = [
      name.map { folded(Self.bare(Self.lastPart(of: $0))) },
      passages.first(where: \.isHeading).map { folded($0.text.text) },
    ]
    .compactMap { $0 }.filter { $0.utf8.count > 3 }
    shortName = name.map { folded(Self.lastPart(of: $0)) }.flatMap { $0.utf8.count > 3 ? nil : $0 }
    owner = name.flatMap { name in
      let last = Self.lastPart(of: name)
      return last.startIndex > name.startIndex ? folded(Self.lastPart(of: String(name[..<last.startIndex]))) : nil
    }
    topics = Topic.topics(of: document)
    introduction = Self.introduction(passages, topics)
    for degradation in document.degraded { findings.reject(.tooLarge, degradation.description) }
  }

  /// HTML that is longer, in bytes, is not read for its links.
  private static let largestBanner = 16 << 10

  /// Whether text was indented so far that it is code by the rules of Markdown, though it has the words of a paragraph and no
  /// mark that programs are full of.
  private static func isIndentedProse(_ code: Markdown.Block.Code, _ source: SourceText) -> Bool {
    guard let first = source.line(code.line).first, first == 0x20 || first == 0x09 else { return false }
    return code.text.withBytes { text in
      guard text.count > 80, text[0].isCapital else { return false }
      var spaces = 0
      for byte in text {
        switch byte {
        case 0x20: spaces += 1
        case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "<"),
          UInt8(ascii: ">"),
          UInt8(ascii: "$"), UInt8(ascii: "|"), UInt8(ascii: "\\"):
          return false
        default: break
        }
      }
      return spaces >= 8
    }
  }

  private static func paragraphs(of code: Markdown.Block.Code, section: Int, block: Int) -> [Passage] {
    let inner = code.text.withBytes { Markdown.Document(parsing: $0, firstLine: code.line) }
    return inner.blocks.compactMap { $0.text }.map {
      Passage($0, block: block, section: section, isHeading: false, isItem: false)
    }
  }

  /// What stands behind the last slash.
  private static func lastPart(of name: String) -> Substring {
    let part = name.withBytes { bytes in
      var end = bytes.count
      while end > 0, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
      var start = end
      while start > 0, bytes[start - 1] != UInt8(ascii: "/") { start -= 1 }
      return start..<end
    }
    let start = name.utf8.index(name.startIndex, offsetBy: part.lowerBound)
    return name[start..<name.utf8.index(start, offsetBy: part.count)]
  }

  /// Without the owner before it: `owner@name` is how some collections name their folders.
  private static func bare(_ name: Substring) -> Substring {
    guard name.mentions("@"), let at = name.utf8.lastIndex(of: 0x40) else { return name }
    let end = name[name.utf8.index(after: at)...]
    return end.utf8.count > 3 ? end : name
  }

  private static func introduction(_ passages: [Passage], _ topics: [Topic]) -> Range<Int> {
    let end = passages.indices.first { index in
      let topic = topics[passages[index].section]
      return !(topic == .other || topic == .description)
    }
    return 0..<min(end ?? passages.count, 24)
  }

  /// The topic of a section, or of the nearest section around it that has one.
  func topic(ofSection section: Int) -> Topic {
    var next: Int? = section
    while let current = next, document.sections.indices.contains(current) {
      if topics[current] != .other { return topics[current] }
      next = document.sections[current].parent
    }
    return .other
  }

  /// The value under the first of these keys that the front matter has.
  public func frontMatter(_ keys: StaticString...) -> YAML.Node? {
    for key in keys {
      // Of duplicates the last counts, as for the Hub's own loader.
      if let pair = frontMatter.last(where: { $0.key.text.map { $0.isEqual(to: key) } ?? false }) { return pair.value }
    }
    return nil
  }
}
