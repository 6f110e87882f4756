import Markdown
import Records
import Stages

/// Names that items and short paragraphs of a section on the data begin with, or lead to.
extension TrainingDataExtractor {
  /// "Couplets collected by [gull-pond](…) and [Heron](…)": where texts are told to be from, in a section on the data.
  static func gathered(_ words: Words) -> [(text: String, range: Range<Int>)] {
    for index in words.all.indices.dropLast(2)
    where words.has(index, "collecte", "gathered", "crawled", "scraped") || words.has(index, "aggregat") {
      var next = words.has(index + 2, "the") ? index + 3 : index + 2
      // "We aggregated existing corpora: [Pond](…), [Heron](…)"
      if words.has(index + 1, "existing"), words.has(index + 2, "corpora", "datasets"),
        words.gap(after: index + 2).elementsEqual(": ".utf8)
      {
        next = index + 3
      } else if !words.has(index + 1, "by", "from") {
        continue
      }
      guard next < words.count, words.isInLink(words[next].range.lowerBound) else { continue }
      return DatasetPhrase.names(words, from: next)
    }
    return []
  }

  /// "the [Otter Subtitles], a collection of subtitles", "the OTTER corpus with 5k subtitles"
  static func articled(_ words: Words) -> (text: String, range: Range<Int>)? {
    guard words.has(0, "the", "a"), words.count > 1 else { return nil }
    guard let span = words.span(at: words[1].range.lowerBound), case .link = span.kind else {
      guard words.has(0, "the"), DatasetPhrase.isCapital(words, 1), let found = DatasetPhrase.name(words, from: 1),
        DatasetPhrase.isCalled(found.name.range, in: words) || words.gap(after: found.next - 1).first == 0x2C
      else { return nil }
      return found.name
    }
    let text = words.string(span.range).trimmed
    guard DatasetPhrase.isName(text), !DatasetPhrase.isSentence(text), !text.ends(with: " subset") else { return nil }
    return (DatasetPhrase.bare(String(text)), span.range)
  }

  /// "60,000 hours of [Libri-Light]", "A dump of Hebrew [Wikipedia]", "the Breton part of the [Otter] corpus"
  static func counted(_ words: Words) -> (text: String, range: Range<Int>)? {
    for index in words.all.indices.prefix(10) where words.has(index, "of") {
      var next = words.has(index + 1, "the") ? index + 2 : index + 1
      if next < words.count, Languages.named(words.string(next)) != nil, !words.isInLink(words[next].range.lowerBound) {
        next += 1
      }
      guard next < words.count, let span = words.span(at: words[next].range.lowerBound), case .link = span.kind else {
        // "A Breton dump of Wikipedia: 650 MB"
        if next < words.count, index < 4, words.has(0, "a", "the"),
          words.has(index - 1, "version", "dump", "part", "subset", "portion"),
          let name = DatasetPhrase.name(words, from: next)?.name, DatasetPhrase.isStrong(name, in: words)
        {
          return name
        }
        continue
      }
      let text = words.string(span.range).trimmed
      return DatasetPhrase.isName(text) ? (DatasetPhrase.bare(String(text)), span.range) : nil
    }
    return nil
  }

  /// "12,554 songs from GULL, the archive of the coast", "61,826 songs, publicly available from [Heron](…)": the source of
  /// what an item begins with a number of.
  static func sourced(_ words: Words) -> (text: String, range: Range<Int>)? {
    guard let first = words.all.first, words.bytes[first.range.lowerBound].isDigit, first.range.lowerBound < 2 else {
      return nil
    }
    for index in words.all.indices.prefix(20).dropLast() where words.has(index, "from") {
      guard DatasetPhrase.isCapital(words, index + 1), let name = DatasetPhrase.name(words, from: index + 1)?.name,
        // "from European Court of Justice (ECJ), also available from GULL"
        !words.places(index + 2, index + 12).contains(where: { words.has($0, "from") })
      else { continue }
      return name
    }
    return nil
  }

