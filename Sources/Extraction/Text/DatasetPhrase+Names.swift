import Markdown

/// Where the names of data sets begin and end in a sentence.
extension DatasetPhrase {
  static func names(_ words: Words, from first: Int) -> [(text: String, range: Range<Int>)] {
    var names: [(text: String, range: Range<Int>)] = []
    var index = first
    while index < words.count, names.count < 12 {
      index = afterFillers(words, from: index)
      guard index < words.count else { return names }
      // "on both English and Portuguese GULL"
      if words.has(index - 1, "both"), words.has(index + 1, "and"), index + 3 < words.count, isLanguage(words, index),
        isLanguage(words, index + 2)
      {
        index += 3
      }
      index = afterPart(words, from: index)
      guard index < words.count, var (name, next) = name(words, from: index) else { return names }
      // "the GULL formatted HERON v5"
      if words.has(next, "formatte"), next + 1 < words.count, let formatted = formatted(words, from: next + 1) {
        (name, next) = formatted
      }
      // "a Social Media segment of the GULL corpus"
      if words.has(next, "segment"), words.has(next + 1, "of"), next + 2 < words.count,
        let whole = self.name(words, from: words.has(next + 2, "the") ? min(next + 3, words.count - 1) : next + 2)
      {
        (name, next) = whole
      }
      if let release = release(words, from: next) {
        name = (words.string(name.range.lowerBound..<release.end), name.range.lowerBound..<release.end)
        name.text = name.text.split(separator: "\n").joined(separator: " ")
        next = release.next
      }
      if let abbreviation = abbreviation(words, of: name.range, from: next) {
        name.range = name.range.lowerBound..<abbreviation.end
        name.text = words.string(name.range).split(separator: "\n").joined(separator: " ")
        next = abbreviation.next
      } else if !name.text.mentions("ilsvrc"), let edition = edition(words, from: next) {
        name.range = name.range.lowerBound..<edition.end
        name.text = words.string(name.range)
        next = edition.next
      }
      // "on GULL, and "Otter-M", pre-trained on HERON": what another model is called
      if !names.isEmpty, next < words.count, words.has(next, "pre", "pretrain", "trained", "tuned", "fine"),
        words.gap(after: next - 1).contains(0x2C)
      {
        return names
      }
      names += summands(words, name)
      // "X[2] and Y[3]", with the numbers of references.
      if next + 1 < words.count, words.bytes[words[next].range.lowerBound].isDigit,
        words.gap(after: next - 1).elementsEqual("[".utf8), words.gap(after: next).starts(with: "]".utf8)
      {
        next += 1
      }
      // "ILSVRC-2012-CLS dataset for image classification ("Imagenet")"
      if let alias = alias(words, from: next) { names.append(alias) }
      if words.has(next, "dump", "dumps") { next += 1 }
      next = afterRemark(words, from: next)
      // "X, Y and Z": the list goes on.
      guard next < words.count, goesOn(words, next - 1) else { return names }
      index = afterTexts(words, from: afterApposition(words, from: next))
    }
    return names
  }

  /// "HERON v5 role data" behind "the GULL formatted": up to what kind of data it is.
  private static func formatted(
    _ words: Words, from index: Int
  ) -> (name: (text: String, range: Range<Int>), next: Int)? {
    guard let (found, next) = name(words, from: index) else { return nil }
    var name = found
    if let kind = name.text.spaced.dropFirst().first(where: { $0.utf8.allSatisfy { $0 &- 0x61 < 26 } }) {
      name.text = String(name.text[..<kind.startIndex].trimmed)
      name.range = name.range.lowerBound..<name.range.lowerBound + name.text.utf8.count
    }
    return (name, next)
  }

  /// Which release is meant, behind a comma: "ImageNet, Fall 2011 release".
  private static func release(_ words: Words, from first: Int) -> (end: Int, next: Int)? {
    guard first > 0, first < words.count, words.gap(after: first - 1).starts(with: ",".utf8),
      let last = words.places(first + 1, first + 4).first(where: { words.has($0, "release") }),
      !words.endsSentence(after: last - 1)
    else { return nil }
    return (words[last].range.upperBound, words.has(last + 1, "dataset") ? last + 2 : last + 1)
  }

