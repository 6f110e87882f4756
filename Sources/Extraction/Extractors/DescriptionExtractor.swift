import Markdown
import Records
import Stages

/// Reads which task and language the first sentences of a card say a model is for.
struct DescriptionExtractor: CardExtractor {
  static let name = "description"
  static let summary = "Read task and language from the first sentences."
  static let version = 24
  static let method = Method.proseRule
  static let confidence = 0.75

  func read(_ card: Card, into findings: inout Findings) {
    let others = card.passagesOnOthers
    let title = card.passages.firstIndex(where: \.isHeading)
    readLanguageTables(card, &findings)
    readTaskTables(card, &findings)
    var listed = (section: -1, isListed: false)
    var isAnnounced = false
    for index in card.passages.indices {
      let passage = card.passages[index]
      let topic = card.topic(ofSection: passage.section)
      if passage.signals.contains(.task), !passage.isHeading {
        readPipeline(passage, &findings)
        if passage.text.text.mentions("anguage Model ") { readObjective(passage.words, &findings) }
        if passage.signals.contains(.training) { readTrainedObjective(card, index, &findings) }
        if passage.signals.contains(.interface) { readSignature(passage.words, &findings) }
        if index > 0, index - 1 == title { readPaperTitle(passage, &findings) }
        let isAbout = card.introduction.contains(index) && card.document.sections[passage.section].title != "Abstract"
        if passage.signals.contains(.task) { readSuited(passage, isIntroduction: isAbout, &findings) }
      }
      if passage.signals.contains(.language), passage.text.text.mentions("languages are supported") {
        readListedLanguages(card, behind: index, &findings)
      }
      if listed.section != passage.section {
        listed = (passage.section, Self.isOfLanguages(card.document.sections[passage.section].title))
      }
      // Of a list that "Languages covered:" stands above, every item is one.
      if !(isAnnounced && passage.isItem) {
        isAnnounced = index > 0 && Self.announcesLanguages(card.passages[index - 1])
      }
      if !passage.isHeading,
        listed.isListed || isAnnounced || passage.signals.contains(.language) && topic != .evaluation
      {
        readCoveredLanguages(passage, isAll: listed.isListed || isAnnounced, &findings)
      }
      if topic == .evaluation, passage.signals.contains(.task), passage.isHeading || passage.isItem {
        readMeasured(passage, &findings)
      }
      guard index < 40 || topic == .intendedUse else { continue }
      if topic != .evaluation, topic != .trainingData, index + 2 < card.passages.count, card.passages[index + 1].isItem,
        !passage.isItem, !Self.isOutOfScope(card, passage.section)
      {
        readAnnouncedTasks(card, at: index, &findings)
      }
      if passage.isHeading {
        if index == title, passage.signals.contains(.language) { readTitledLanguage(passage.words, &findings) }
        if passage.text.text.mentions("downstream task (") { readDownstreamHeading(passage, &findings) }
        if passage.signals.contains(.task) || index == title && passage.text.text.mentions("entence Embedding") {
          readHeading(passage, &findings)
          if index == title, passage.words.count < 100 { readTitle(passage.words, &findings) }
        }
        continue
      }
      if passage.signals.contains(.beyondASCII), topic != .evaluation { readChinese(passage, &findings) }
      let isIntroduction = card.introduction.contains(index)
      guard isIntroduction || topic == .intendedUse || topic == .description else { continue }
      if isIntroduction, passage.signals.contains(.training),
        passage.text.text.mentions("downstream task") || passage.text.text.mentions(" mission")
      {
        readDownstream(passage.words, &findings)
      }
      if isIntroduction || topic == .intendedUse,
        passage.text.text.mentions("dialogue") || passage.text.text.mentions("chat")
      {
        readChat(passage.words, &findings)
      }
      if topic == .intendedUse, passage.text.text.utf8.count <= 160 { readNamed(card, passage, &findings) }
      if isIntroduction, passage.text.text.mentions("ext embedding ") { readEmbedding(passage.words, &findings) }
      let isConversion =
        (isIntroduction || topic == .intendedUse)
        && (passage.text.text.mentions("-to-") || passage.text.text.mentions("-To-"))
      guard isConversion || !passage.signals.isDisjoint(with: [.task, .language]), passage.text.text.utf8.count < 3000
      else { continue }
      if Self.isOutOfScope(card, passage.section) { continue }
      let words = passage.words
      // An abstract tells at length what others do.
      let isAbstract = card.document.sections[passage.section].title == "Abstract"
      if passage.signals.contains(.task), !others.contains(index), !isAbstract {
        readTasks(words, &findings)
        readLists(words, &findings)
        readUsed(words, &findings)
        if passage.text.text.mentions("ocus") { readFocus(words, &findings) }
        if passage.text.text.mentions("prediction head for multiple choice") { readHead(words, &findings) }
        if isIntroduction || topic == .intendedUse { readDetector(words, &findings) }
      }
      if isAbstract, passage.signals.contains(.task) { readAbstract(words, &findings) }
      if isConversion { readConversion(words, &findings) }
      if isIntroduction, passage.signals.contains(.language) { readLanguageModel(words, &findings) }
      if passage.signals.contains(.language),
        isIntroduction || topic == .description || isDescription(card, passage.section)
          || passage.text.text.mentions("use in ")
      {
        readLanguages(words, card, &findings)
      }
    }
  }

