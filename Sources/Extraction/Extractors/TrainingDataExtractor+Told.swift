import Markdown
import Records
import Stages

/// Data sets that sentences of a section on the data tell of, as the first thing that a paragraph says.
extension TrainingDataExtractor {
  /// "**PondSum** is the first large-scale summarisation dataset", "[SwimQA](…) combines 100,000 questions": the name that a
  /// paragraph begins with, if what follows says that it is one of data.
  static func told(_ words: Words) -> (text: String, range: Range<Int>)? {
    guard words.count > 4 else { return nil }
    // "The Pond is a dataset"
    let isArticled = words.has(0, "the") && words.span(at: words[0].range.lowerBound) == nil
    let first = isArticled ? 1 : 0
    guard DatasetPhrase.isCapital(words, first) || words.span(at: words[first].range.lowerBound) != nil,
      let (name, end) = DatasetPhrase.name(words, from: first), isTold(name.text)
    else { return nil }
    var next = end
    // "Pond Questions (PQ) is"
    if next < words.count, words.gap(after: next - 1).last == 0x28, words.gap(after: next).first == 0x29 { next += 1 }
    guard next < words.count, !words.endsSentence(after: next - 1), !words.gap(after: next - 1).contains(0x3A) else {
      return nil
    }
    if words.has(next, "is", "was") { return isOfData(words, behind: next) ? name : nil }
    guard words.has(next, "combines", "contains", "consists", "comprise"), DatasetPhrase.isStrong(name, in: words)
    else {
      return nil
    }
    return isCounted(words, behind: next) ? name : nil
  }

  /// "The resulting dataset (called PondText) weighs 40GB": the name in brackets behind the word for the data.
  static func called(_ words: Words) -> (text: String, range: Range<Int>)? {
    for index in words.all.indices.dropLast(2)
    where words.has(index, "dataset", "corpus") && words.has(index + 1, "called")
      && words.gap(after: index).elementsEqual(" (".utf8)
    {
      guard let (name, next) = DatasetPhrase.name(words, from: index + 2), isTold(name.text),
        words.gap(after: next - 1).first == 0x29
      else { continue }
      return name
    }
    return nil
  }

  /// Whether a name is more than a word for the data: "Data", "Training", "Wiki dump".
  private static func isTold(_ text: String) -> Bool {
    guard text.utf8.count > 2, !text.mentions("\n"), !DatasetPhrase.isFile(text) else { return false }
    return !withLowercased(text) { words in
      words.containsPart(separatedBy: 0x20) { word in
        notNamed.contains(word)
      }
    }
  }

  private static let notNamed = Lexicon<Bool>([
    "data", "training", "dataset", "corpus", "text", "texts", "metadata", "model", "source", "input", "output", "each",
    "there", "what", "here", "these", "those", "its", "their", "everything", "pretraining", "preprocessing",
  ])

  /// Whether a sentence goes on with an article and a word for data: "is a human annotated dataset", "is a collection of".
  private static func isOfData(_ words: Words, behind verb: Int) -> Bool {
    guard words.has(verb + 1, "a", "an", "the", "one") else { return false }
    for index in words.places(verb + 2, verb + 16) {
      if words.has(index, "dataset", "corpus", "benchmar", "collecti", "treebank", "database") {
        return true
      }
      if words.endsSentence(after: index)
        || words.has(
          index, "model", "models", "trained", "pretrain", "tuned", "used", "based", "tokenize", "from", "on")
      {
        return false
      }
    }
    return false
  }

  /// Whether a sentence goes on with how many of something there are: "combines the 100,000 questions in".
  private static func isCounted(_ words: Words, behind verb: Int) -> Bool {
    for index in words.places(verb + 1, verb + 10) {
      if words.bytes[words[index].range.lowerBound].isDigit { return true }
      if words.has(index, "million", "billion", "thousand", "hours", "pairs") { return true }
      if words.endsSentence(after: index) || words.has(index, "layers", "paramete", "model") { return false }
    }
    return false
  }
}