  /// What lists in such sections tell of the data besides its name.
  private static let traits = Lexicon<Bool>([
    "target", "task", "modality", "size", "source", "format", "labels", "label", "split", "domain", "type", "input",
    "output", "channels", "classes", "resolution", "features", "note", "notes", "annotations", "preprocessing", "train",
    "training", "test", "testing", "validation", "val", "dev", "image size", "input size", "input resolution",
    "input shape", "hardware", "infrastructure", "gpu", "gpus", "training time", "duration", "tokens", "samples",
    "topic", "category", "headline", "text", "link", "title", "author", "date", "url", "question", "answer", "context",
    "id",
    "first", "second", "third", "then", "next", "finally", "lastly",
    "data", "challenge", "objective", "number of samples", "total", "license", "licence", "sampling rate", "frequency",
  ])

  /// The link or bold text that an item begins with, or what stands before its first dash, colon or bracket.
  static func name(of passage: Passage) -> (text: String, range: Range<Int>)? {
    let words = passage.words
    guard let first = words.all.first, passage.text.text.utf8.count < 800 else { return nil }
    if let span = words.span(at: first.range.lowerBound) {
      let text = words.string(span.range).trimmed
      // "[Fine-tune on NER script](…)": how it was done.
      // What a zoo keeps among its data sets is one, whatever it is called: `lima`.
      let isKept = if case .link(let url) = span.kind { url.mentions("huggingface.co/datasets/") } else { false }
      // "[Unsupervised](…) on [local Wikipedia](…)": what was learned, and from what.
      if let on = words.first(from: span.range.upperBound), words.has(on, "on"), on + 1 < words.count,
        let data = words.span(at: words[on + 1].range.lowerBound), case .link = data.kind,
        case let name = words.string(data.range).trimmed, name.spaced.count <= 4
      {
        return (DatasetPhrase.bare(String(name)), data.range)
      }
      guard isKept && text.utf8.count > 2 || DatasetPhrase.isName(text), !text.mentions("http"),
        !text.mentions(" script"), PropertyName(text) == nil,
        !traits.contains(folded(text)), !text.utf8.contains(0x3A), !DatasetPhrase.isFile(text), !isAmount(text)
      else { return nil }
      // "[StreamingGulls](…) library was used": a tool.
      if let next = words.first(from: span.range.upperBound),
        words.has(next, "library", "package", "toolkit")
      {
        return nil
      }
      // "[The Pond](…)" has its article where it is printed with a capital.
      let isArticled = text.begins(with: "The ") && text.utf8.dropFirst(4).first.map { $0.isCapital } == true
      return (DatasetPhrase.bare(String(isArticled ? text : DatasetPhrase.unarticled(text))), span.range)
    }
    var end = first.range.lowerBound
    let bytes = words.bytes
    var isName = false
    while end < bytes.count, end < 60 {
      if bytes[end] == 0x3A || bytes[end] == 0x28 || bytes[end] == 0x2C || bytes[end] == 0x0A { isName = true }
      if bytes[end] == 0x2D, end > 0, bytes[end - 1] == 0x20, end + 1 < bytes.count, bytes[end + 1] == 0x20 {
        isName = true
      }
      // "Otter News 2 dataset that was gathered", "RiverNews containing the Breton part"
      if bytes[end] == 0x20, clauses.contains(where: { bytes[end...].starts(with: $0.utf8) }) {
        isName = isMarked(bytes[first.range.lowerBound..<end])
      }
      if isName { break }
      end += 1
    }
    guard isName || end == bytes.count else { return nil }
    // Of "A recent dump of [Wikipedia]" the link is the name.
    if words.string(first.range.lowerBound..<end).mentions(" of "), counted(words) != nil { return nil }
    // "Capybara [1](…) [2](…)": what links are numbered by
    var last = words.first(from: end) ?? words.count
    while last > 1, words.bytes[words[last - 1].range].allSatisfy(\.isDigit),
      words.isInLink(words[last - 1].range.lowerBound)
    {
      last -= 1
      end = words[last - 1].range.upperBound
    }
    let range = first.range.lowerBound..<abbreviated(bytes, first.range.lowerBound, end)
    let text = DatasetPhrase.withoutEmoji(words.string(range).trimmed)
    // An item that is nothing but a name with a colon introduces what follows.
    if end < bytes.count, bytes[end] == 0x3A, bytes[(end + 1)...].allSatisfy({ $0 <= 0x20 }) { return nil }
    let bare = DatasetPhrase.bare(String(text))
    guard DatasetPhrase.isName(text), PropertyName(text) == nil, !traits.contains(folded(text)),
      Self.isTitle(text) || Self.isTitle(Substring(bare)) && !traits.contains(folded(bare)),
      !DatasetPhrase.isSentence(text), !DatasetPhrase.isFile(text)
    else { return nil }
    return (bare, range)
  }