  /// Open Model Zoo describes its models under "Use Case and High-Level Description".
  private func isDescription(_ card: Card, _ section: Int) -> Bool {
    card.document.sections[section].title.mentions("Description")
  }

  /// What a model is not for stands under "Out-of-scope use", inside the section on its uses.
  static func isOutOfScope(_ card: Card, _ section: Int) -> Bool {
    let title = folded(card.document.sections[section].title)
    return title.mentions("out of scope") || title.mentions("misuse") || title.mentions("not for")
  }

  /// "Image Classification on ImageNet-1k"
  private func readHeading(_ passage: Passage, _ findings: inout Findings) {
    let text = passage.text.text
    readShortTask(passage, &findings)
    guard let end = text.place(of: " on ")?.lowerBound else { return }
    let name = text[..<end].trimmed
    // "Parallel Inference on a Batch", "Batch prediction on CPU"
    guard Tasks.isTask(name), !name.lowercased().ends(with: " inference"), !name.lowercased().ends(with: " prediction"),
      // "OTTER - Finetuned for Named Entity Recognition on"
      !name.mentions(" for ")
    else { return }
    findings.add(Predicate.task, .string(String(name)), raw: String(name), lines: passage.text.line...passage.text.line)
  }

  /// "### Named Entity Recognition (NER)", "- Sentiment Analysis": the tasks that a model is measured on.
  private func readMeasured(_ passage: Passage, _ findings: inout Findings) {
    let text = passage.text.text
    let end = text.utf8.firstIndex { $0 == 0x28 || $0 == 0x3A || $0 == 0x0A } ?? text.endIndex
    let name = text[..<end].trimmed
    guard name.utf8.count <= 40, name.mentions(" "), Tasks.isTask(name), !name.lowercased().ends(with: " inference"),
      !name.lowercased().ends(with: " prediction"), !name.lowercased().ends(with: " analysis") || Tasks.isKnown(name)
    else { return }
    findings.add(Predicate.task, .string(String(name)), raw: String(name), lines: passage.text.line...passage.text.line)
  }

  /// "a model for image classification"
  func readTasks(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices {
      guard Signals(of: words[index]).contains(.task) else { continue }
      let ending = words.string(index).lowercased()
      guard ending.withBytes(Tasks.isEnding) || Tasks.single.contains(ending) else { continue }
      var low = beginning(words, ofTaskEnding: index)
      // "for **Name Entity Recognition** of": what is set in bold is the whole name.
      for first in words.places(low - 3, low) where words.has(first - 1, "for", "task") {
        if let span = words.span(at: words[first].range.lowerBound), span.kind == .strong,
          span.range.upperBound >= words[index].range.upperBound
        {
          low = first
        }
      }
      // The "time" of "real-time object detection" is no part of it.
      while low < index, words.has(low, "to") || words.has(low, "time") && words.has(low - 1, "real") { low += 1 }
      // "ResNet style video classification"
      if words.has(low, "style"), low < index, !words.has(low + 1, "transfer") { low += 1 }
      // "a 4-class NER model", "the next generation Edge TPU"
      if words.has(low, "class"), low < index, low > 0, words.string(low - 1).first?.isNumber ?? false { low += 1 }
      if words.has(index, "generati"), words.has(low, "next") { continue }
      // A "sentence piece model for vocab generation" is a tool.
      if words.has(index - 1, "vocab", "vocabula") { continue }
      // Nor is that of "for high-resolution video matting".
      if words.has(low, "resoluti"), low < index, !words.has(low - 1, "super") { low += 1 }
      let isSingle = low == index
      if isSingle, isOfNetwork(words, index) || isTagline(words, index) {
        add(words, index...index, &findings)
        continue
      }
      if isSingle, let first = namedPurpose(words, index) {
        add(words, first...index, &findings)
        continue
      }
      if isSingle {
        guard Tasks.single.contains(words.string(index).lowercased()), !words.has(index + 1, "style"),
          isPurpose(words, index) || isSubject(words, low, index)
        else { continue }
        // "Named Entity Recognition (NER)" has been read.
        if index > 0, words.gap(after: index - 1).contains(0x28) { continue }
      }
      if words.has(index, "transfer"), !words.has(index - 1, "style") { continue }
      // "examples/text-classification/run.py"
      if low > 0, words.gap(after: low - 1).last == 0x2F, words.gap(after: index).first == 0x2F { continue }
      // "speech to Breton text translation" is no translation of texts.
      if low > 2, words.has(low - 2, "to"), words.has(low - 3, "speech", "text") { continue }
      // Titles of papers, and names of data sets and projects.
      if words.isInLink(words[low].range.lowerBound) || isQuoted(words, low) || isTitle(words, low)
        || words.has(index + 1, "dataset", "datasets", "corpus", "benchmar", "api", "project", "loss", "objectiv")
        || words.has(index + 1, "challeng", "competit", "workshop", "demo", "demos")
        || words.places(index + 1, index + 4).contains(where: { words.has($0, "loss") })
      {
        continue
      }
      if words.has(index, "inferenc", "search", "predicti", "analysis", "data", "resoluti", "editing"),
        isSingle || !isPhrase(words, low, index)
      {
        continue
      }
      guard isMeant(words, low) || isSubject(words, low, index), !isMeans(words, low, index) else { continue }
      add(words, low...index, &findings)
      readPartner(words, before: low, &findings)
      readOthers(words, behind: index, &findings)
    }
  }