  /// Which challenge it was made for, in brackets: "ImageNet (ILSVRC-2012-CLS)".
  private static func edition(_ words: Words, from first: Int) -> (end: Int, next: Int)? {
    guard first > 0, first < words.count, words.gap(after: first - 1).elementsEqual(" (".utf8),
      words.has(first, "ilsvrc", "ilsvrc20"),
      let last = words.places(first, first + 3).first(where: { words.gap(after: $0).first == 0x29 })
    else { return nil }
    return (words[last].range.upperBound + 1, last + 1)
  }

  /// The other name of a data set, in brackets and quotation marks a few words behind the first.
  private static func alias(_ words: Words, from first: Int) -> (text: String, range: Range<Int>)? {
    for index in max(first, 1)..<max(first, 1, min(first + 5, words.count)) {
      let gap = words.gap(after: index - 1)
      if gap.contains(0x28) {
        guard gap.last == 0x22, words.gap(after: index).starts(with: "\")".utf8) else { return nil }
        let text = words.string(index)
        return isName(text) ? (text, words[index].range) : nil
      }
      if words.endsSentence(after: index) { return nil }
    }
    return nil
  }

  /// Past what a comma says about the name before it: ", a dataset consisting of … books and" leads to the next name.
  private static func afterApposition(_ words: Words, from first: Int) -> Int {
    guard words.has(first, "a", "an"), words.gap(after: first - 1).contains(UInt8(ascii: ",")) else { return first }
    let range = words.places(first, min(first + 24, words.sentence(around: first).upperBound))
    guard range.prefix(5).contains(where: { words.has($0, "dataset", "corpus", "collecti", "data") }) else {
      return first
    }
    for index in range where words.has(index, "and") && index + 1 < words.count {
      if let span = words.span(at: words[index + 1].range.lowerBound), case .link = span.kind { return index + 1 }
    }
    return first
  }

  /// Past what stands in brackets behind a name, where the list goes on behind it: "GULL (800M words) and HERON".
  private static func afterRemark(_ words: Words, from first: Int) -> Int {
    guard first > 0, first < words.count, words.gap(after: first - 1).last == 0x28 else { return first }
    for index in words.places(first, min(first + 9, words.count - 1)) {
      let gap = words.gap(after: index)
      guard let close = gap.firstIndex(of: 0x29) else {
        if words.endsSentence(after: index) { return first }
        continue
      }
      let behind = gap[(close + 1)...]
      let isList = behind.elementsEqual(", ".utf8) || behind.elementsEqual(" ".utf8) && words.has(index + 1, "and")
      return isList ? index + 1 : first
    }
    return first
  }

  private static func goesOn(_ words: Words, _ last: Int) -> Bool {
    if words.endsSentence(after: last) { return false }
    let gap = words.gap(after: last)
    // "Wikipedia+GULL"
    return gap.contains(UInt8(ascii: ",")) || words.has(last + 1, "and") || gap.elementsEqual("+".utf8)
  }

  /// The names of a sum: "GULL + HERON corpus".
  private static func summands(
    _ words: Words, _ name: (text: String, range: Range<Int>)
  ) -> [(text: String, range: Range<Int>)] {
    guard name.text.mentions(" + ") else { return [name] }
    var parts: [(text: String, range: Range<Int>)] = []
    var start = name.range.lowerBound
    while start < name.range.upperBound {
      let end = words.bytes[start..<name.range.upperBound].firstIndex(of: 0x2B) ?? name.range.upperBound
      let text = bare(String(words.string(start..<end).trimmed))
      guard isName(text) else { return [name] }
      parts.append((text, start..<end))
      start = end + 1
    }
    return parts
  }

