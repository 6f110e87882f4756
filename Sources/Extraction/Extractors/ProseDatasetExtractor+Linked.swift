import Markdown
import Records
import Stages

/// Data sets that sentences about training link to.
extension ProseDatasetExtractor {
  /// "obtained by fine-tuning Heron on [Pond Talk Detection](https://huggingface.co/datasets/ponds)": what a zoo keeps among
  /// its data sets is one, though it be called like a task.
  ///
  /// - Parameter first: the first finding of this text; where others were found on a line, they are what it names.
  func readLinked(_ passage: Passage, _ card: Card, from first: Int, _ findings: inout Findings) {
    var start = 0
    var behind = -1
    var named: Set<Int>?
    for span in passage.text.spans {
      guard case .link(let url) = span.kind, span.range.count <= 80 else { continue }
      let id = url.mentions("huggingface.co/") ? Self.dataset(url) : nil
      guard id != nil || behind >= 0 else { continue }
      let words = passage.words
      while start < words.count, words[start].range.lowerBound < span.range.lowerBound { start += 1 }
      guard start < words.count, words[start].range.lowerBound < span.range.upperBound else { continue }
      // What a list goes on with may be kept elsewhere.
      let isNext = behind >= 0 && Self.isNext(words, start, behind)
      let name = DatasetPhrase.bare(String(DatasetPhrase.unarticled(words.string(span.range).trimmed)))
      var end = start
      while end < words.count, words[end].range.lowerBound < span.range.upperBound { end += 1 }
      guard (2...60).contains(name.utf8.count), !DatasetPhrase.isSentence(name), !card.isNamed(name),
        DatasetPhrase.isName(name)
          || id.map({ id in
            Self.isSame(name, id) || (end..<end + 3).contains { words.has($0, "dataset", "corpus") }
          }) == true,
        isNext || id != nil && Self.isOfTraining(words, start)
      else { continue }
      behind = end
      let line = words.line(at: span.range.lowerBound)
      let lines = named ?? Self.lines(of: findings.all[first...])
      named = lines
      if !lines.contains(line) { findings.addOnce(Predicate.trainedOn, name, raw: name, lines: line...line) }
    }
  }

  /// "The most widely used ER dataset [IEMOCAP](…) is adopted", "SUPERB uses the [Speech Commands dataset v1.0](…) for the task",
  /// under "Task and dataset description": what the task is learned from.
  func readDescribed(_ passage: Passage, _ card: Card, _ findings: inout Findings) {
    guard card.document.sections[passage.section].title == "Task and dataset description" else { return }
    let words = passage.words
    for span in passage.text.spans {
      guard case .link = span.kind, span.range.count <= 60, let next = words.first(from: span.range.upperBound),
        words.has(next, "dataset") || words.has(next, "is") && words.has(next + 1, "adopted")
          || words.has(next, "for") && words.has(next + 1, "the") && words.has(next + 2, "task"),
        case let name = DatasetPhrase.bare(String(words.string(span.range).trimmed)), DatasetPhrase.isName(name)
      else { continue }
      let line = words.line(at: span.range.lowerBound)
      findings.addOnce(Predicate.trainedOn, name, raw: name, lines: line...line)
    }
  }

  /// "See the [pond_talks dataset card](https://huggingface.co/datasets/pond_talks)" under "Training data" or "Testing data".
  func readCard(_ passage: Passage, _ card: Card, _ findings: inout Findings) {
    let title = card.document.sections[passage.section].title
    let isTested = withFolded(title) { Self.tested.contains($0) }
    guard isTested || card.topic(ofSection: passage.section) == .trainingData else { return }
    for span in passage.text.spans {
      guard case .link(let url) = span.kind, span.range.count <= 80, let id = Self.dataset(url) else { continue }
      var text = passage.words.string(span.range).trimmed
      if text.begins(with: "the ") || text.begins(with: "The ") { text = text.dropFirst(4) }
      guard let end = text.place(of: " dataset card") ?? text.place(of: " Dataset Card"),
        case let name = String(text[..<end.lowerBound]), Self.isSame(name, id) || DatasetPhrase.isName(name)
      else { continue }
      let line = passage.line(at: span.range.lowerBound)
      findings.add(
        isTested ? Predicate.evaluatedOn : Predicate.trainedOn, .string(name), raw: name, lines: line...line)
    }
  }

  /// "pre-trained on the gullpics." in the card of `otter/river_denoising_gullpics`: a word in small letters that the model is
  /// called after is a name.
  func readOwn(_ words: Words, _ card: Card, _ findings: inout Findings) {
    for index in words.all.indices.dropLast()
    where words.has(index, "on") && words.has(index - 1, "trained", "pretrain", "tuned", "finetuned") {
      let first = words.has(index + 1, "the") ? index + 2 : index + 1
      guard first < words.count, words.bytes[words[first].range.lowerBound] &- 0x61 < 26 else { continue }
      var last = first
      // No name has more parts.
      while last + 1 < words.count, last - first < 12, DatasetPhrase.isJoined(words, last + 1),
        !words.endsSentence(after: last)
      {
        last += 1
      }
      let range = words[first].range.lowerBound..<words[last].range.upperBound
      guard range.count > 2, words.endsSentence(after: last) || words.has(last + 1, "dataset"),
        case let name = words.string(range), isCalledAfter(card, name)
      else { continue }
      let line = words.line(at: range.lowerBound)
      findings.addOnce(Predicate.trainedOn, name, raw: name, lines: line...line)
    }
  }