  /// Where the task begins that ends with a word, as far as we know the words before it.
  func beginning(_ words: Words, ofTaskEnding index: Int) -> Int {
    var low = index
    while low > 0, words.gap(after: low - 1).allSatisfy({ $0 == 0x20 || $0 == 0x2D || $0 == 0x0A || $0 == 0x2F }) {
      if Tasks.modifiers.contains(words.string(low - 1).lowercased()) {
        low -= 1
      } else if low > 1, words.has(low - 1, "based"), words.gap(after: low - 2).elementsEqual("-".utf8),
        Tasks.modifiers.contains(words.string(low - 2).lowercased())
      {
        low -= 2
      } else if low > 1, words.has(low - 1, "lingual"), words.has(low - 2, "cross") {
        low -= 2
      } else if low > 1, low < index, words.has(low - 2, "handwrit"), Languages.named(words.string(low - 1)) != nil {
        low -= 2
      } else if low > 1, words.has(low, "speech"), words.has(low - 1, "of"), words.has(low - 2, "part") {
        low -= 2
      } else {
        break
      }
    }
    return low
  }

  /// Whether a quotation is open before a word: `proposed in "Deep Residual Learning for Image Recognition"`.
  func isQuoted(_ words: Words, _ index: Int) -> Bool {
    let end = words[index].range.lowerBound
    // What stands in quotation marks by itself is a name: the task "masked language modelling".
    if end > 0, words.bytes[end - 1] == 0x22 { return false }
    let start = max(words[words.sentence(around: index).lowerBound].range.lowerBound - 1, 0, end - 160)
    return words.bytes[start..<end].count { $0 == 0x22 } % 2 == 1
  }

  func add(_ words: Words, _ task: ClosedRange<Int>, _ findings: inout Findings) {
    let range = words[task.lowerBound].range.lowerBound..<words[task.upperBound].range.upperBound
    let text = words.string(range)
    let name = text.mentions("\n") ? text.split(separator: "\n").joined(separator: " ") : text
    findings.add(
      Predicate.task, .string(name), raw: text,
      lines: words.line(at: range.lowerBound)...words.line(at: range.upperBound - 1))
  }

  /// "Person Detection based on MobileNetV2", "the accuracy of object detection"
  private func isSubject(_ words: Words, _ low: Int, _ index: Int) -> Bool {
    low == 0 && words.has(index + 1, "based", "using")
      // "They are a family of image classification models, which are smaller than previous ones"
      || words.has(low - 1, "of") && words.has(low - 2, "family") && words.has(index + 1, "models", "model")
      // "fine-tuned on summarization"
      || words.has(low - 1, "on") && words.has(low - 2, "tuned", "finetuned") && !words.has(index + 1, "data")
      || words.has(low - 1, "of") && words.has(low - 2, "accuracy", "task", "speed")
      // "This ASR system is composed of two blocks"
      || words.has(low - 1, "this") && words.has(index + 1, "system")
  }

