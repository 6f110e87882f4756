import Markdown
import Records
import Stages

/// Data that sentences of a section on it say other data was made from.
extension TrainingDataExtractor {
  /// "We added the unshuffled GULL corpus", "from a corpus based on GULL, HERON and TERN": the names that follow.
  static func sources(_ words: Words) -> [(text: String, range: Range<Int>)] {
    var found = coming(words) + only(words)
    for index in words.all.indices.dropLast() {
      if words.has(index, "added"), words.has(index - 1, "we"), words.has(index + 1, "the") {
        found += added(words, index)
      } else if words.has(index, "corpus", "corpora", "dataset") {
        found += based(words, index)
      } else if words.has(index, "use", "used"), words.has(index - 1, "we", "i") {
        found += taken(words, index)
      } else if words.has(index, "one"), words.has(index + 1, "is"), words.has(index - 1, "first", "second", "third") {
        found += numbered(words, index)
      }
      found += listed(words, index)
    }
    return found
  }

  /// "Gullpost news articles. Thanks to them for the data": what an item names in a sentence of its own.
  static func news(_ words: Words) -> (text: String, range: Range<Int>)? {
    guard words.has(1, "news"), words.has(2, "articles"), words.endsSentence(after: 2),
      DatasetPhrase.isCapital(words, 0), Languages.named(words.string(0)) == nil
    else { return nil }
    let range = words[0].range.lowerBound..<words[2].range.upperBound
    return (words.string(range), range)
  }

  /// "30k sentences of text, came from the [Gull Corpora](…)": where texts are told to come from.
  static func coming(_ words: Words) -> [(text: String, range: Range<Int>)] {
    for index in words.all.indices.dropLast(2)
    where words.has(index, "comes", "came", "come") && words.has(index + 1, "from") {
      let next = words.has(index + 2, "the") ? index + 3 : index + 2
      if next < words.count, words.isInLink(words[next].range.lowerBound) {
        return DatasetPhrase.names(words, from: next)
      }
    }
    return []
  }

  /// "the unshuffled GULL corpus": the name behind words that tell in which form it was added.
  private static func added(_ words: Words, _ verb: Int) -> [(text: String, range: Range<Int>)] {
    guard let next = words.places(verb + 2, verb + 5).first(where: { DatasetPhrase.isCapital(words, $0) }) else {
      return []
    }
    return DatasetPhrase.names(words, from: next).prefix {
      DatasetPhrase.isCalled($0.range, in: words) && DatasetPhrase.isStrong($0, in: words)
    }
  }

  /// "corpus from GULL, HERON and TERN", "dataset based on": of several, of which the first is sure to be data.
  private static func based(_ words: Words, _ noun: Int) -> [(text: String, range: Range<Int>)] {
    let verb = words.has(noun + 1, "is", "was", "are", "were") ? noun + 2 : noun + 1
    let isMade =
      (words.has(verb, "based", "made", "built", "compiled", "composed", "construc", "created")
        || words.has(verb, "consists", "consist", "derived")) && words.has(verb + 1, "on", "from", "of", "by")
    let isOf = words.has(verb, "comprise", "includes", "contains", "include") && verb == noun + 1
    guard isMade || isOf || words.has(noun + 1, "from"),
      case let next = isMade ? verb + 2 : isOf ? verb + 1 : noun + 2, next < words.count,
      !words.endsSentence(after: noun)
    else { return [] }
    let names = DatasetPhrase.names(words, from: next)
    let strong = names.count { DatasetPhrase.isStrong($0, in: words) }
    return names.count > 2 && strong > 1 || names.count == 2 && strong == 2 && isMade ? names : []
  }

  /// "We use [GULL](…) and [HERON](…)": the links that follow.
  private static func taken(_ words: Words, _ verb: Int) -> [(text: String, range: Range<Int>)] {
    let next = words.has(verb + 1, "the") ? verb + 2 : verb + 1
    guard next < words.count, words.isInLink(words[next].range.lowerBound),
      !words.sentence(around: verb).contains(where: {
        words.has($0, "evaluate", "evaluati", "tested", "testing", "tokenize", "library", "code", "script")
          || words.has($0, "model", "models", "architec", "benchmar", "to", "preproce", "framewor")
      })
    else { return [] }
    return DatasetPhrase.names(words, from: next).prefix {
      words.isInLink($0.range.lowerBound) && DatasetPhrase.isStrong($0, in: words)
    }
  }