  /// Whether the last part of what a model is called is a name, and no word for a kind of model or text.
  private func isCalledAfter(_ card: Card, _ name: String) -> Bool {
    guard Languages.named(name) == nil, !withFolded(name, { Self.kinds.contains($0) }) else { return false }
    let end = " " + folded(name)
    return card.names.contains { own in own.ends(withText: end) || own.holds(end + "/") }
  }

  private static let kinds = Lexicon<Bool>([
    "cased", "uncased", "base", "small", "large", "tiny", "mini", "legal", "news", "tweets", "text", "texts", "hub",
    "code", "sentiment", "data", "dataset", "english", "multilingual", "titles", "articles", "poems", "lyrics",
  ])

  private static let tested = Lexicon<Bool>(["testing data", "test data", "evaluation data", "evaluation dataset"])

  /// The lines that name data sets.
  private static func lines(of findings: ArraySlice<Finding>) -> Set<Int> {
    var lines: Set<Int> = []
    for index in findings.indices
    where findings[index].predicate == Predicate.trainedOn || findings[index].predicate == Predicate.evaluatedOn {
      if let line = findings[index].span.lineStart { lines.insert(line) }
    }
    return lines
  }

  /// `owner/ponds` of an address that leads to a data set.
  private static func dataset(_ url: String) -> Substring? {
    let place = url.offset(of: "?dataset=").map { $0 + 9 } ?? url.offset(of: "/datasets/").map { $0 + 10 }
    guard let place else { return nil }
    let id = url[url.utf8.index(url.startIndex, offsetBy: place)...].prefix { $0 != "#" && $0 != "?" && $0 != "&" }
    return id.isEmpty || id.begins(with: "viewer") ? nil : id
  }

  /// Whether letters and digits are the same as those of an id without its owner: "Pond talks" of `otter/pond_talks`.
  private static func isSame(_ name: String, _ id: Substring) -> Bool {
    let own = id.utf8.lastIndex(of: 0x2F).map { id[id.utf8.index(after: $0)...] } ?? id
    func letters(_ text: some StringProtocol) -> [UInt8] {
      text.utf8.lazy.filter { $0.isLetter || $0.isDigit }.map(\.lowercased)
    }
    return letters(name).elementsEqual(letters(own))
  }

  /// Whether nothing but a comma or an "and" stands between a name and the one before.
  private static func isNext(_ words: Words, _ start: Int, _ behind: Int) -> Bool {
    let isJoined = start == behind + 1 && words.has(behind, "and")
    guard start == behind || isJoined, behind > 0 else { return false }
    return !words.endsSentence(after: behind - 1) && (isJoined || words.gap(after: behind - 1).contains(0x2C))
  }

  /// Whether the words before a name say that something was trained on it.
  private static func isOfTraining(_ words: Words, _ start: Int) -> Bool {
    var index = start - 1
    while index > max(0, start - 4), words.has(index, "the", "a", "an"), !words.endsSentence(after: index) {
      index -= 1
    }
    guard
      words.has(index, "on", "using", "with", "from", "of", "in") || words.has(index, "used")
        || words.has(index, "combinin", "includin", "called", "dataset", "datasets")
    else { return false }
    var isTrained = false
    for index in (max(0, start - 30)..<start).reversed() {
      if words.endsSentence(after: index) { break }
      if words.has(
        index, "evaluate", "tested", "accuracy", "results", "compared", "similar", "based", "like", "tokenize")
      {
        return false
      }
      isTrained =
        isTrained || words.has(index, "trained", "tuned", "tuning", "training", "finetune", "finetuni", "pretrain")
    }
    return isTrained || isUsedInTraining(words, start)
  }

  /// "we used samples from [Pond talks](…) during our last training stage", "we used [Pond talks](…) to train the model"
  private static func isUsedInTraining(_ words: Words, _ start: Int) -> Bool {
    guard words.places(start - 8, start).contains(where: { words.has($0, "used", "use") }) else { return false }
    let end = min(words.count, start + 14)
    guard let last = (start..<end).first(where: { words.endsSentence(after: $0) || $0 == end - 1 }) else {
      return false
    }
    return (start + 1..<max(start + 1, last + 1)).contains { index in
      words.has(index, "training", "pretrain", "finetuni", "tuning")
        && (max(start, index - 5)..<index).contains { words.has($0, "during", "for", "in") }
        || words.has(index, "train", "finetune") && words.has(index - 1, "to")
    }
  }
}