  /// "is a convolutional neural network for classification", "AlexNet was a classification model"
  private func isOfNetwork(_ words: Words, _ index: Int) -> Bool {
    // "includes a prediction head for classification"
    if words.has(index - 1, "for"), words.has(index - 2, "head") { return true }
    guard words.has(index, "classifi", "detectio", "segmenta") else { return false }
    let isEnd = words.endsSentence(after: index) || words.gap(after: index).first == 0x2C
    if words.has(index - 1, "for"), words.has(index - 2, "network", "networks", "model"), isEnd {
      return (max(0, index - 8)..<max(0, index - 2)).contains {
        words.has($0, "a") && words.has($0 - 1, "is", "was", "of")
      }
    }
    guard index > 1, words.has(index + 1, "model", "network") else { return false }
    // "This is an [OtterNet](…) [3] segmentation model"
    if let article = words.places(max(1, index - 4), index).last(where: { words.has($0, "a", "an") }),
      words.has(article - 1, "is"),
      article + 1 < index, words.isInLink(words[article + 1].range.lowerBound),
      words.places(article + 2, index).allSatisfy({ words.bytes[words[$0].range].allSatisfy(\.isDigit) })
    {
      return true
    }
    return words.has(index - 1, "a") && words.has(index - 2, "is", "was")
      || words.has(index - 2, "a") && words.has(index - 3, "is", "was")
  }

  /// "based on masked image modeling", "uses keypoint estimation", "for re-ranking we used": how the model does its task.
  private func isMeans(_ words: Words, _ low: Int, _ index: Int) -> Bool {
    words.has(low - 1, "on") && words.has(low - 2, "based") || words.has(low - 1, "uses", "applied")
      || words.has(index + 1, "we") && !words.endsSentence(after: index)
      // "progress reported for the related task of face recognition"
      || words.has(low - 1, "of") && words.has(low - 2, "task") && words.has(low - 3, "related")
  }

  /// Whether common words are a task together: "semantic search" is, "architecture search" is not.
  func isPhrase(_ words: Words, _ low: Int, _ index: Int) -> Bool {
    words.has(
      low, "semantic", "sentimen", "natural", "next", "sentence", "super", "document", "punctuat", "image", "emotion")
      || words.has(index - 1, "language", "entailme", "sentimen", "super", "order", "semantic")
      || Tasks.isKnown(words.string(words[low].range.lowerBound..<words[index].range.upperBound))
  }

  /// "for Finnish ASR", "tasks like clustering", "information retrieval, clustering or"
  private func isPurpose(_ words: Words, _ index: Int) -> Bool {
    // "a QA model", "for QA using text", but not "for QA retrieval", "into the QA model" and "QA/QG"
    if words.has(index, "qa") {
      let isBegun = index + 1 < words.count && words.string(index + 1).lowercased().withBytes(Tasks.isEnding)
      return words.has(index - 1, "a") && words.has(index + 1, "model")
        || words.has(index - 1, "for") && !isBegun && words.gap(after: index).first != 0x2F
    }
    // "A NER model"
    if words.has(index + 1, "model", "tagger", "system") { return true }
    // "using pre-trained NLI models as ready-made classifiers": other models.
    if words.has(index, "nli", "ocr", "stt", "tts") {
      return words.has(index - 1, "for") || isSetOf(words, index)
    }
    if words.has(index + 1, "models") { return true }
    return words.places(index - 6, index).contains {
      words.has($0, "for", "task", "tasks", "do", "perform", "performs")
    }
  }

  /// "A set of compact pre-trained TTS models", which a description begins with.
  private func isSetOf(_ words: Words, _ index: Int) -> Bool {
    words.has(0, "a") && words.has(1, "set", "collecti", "family") && words.has(2, "of")
      && words.has(index + 1, "models", "model") && words.has(index - 1, "trained", "pretrain")
      && !words.endsSentence(after: index)
  }

  /// Whether the sentence says that the model does it.
  func isMeant(_ words: Words, _ index: Int) -> Bool {
    let sentence = words.sentence(around: index)
    let isAbout = sentence.contains {
      words.has(
        $0, "model", "models", "for", "used", "trained", "task", "tasks", "solve", "network", "networks", "objective")
    }
    // "all the necessary tools to perform automatic speech recognition"
    return (isAbout || words.has(index - 1, "perform", "performs"))
      && !sentence.contains {
        words.has($0, "unlike", "not", "previous") || words.has($0, "cannot")
          || words.has($0, "please") && words.has($0 + 1, "use")
          || words.has($0, "look") && words.has($0 + 1, "at")
          // "For generation, refer to the other models"
          || words.has($0, "refer") && words.has(sentence.lowerBound, "for") && isToOthers(words, $0)
          // "While classification models have recently advanced"
          || words.has($0, "recently") && words.has($0 - 1, "have", "has")
      }
  }
}