  /// One name, and the word behind it.
  static func name(_ words: Words, from index: Int) -> (name: (text: String, range: Range<Int>), next: Int)? {
    let offset = words[index].range.lowerBound
    if let quoted = quoted(words, from: index) { return quoted }
    if let account = account(words, from: index) { return account }
    // "an internal Otter dataset" has no name that anyone knows.
    if words.has(index, "internal") { return nil }
    if let found = labelled(words, from: index) ?? setOff(words, from: index) ?? corpus(words, from: index) {
      return found
    }
    if let span = words.span(at: offset), span.range.count <= 80 {
      let text = words.string(span.range).trimmed
      let isSet =
        text.lowercased().ends(with: "dataset") && text.utf8.count > 8 || isMarkedSet(words, from: index, span, text)
      // "[The Pile]" is a name, too.
      let isTitle = text.begins(with: "The ") && !isSentence(text.dropFirst(4))
      // "[COCO 2014 Training images dataset]"
      let isOfTraining = isSet && isName(text) && !isSentence(text.replacing("Training ", with: ""))
      guard isName(text) || isSet, isTitle || isOfTraining || !isSentence(text), !text.begins(with: "http"),
        !isPlace(text)
      else {
        return nil
      }
      var next = index
      while next < words.count, words[next].range.lowerBound < span.range.upperBound { next += 1 }
      if words.has(next, "library", "package", "toolkit", "framewor") { return nil }
      while words.has(next, "dataset", "datasets", "corpus", "data") { next += 1 }
      return ((bare(described(String(unarticled(text))), inSpan: true), span.range), next)
    }
    // Up to "dataset", if that word comes soon, or else over words that look like parts of a name.
    var end = index
    var last: Int?
    while end < words.count, end - index < 9 {
      if words.has(end, "dataset", "datasets", "corpus", "data", "corpora"), !isProper(words, end, from: index) {
        // "Baidu self-built dataset" has no other name.
        last = words.has(end - 1, "built") && words.has(end - 2, "self") ? end : end - 1
        break
      }
      if words.has(
        end, "using", "with", "for", "which", "that", "from", "in", "to", "by", "at", "when", "task", "tasks", "as",
        "consisting", "containing", "is", "are", "was", "via", "and", "or", "of", "dev", "test", "set",
        "formatte"),
        end == index || !isCode(words, end) && !isTitled(words, end)
      {
        break
      }
      let gap = words.gap(after: end)
      let stops =
        words.endsSentence(after: end)
        // "GULL +wave2vec": what was added to the data is none.
        || gap.elementsEqual(" +".utf8) || gap.elementsEqual("+".utf8)
        || gap.contains { $0 == 0x2C || $0 == 0x28 || $0 == 0x3A || $0 == 0x29 || $0 == 0x5B || $0 == 0x5D }
      end += 1
      if stops { break }
    }
    if last == nil {
      // Without the word "dataset", only the leading words that look like a name.
      var stop = index
      while stop < end,
        isNamePart(words.string(stop))
          || stop == index && (KnownDatasets.isPlain(words.string(stop)) || isId(words, stop))
          || (stop > index && (words.bytes[words[stop].range.lowerBound].isDigit || isJoined(words, stop)))
      { stop += 1 }
      last = stop - 1
    }
    guard var last, last >= index else { return nil }
    if isTold(words, index, last) { last = index }
    if isYear(words, last + 1) { last += 1 }
    var high = words[last].range.upperBound
    if high < words.bytes.count, words.bytes[high] == 0x2B,
      high + 1 == words.bytes.count || !words.bytes[high + 1].isLetter
    {
      high += 1
    }
    // "fine-tuned on Aaron Watson's lyrics" names whose they are.
    if words.gap(after: last).first == 0x27 || words.gap(after: last).starts(with: "’".utf8) { return nil }
    let range = offset..<high
    let text = bare(words.string(range))
    guard
      !words.has(
        last + 1, "platform", "library", "hub", "machine", "architec", "framewor", "model", "models", "tokens",
        "pairs", "supercom", "cluster"),
      // "on 17 Indian languages", but "on GULL language identification" has a name.
      !words.has(last + 1, "language") || words.has(last + 2, "identifi", "understa", "modeling")
    else { return nil }
    guard isName(text), !isSentence(isArticled(words, index) ? text.dropFirst(4) : text[...]),
      !text.mentions("\n") || text.utf8.count < 60
    else { return nil }
    // "on automatically collected YouTube data" names none.
    if last > index, words.string(index).ends(with: "ly"), !isCapital(words, index) { return nil }
    var next = last + 1
    while words.has(next, "dataset", "datasets", "corpus", "data") { next += 1 }
    return (
      (text.mentions("\n") ? text.split(separator: "\n").joined(separator: " ") : text, range), max(next, index + 1)
    )
  }

