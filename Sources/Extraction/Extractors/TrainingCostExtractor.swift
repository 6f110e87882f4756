import Markdown
import Records
import Stages

/// Reads on what hardware and for how long a model was trained, and what that emitted, from sentences and lists.
struct TrainingCostExtractor: CardExtractor {
  static let name = "training-cost"
  static let summary = "Read the hardware, duration and emissions of training."
  static let version = 17
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    // Before the sentences: where a row is this model's, what all of a family emitted is not.
    var isOwnRow = false
    for (number, table) in card.tables.enumerated() {
      readColumn(table, number, &findings)
      isOwnRow = readCosts(table, number, card, &findings) || isOwnRow
    }
    for (_, passage) in card.passages(about: [.hardware, .duration, .emissions]) {
      let topic = card.topic(ofSection: passage.section)
      let isAboutTraining =
        passage.signals.contains(.training) || topic == .trainingProcedure || topic == .hyperparameters
        || isSection(passage, card) || Self.isDistilled(passage)
      let words = passage.words
      if passage.signals.contains(.hardware), !passage.isHeading, isAboutTraining || Self.isLabel(words) {
        // "Thanks to the river for its free TPU" names none.
        let isThanks = card.document.sections[passage.section].title.mentions("cknowledg")
        readHardware(words, onlyNamed: isThanks, &findings)
        if passage.text.text.mentions("ensor Cores on ") { readArchitectures(words, &findings) }
      }
      // "It lasted 9h on a GPU" has no word for the time.
      if passage.signals.contains(.duration) || passage.signals.isSuperset(of: [.hardware, .digits]) {
        let count = findings.all.count
        readDuration(words, isAboutTraining, &findings)
        // "It took 5 hours on a single A100 GPU."
        if !isAboutTraining, findings.all.count > count, passage.signals.contains(.hardware), !passage.isHeading {
          readHardware(words, &findings)
        }
      }
      if passage.signals.contains(.emissions), passage.signals.contains(.digits),
        !(isOwnRow && passage.text.text.mentions("otal emissions"))
      {
        readEmissions(words, &findings)
      }
    }
    for listing in card.listings where listing.mentions.isEmpty && listing.text.utf8.count < 400 {
      if card.topic(ofSection: listing.section) == .trainingProcedure { readMachine(listing, &findings) }
    }
  }

  /// What a machine was made of, as code: "GPUs: 1 GeForce GTX 3090, with 24GiB memory".
  private func readMachine(_ listing: Listing, _ findings: inout Findings) {
    var line = listing.line
    for content in listing.text.lines {
      defer { line += 1 }
      guard content.begins(with: "GPU") else { continue }
      let words = Words(String(content), line: line)
      if Self.isLabel(words) { readHardware(words, &findings) }
    }
  }

  /// Whether it says in other words that a model was trained: "distilled on 3 V100", "sur une carte V100".
  private static func isDistilled(_ passage: Passage) -> Bool {
    guard passage.signals.contains(.hardware) else { return false }
    return passage.text.text.mentions("istilled ") || passage.text.text.mentions("pprentissage")
      || passage.text.text.mentions("calculations ")
  }

  /// "gpus | backbone | top1 acc" over "8", "Test WER | GPUs" over "2xV100 32GB": what each row's model was trained on; what
  /// is said twice is said once.
  private func readColumn(_ table: Grid, _ number: Int, _ findings: inout Findings) {
    guard let column = table.titles.firstIndex(where: { Self.counts.contains($0) }),
      // Beside nothing but speeds, it is what the model runs on.
      table.roles.contains(where: { if case .value(let scale) = $0 { scale != .printed } else { false } })
    else { return }
    var said: Set<String> = []
    for (row, cells) in table.rows.enumerated() where column < cells.count {
      let cell = cells[column]
      guard cell.text.utf8.count <= 40, let hardware = Hardware(cell: cell.text), said.insert(cell.text).inserted else {
        continue
      }
      findings.add(
        Predicate.hardware, .string(hardware.name), raw: cell.text, lines: cell.lines,
        hardware.count.map { ["count": .number($0)] } ?? [:], cell: (number, row, column), method: .table)
    }
  }

  private static let counts = Lexicon<Bool>(["gpus", "gpu num", "num gpus", "# gpus", "#gpus", "number of gpus"])

  /// Whether an item stands under a heading that is a word for the hardware of training, or a sentence says what the work
  /// was supported with.
  private func isSection(_ passage: Passage, _ card: Card) -> Bool {
    guard passage.signals.contains(.hardware) else { return false }
    if passage.isItem, passage.signals.contains(.digits) {
      return withFolded(card.document.sections[passage.section].title, Self.sections.contains)
    }
    let words = passage.words
    // "This research was supported with", "Research supported with"
    let subject = words.has(0, "this", "our") ? 1 : 0
    let verb = words.has(subject + 1, "was", "is") ? subject + 2 : subject + 1
    return words.has(subject, "research", "work") && words.has(verb, "supported") && words.has(verb + 1, "with", "by")
  }

  private static let sections = Lexicon<Bool>(["hardware", "compute infrastructure", "training hardware", "compute"])

  /// Whether a sentence tells how fast a device runs the model, "430 FPS on a GTX 1660", or what another was trained on:
  /// "The larger model was trained on 256 TPU v3 cores."
  private static func isOther(_ words: Words, at offset: Int) -> Bool {
    guard let index = words.first(from: offset) else { return false }
    let sentence = words.sentence(around: index)
    if sentence.contains(where: { words.has($0, "larger", "smaller") && words.has($0 + 1, "model", "models") }) {
      return true
    }
    // "The code supports training on GPUs and TPUs"
    if sentence.contains(where: {
      words.has($0, "support", "supports") && words.has($0 + 1, "training", "multi", "distribu", "running")
    }) {
      return true
    }
    return sentence.contains {
      words.has($0, "fps", "latency", "inference") || words.has($0, "earlier") && words.has($0 + 1, "generation")
        // "generations of 80k tokens on a single A100", which begins like "generation" and "generative"
        || words.has($0, "generations") && words[$0].range.count == "generations".utf8.count
    }
      && !sentence.contains { words.has($0, "trained", "training", "tuned") }
  }

  /// "Hardware Type: A100", "GPUs: 2 GeForce GTX 1070", but not "GPU models and configuration", which programs print of
  /// the machine that they were run on.
  private static func isLabel(_ words: Words) -> Bool {
    (words.has(0, "hardware", "gpus", "gpu", "infrastr") || words.has(0, "cpu") && words.has(1, "gpu"))
      && !words.has(1, "driver", "memory", "models")
  }

  /// "All computation was done on Google Colab with a free GPU", "It was trained on a single GPU": which has no other name.
  private func readPlain(_ words: Words, _ findings: inout Findings) {
    guard let place = words.all.indices.first(where: { words.has($0, "gpu") }) else { return }
    let sentence = words.sentence(around: place)
    let isColab =
      sentence.contains(where: { words.has($0, "colab", "colabora") })
      && !sentence.contains(where: { words.has($0, "you", "your", "run", "can", "inference", "notebook") })
    guard isColab || Self.isTrained(words, on: place, sentence) else { return }
    let range = words[place].range
    let line = words.line(at: range.lowerBound)
    let isCounted = (max(sentence.lowerBound, place - 3)..<place).contains { words.has($0, "single", "one") }
    findings.add(
      Predicate.hardware, .string("GPU"), raw: words.string(range), lines: line...line,
      isCounted ? ["count": .number(1)] : [:])
  }

  /// "We trained our model on a single consumer-grade GPU", "The training lasted 9h on a standard GPU", but not "It is strong
  /// even when trained on a single GPU" and "trained with little GPU memory".
  private static func isTrained(_ words: Words, on place: Int, _ sentence: Range<Int>) -> Bool {
    let phrase = max(sentence.lowerBound, place - 5)..<place
    guard let link = phrase.last(where: { words.has($0, "on", "using", "with") }),
      !words.has(place - 1, "per"), words.gap(after: place - 1).elementsEqual(" ".utf8),
      !words.has(place + 1, "memory", "batch", "credits", "hours", "backend", "and"),
      !(sentence.lowerBound..<place).contains(where: { words.has($0, "even", "when", "can", "if", "to") })
    else { return false }
    return (sentence.lowerBound..<link).contains { index in
      if words.has(index, "training") { return words.has(index + 1, "last", "lasted", "took", "was") }
      return words.has(index, "trained", "tuned", "finetune", "pretrain")
        && (max(sentence.lowerBound, index - 3)..<index).contains { words.has($0, "was", "were", "been", "we") }
    }
  }

  /// "trained with mixed precision using Tensor Cores on Volta, Turing, and the NVIDIA Ampere GPU architectures"
  private func readArchitectures(_ words: Words, _ findings: inout Findings) {
    guard
      let cores = words.all.indices.first(where: {
        words.has($0, "cores") && words.has($0 - 1, "tensor") && words.has($0 + 1, "on")
      }), words.sentence(around: cores).contains(where: { $0 < cores && words.has($0, "trained") }),
      let end = words.places(cores + 2, cores + 14).first(where: { words.has($0, "gpu", "gpus", "architec") })
    else { return }
    for index in cores + 2..<end
    where words.has(index, "volta", "turing", "ampere", "hopper", "pascal") || words.has(index, "ada", "blackwel") {
      let first = words.has(index - 1, "nvidia") ? index - 1 : index
      let name = words.string(words[first].range.lowerBound..<words[index].range.upperBound)
      let line = words.line(at: words[index].range.lowerBound)
      findings.addOnce(Predicate.hardware, name, raw: name, lines: line...line)
    }
  }

  private func readHardware(_ words: Words, onlyNamed: Bool = false, _ findings: inout Findings) {
    // How the work was spread is a setting: "distributed_type: tpu".
    if words.has(0, "distribu"), words.has(1, "type") { return }
    let devices = Hardware.all(in: words)
    if devices.isEmpty { readPlain(words, &findings) }
    for hardware in devices where !Self.isOther(words, at: hardware.range.lowerBound) {
      if onlyNamed, hardware.name.utf8.count < 5 { continue }
      // "[River Cloud TPU repository](…)" is a place for code.
      if words.bytes[hardware.range.upperBound...].starts(with: " repository".utf8) { continue }
      let line = words.line(at: hardware.range.lowerBound)
      findings.add(
        Predicate.hardware, .string(hardware.name), raw: words.string(hardware.range), lines: line...line,
        hardware.count.map { ["count": .number($0)] } ?? [:])
    }
  }

  private func readDuration(_ words: Words, _ isAboutTraining: Bool, _ findings: inout Findings) {
    var index = 0
    while index < words.count {
      guard let (span, seconds) = TimeSpan.at(words, index) else {
        index += 1
        continue
      }
      defer { index = span.upperBound }
      let last = span.upperBound - 1
      let sentence = words.sentence(around: last)
      let takes = sentence.contains {
        words.has($0, "took", "takes", "trained", "training", "tuned", "lasted", "duration", "pretrain", "train")
      }
      // Hours of speech, of use, ago: what follows or leads the number tells.
      let isOther =
        (max(sentence.lowerBound, last - 5)..<min(sentence.upperBound, last + 5)).contains {
          words.has(
            $0, "ago", "every", "audio", "speech", "recordin", "transcri", "data", "old", "labeled",
            "unlabele", "labelled", "worth", "version") || words.has($0, "per") && !words.has($0 + 1, "model")
            || words.has($0, "last") && !words.has($0 - 1, "training")
        } && !words.has(last + 1, "on", "with")
        // "each epoch took 4 hours", "the dataset is 3 hours"
        || sentence.contains {
          words.has($0, "each") && words.has($0 + 1, "epoch") || words.has($0, "dataset") && words.has($0 + 1, "is")
        }
        || sentence.contains { words.has($0, "download", "install", "inferenc") }
        // "24 hours GPU time" are not those of a clock.
        || words.has(last + 1, "gpu", "cpu")
        || (sentence.lowerBound..<last).contains { words.has($0, "amount") }
      // "data of the last 3 days"
      if words.has(span.lowerBound - 1, "last"), words.has(span.lowerBound - 2, "the") { continue }
      // "3-6 hours"
      if span.lowerBound > 0, words.gap(after: span.lowerBound - 1).elementsEqual([0x2D]),
        words.bytes[words[span.lowerBound - 1].range.lowerBound].isDigit
      {
        continue
      }
      // "we could have done it in 10 hours"
      let isImagined = (max(sentence.lowerBound, last - 14)..<last).contains { words.has($0, "could", "would") }
      // "140 hours of speech", but not "of computation"
      let isOfSome = words.has(last + 1, "of") && !words.has(last + 2, "computation", "training", "continuous")
      // "Hours used: 24 hours"
      let isUsed = span.lowerBound == 2 && words.has(0, "hours") && words.has(1, "used")
      // "We used 64 H100 GPUs for 3 days", where the training is told of
      let isRun =
        isAboutTraining && words.has(span.lowerBound - 1, "for")
        && sentence.contains { $0 < span.lowerBound && Signals(of: words[$0]).contains(.hardware) }
      guard takes || isUsed || isRun, !isOther, !isImagined, !isOfSome,
        isAboutTraining || isUsed || sentence.contains(where: { words.has($0, "took", "takes") })
      else { continue }
      let range = words[span.lowerBound].range.lowerBound..<words[last].range.upperBound
      let line = words.line(at: range.lowerBound)
      // "between 10 and 30 minutes"
      if words.has(span.lowerBound - 1, "and"), words.has(span.lowerBound - 3, "between"),
        let least = PrintedValue(words.string(span.lowerBound - 2)), least.rest.isEmpty,
        let most = PrintedValue(words.string(span.lowerBound)), most.number.value > 0
      {
        let shortest = PrintedNumber(seconds * least.number.value / most.number.value)
        findings.add(
          Predicate.duration, .number(shortest), raw: words.string(span.lowerBound - 2), lines: line...line)
      }
      findings.add(Predicate.duration, .number(PrintedNumber(seconds)), raw: words.string(range), lines: line...line)
    }
  }

  /// "CO2 Emissions (in grams): 1.2", "11250 kg CO2 eq."
  private func readEmissions(_ words: Words, _ findings: inout Findings) {
    // "The carbon footprint of 10 hours: total emissions were 539 tCO2eq"
    for mark in words.all.indices where words.has(mark, "co2", "co2eq", "carbon", "emissions", "tco2eq") {
      guard let (number, range) = Self.emissions(words, beside: mark) else { continue }
      let line = words.line(at: range.lowerBound)
      findings.add(Predicate.emissions, .number(number), raw: words.string(range), lines: line...line)
      return
    }
  }

  /// The number of grams that stands near a word for what was emitted, if its unit does.
  private static func emissions(_ words: Words, beside mark: Int) -> (PrintedNumber, Range<Int>)? {
    var power: Int?
    var printed: (PrintedNumber, Range<Int>)?
    for index in words.places(mark - 6, mark + 20) {
      let offset = words[index].range.lowerBound
      if words.has(index, "grams", "g") { power = power ?? 0 }
      let isHeavy = words.has(index, "tons", "tonnes", "tco2eq", "tco2e")
      if isHeavy || words.has(index, "kg", "kilogram", "kgco2eq") {
        power = isHeavy ? 6 : 3
        // Of several numbers it is the one that the unit stands behind: "(350-400 W). Emissions were 539 tCO2eq".
        if index > 0, words.bytes[words[index - 1].range.lowerBound].isDigit {
          let range = HyperparametersExtractor.start(words, of: index - 1)..<words[index - 1].range.upperBound
          printed = PrintedValue(words.string(range)).map { ($0.number, range) } ?? printed
          break
        }
      }
      if printed == nil, words.bytes[offset].isDigit,
        index == 0 || words.bytes[offset - 1] <= 0x20 || words.bytes[offset - 1] == 0x2A
      {
        let end = words.bytes[offset...].firstIndex { !($0.isDigit || $0 == 0x2E || $0 == 0x2C) } ?? words.bytes.count
        if let value = PrintedValue(words.string(offset..<end)) { printed = (value.number, offset..<end) }
      }
    }
    guard let (number, range) = printed, let power else { return nil }
    return (number.scaled(byPowerOfTen: power), range)
  }
}