  /// "GULL (Breton part) and HeronNotes 5.": a paragraph that is nothing but names.
  static func only(_ words: Words) -> [(text: String, range: Range<Int>)] {
    guard words.count > 0, words.count < 24, DatasetPhrase.isCapital(words, 0) else { return [] }
    let names = DatasetPhrase.names(words, from: 0)
    guard let last = names.last, names.allSatisfy({ DatasetPhrase.isStrong($0, in: words) }),
      // "Pond Corpus Stats" may be what a picture shows.
      names.count > 1 || KnownDatasets.has(last.text)
    else { return [] }
    var next = words.first(from: last.range.upperBound) ?? words.count
    if words.has(next, "dataset", "datasets", "corpus", "corpora") { next += 1 }
    // A remark in brackets may stand at the end.
    if next > 0, next < words.count, words.gap(after: next - 1).elementsEqual(" (".utf8) {
      next = (next..<words.count).first { words.gap(after: $0).first == 0x29 }.map { $0 + 1 } ?? next
    }
    return next >= words.count ? names : []
  }

  /// "The first one is a dump of Breton Wikipedia", "The second one is the GullWac corpus"
  private static func numbered(_ words: Words, _ noun: Int) -> [(text: String, range: Range<Int>)] {
    let isDump = words.has(noun + 2, "a", "the") && words.has(noun + 3, "dump") && words.has(noun + 4, "of")
    let next = isDump ? noun + 5 : words.has(noun + 2, "the") ? noun + 3 : noun + 2
    guard next < words.count else { return [] }
    return Array(DatasetPhrase.names(words, from: next).prefix(1).filter { DatasetPhrase.isStrong($0, in: words) })
  }

  /// "song datasets (i.e., [GULL](…), [HERON](…))", "datasets such as [GULL](…)": the links that follow.
  private static func listed(_ words: Words, _ noun: Int) -> [(text: String, range: Range<Int>)] {
    var next = 0
    if words.has(noun + 1, "such"), words.has(noun + 2, "as") {
      next = noun + 3
    } else if words.has(noun + 1, "i"), words.has(noun + 2, "e"), words.gap(after: noun).elementsEqual(" (".utf8) {
      next = noun + 3
    }
    guard next > 0, next < words.count, words.isInLink(words[next].range.lowerBound),
      words.string(noun).ends(with: "sets") || words.has(noun, "corpora"),
      !words.sentence(around: noun).contains(where: {
        words.has($0, "evaluate", "evaluati", "tested", "testing", "benchmar", "can", "could", "unlike", "not")
      })
    else { return [] }
    return DatasetPhrase.names(words, from: next).prefix { words.isInLink($0.range.lowerBound) }
  }
}

// MARK: - Files, and lists of links

extension TrainingDataExtractor {
  /// "- Dataset (of two languages):" and a deeper list of links.
  func readNested(_ card: Card, _ findings: inout Findings) {
    for (index, passage) in card.passages.enumerated()
    where passage.isItem && passage.text.text.begins(with: "Dataset") && Self.endsOpen(passage.text.text) {
      let words = passage.words
      guard words.has(0, "dataset", "datasets"), words.count == 1 || words.gap(after: 0).elementsEqual(" (".utf8),
        card.topic(ofSection: passage.section) != .evaluation,
        let depth = card.document.blocks[passage.block].item?.depth
      else { continue }
      for item in card.passages[(index + 1)...] {
        guard let place = card.document.blocks[item.block].item, place.depth > depth else { break }
        guard place.isStart, Self.isLink(item), let name = Self.name(of: item) ?? Self.linked(item) else { continue }
        let line = item.line(at: name.range.lowerBound)
        findings.addOnce(Predicate.trainedOn, name.text, raw: name.text, lines: line...line)
      }
    }
  }

  /// "Common Voice Breton train.tsv, dev.tsv": what stands before the file that was trained on, if it is known.
  static func filed(_ passage: Passage) -> (text: String, range: Range<Int>)? {
    let text = passage.text.text
    guard let file = text.offset(of: " train.tsv") ?? text.offset(of: " train.csv") else { return nil }
    let bytes = passage.words.bytes
    let start = bytes[..<file].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let name = passage.words.string(start..<file)
    guard (2...5).contains(name.spaced.count), DatasetPhrase.isName(name), KnownDatasets.has(name) else { return nil }
    return (name, start..<file)
  }

  /// "all the datasets given in common voice 7.0": a known name that a sentence ends with.
  static func given(_ words: Words) -> (text: String, range: Range<Int>)? {
    for index in words.all.indices.dropLast(3)
    where words.has(index, "datasets", "data", "splits") && words.has(index + 1, "given", "provided")
      && words.has(index + 2, "in", "by")
    {
      let first = words.has(index + 3, "the") ? index + 4 : index + 3
      guard let last = words.places(first, first + 5).first(where: { words.endsSentence(after: $0) }) else {
        continue
      }
      let range = words[first].range.lowerBound..<words[last].range.upperBound
      let name = words.string(range)
      if KnownDatasets.has(name), !DatasetPhrase.isSentence(name) { return (name, range) }
    }
    return nil
  }
}