  /// "the UPOS tags from [GULL](…)": the link that the labels are from.
  private static func labelled(
    _ words: Words, from index: Int
  ) -> (name: (text: String, range: Range<Int>), next: Int)? {
    guard words.has(index + 1, "tags", "labels", "annotati"), words.has(index + 2, "from", "of"),
      index + 3 < words.count,
      words.isInLink(words[index + 3].range.lowerBound)
    else { return nil }
    return name(words, from: index + 3)
  }

  /// "the Parl.ai **Wizard of Ponds** dataset": what is set off between whose it is and what it is.
  private static func setOff(
    _ words: Words, from index: Int
  ) -> (name: (text: String, range: Range<Int>), next: Int)? {
    for first in words.places(index + 1, index + 3) where first + 1 < words.count {
      guard let span = words.span(at: words[first].range.lowerBound), span.kind == .strong,
        span.range.lowerBound == words[first].range.lowerBound, let next = words.first(from: span.range.upperBound),
        words.has(next, "dataset"), next > first + 1, isCapital(words, index)
      else { continue }
      let text = words.string(span.range)
      guard isName(text) else { return nil }
      return ((text, span.range), next + 1)
    }
    return nil
  }

  /// "the Corpus of Contemporary Breton (CCB)": a name that begins with what it is.
  private static func corpus(
    _ words: Words, from index: Int
  ) -> (name: (text: String, range: Range<Int>), next: Int)? {
    guard words.has(index, "corpus"), isCapital(words, index), words.has(index + 1, "of"), index + 2 < words.count
    else {
      return nil
    }
    var last = index + 2
    guard isCapital(words, last) else { return nil }
    while last + 1 < words.count, isCapital(words, last + 1), words.gap(after: last).elementsEqual(" ".utf8) {
      last += 1
    }
    let range = words[index].range.lowerBound..<words[last].range.upperBound
    return ((words.string(range), range), last + 1)
  }

  /// The code of the language in "COMMON_GULLS - OR", which is no "or".
  private static func isCode(_ words: Words, _ index: Int) -> Bool {
    words[index].range.count == 2 && words.bytes[words[index].range].allSatisfy { $0.isCapital }
      && words.gap(after: index - 1).elementsEqual(" - ".utf8)
  }

  /// The "Test" of "GULL Test Collection 1.0", which is no split.
  private static func isTitled(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "test") && isCapital(words, index)
      && words.has(index + 1, "collecti", "suite", "corpus", "battery")
      && isCapital(words, index + 1)
  }

  /// The number of "GULL'14".
  private static func isYear(_ words: Words, _ index: Int) -> Bool {
    guard index > 0, index < words.count, words[index].range.count == 2 else { return false }
    return words.gap(after: index - 1).elementsEqual("'".utf8) && words.bytes[words[index].range].allSatisfy(\.isDigit)
  }

  /// "the *small-otter-treebank* dataset": set off and of several words, it is a name though it has no capital.
  private static func isMarkedSet(
    _ words: Words, from index: Int, _ span: Markdown.RichText.Span, _ text: Substring
  ) -> Bool {
    guard text.utf8.contains(where: { $0 == 0x2D || $0 == 0x5F }), !text.utf8.contains(0x20),
      let next = words.first(from: span.range.upperBound)
    else { return false }
    return words.has(next, "dataset", "corpus")
  }

  /// Whether "Corpus" belongs to the name: in "the Kazakh Speech Corpus v1.1" it does.
  private static func isProper(_ words: Words, _ index: Int, from first: Int) -> Bool {
    words.has(index, "corpus") && index > first && isCapital(words, index) && isCapital(words, index - 1)
  }

  static func isCapital(_ words: Words, _ index: Int) -> Bool {
    let first = words.bytes[words[index].range.lowerBound]
    return first >= 0x41 && first <= 0x5A
  }
}