  /// "clean 1.1GB", "raw 5.6": how much of the data there is.
  private static func isAmount(_ text: Substring) -> Bool {
    let words = text.spaced
    guard words.count == 2, words[0].utf8.allSatisfy({ $0 &- 0x61 < 26 }), let printed = PrintedValue(words[1]) else {
      return false
    }
    return ["GB", "MB", "TB"].contains(printed.rest) || printed.rest.isEmpty && words[1].utf8.contains(0x2E)
  }

  /// What a name in an item may go on with.
  private static let clauses = [" that ", " which ", " containing ", " consisting "]

  /// Whether a capital or digit stands in a text besides the letter it begins with, as in names but not in "Texts that".
  private static func isMarked(_ text: ArraySlice<UInt8>) -> Bool {
    text.dropFirst().contains { $0.isCapital || $0.isDigit }
  }

  /// The end of a name with the abbreviation that stands in brackets behind it: "Pond Generated Content (PGC)".
  private static func abbreviated(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int {
    guard end < bytes.count, bytes[end] == 0x28, end > start + 1,
      let close = bytes[end...].prefix(12).firstIndex(of: 0x29),
      DatasetPhrase.isAbbreviation(bytes[(end + 1)..<close], of: bytes[start..<end - 1])
    else { return end }
    return close + 1
  }

  /// Whether most words are capitalised, as in names, and there are few.
  private static func isTitle(_ text: Substring) -> Bool {
    let words = text.spaced
    guard words.count <= 6, let first = words.first?.utf8.first, first.isLetter || first >= 0x80 else { return false }
    let capitals = words.count { word in
      // A version is as good as a capital: "OTTER v4".
      word.utf8.first.map { ($0 >= 0x41 && $0 <= 0x5A) || $0.isDigit || $0 >= 0x80 } == true
        || word.utf8.first == UInt8(ascii: "v") && word.utf8.count > 1 && word.utf8.dropFirst().allSatisfy(\.isDigit)
    }
    return capitals * 2 > words.count
  }

  // MARK: Lists in cells

  /// "- Questions: GullQA, HeronQA - Songs: Tern Songs", of which each kind had a line: the names of a cell that is a list.
  static func listed(inCell text: String) -> [String] {
    guard text.utf8.count > 24, text.mentions("- ") else { return [] }
    var found: [String] = []
    var rest = (" " + text)[...]
    while let mark = rest.place(of: " - "), found.count < 200 {
      rest = rest[mark.upperBound...]
      let item = rest.place(of: " - ").map { rest[..<$0.lowerBound] } ?? rest
      let members = item.place(of: ": ").map { item[$0.upperBound...] } ?? item
      for part in members.split(separator: ",") {
        // A star is that of a footnote.
        let name = String(part.trimmed.utf8.last == 0x2A ? part.trimmed.dropLast() : part.trimmed)
        if name.utf8.count <= 40, DatasetPhrase.isName(name), !DatasetPhrase.isSentence(name) { found.append(name) }
      }
    }
    return found
  }

  /// The labels of rows, and of those that they say to be the "Same as" and to add to.
  static func referred(_ own: Set<String>, _ table: Grid, _ column: Int) -> Set<String> {
    var same: [String: String] = [:]
    for cells in table.rows where column < cells.count && cells[column].text.begins(with: "Same as ") {
      same[cells[0].text] = cells[column].text.dropFirst(8).spaced.first.map { String($0) }
    }
    var all = own
    for label in own {
      var next = same[label]
      while let other = next, all.insert(other).inserted { next = same[other] }
    }
    return all
  }
}
