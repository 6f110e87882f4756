import Markdown

/// The data set that stands above results: in the heading, or alone in a paragraph.
enum NamedDataset {
  /// "Evaluation: GermEval18 Coarse", "Image Classification on ImageNet-1k", "COCO val2017"
  static func inHeading(_ title: String) -> String? {
    if let colon = title.utf8.firstIndex(of: 0x3A) {
      let name = title[title.utf8.index(after: colon)...].trimmed
      let label = folded(title[..<colon])
      if label.mentions("eval") || label.mentions("result"), DatasetPhrase.isName(name) { return String(name) }
    }
    if let range = title.place(of: " on ") {
      var all = title[range.upperBound...].trimmed
      if all.begins(with: "the ") { all = all.dropFirst(4) }
      // "Results on MS-COCO in Detectron2"
      if let tool = all.place(of: " in ") { all = all[..<tool.lowerBound] }
      // "Comparison on Emotion Dataset from Twitter"
      if let kind = all.place(of: " Dataset ") ?? all.place(of: " dataset ") { all = all[..<kind.lowerBound] }
      // `Evaluation results on OpenSLR "test" (self-split)`
      let end = all.utf8.firstIndex { $0 == 0x22 || $0 == 0x28 || $0 == 0x2C || $0 == 0x3A } ?? all.endIndex
      let name = bare(all[..<end].trimmed)
      guard !isSplit(name), !isKind(name) else { return nil }
      // Without what tells it more closely, a name in small letters is not known for one.
      return [name, DatasetPhrase.bare(String(all))].first { DatasetPhrase.isName($0) && !DatasetPhrase.isSentence($0) }
    }
    let name = title.trimmed
    // "Natural Language Inference - XNLI"
    if let dash = name.place(of: " - "), case let last = name[dash.upperBound...].trimmed, KnownDatasets.has(last) {
      return String(last)
    }
    if let known = beforeTask(name) { return known }
    // "Multilingual MMLU", "German XNLI"
    if let space = name.utf8.firstIndex(of: 0x20), case let last = name[name.utf8.index(after: space)...],
      last.utf8.count <= 16, KnownDatasets.has(last),
      name[..<space] == "Multilingual" || Languages.named(name[..<space]) != nil
    {
      return String(name)
    }
    guard name.utf8.count <= 40, KnownDatasets.has(name), isAlone(name) else { return evaluated(name) }
    // "XNLI DEV (german)"
    let words = name.spaced
    if words.count > 1, words.count < 4, isSplit(String(words[1])), KnownDatasets.has(words[0]),
      words.count == 2 || words[2].utf8.first == 0x28
    {
      return String(words[0])
    }
    // "ActivityNet feature" over what was reached with features of it.
    return name.mentions("eature") ? below(title) : bare(name)
  }

  /// "COCO Panoptic Segmentation": the set that stands before what is done with it.
  private static func beforeTask(_ title: Substring) -> String? {
    guard title.utf8.count <= 48, let space = title.utf8.firstIndex(of: 0x20), case let set = title[..<space],
      KnownDatasets.has(set), Tasks.isTask(title[title.utf8.index(after: space)...])
    else { return nil }
    return String(set)
  }

  /// "FQuAD v1.0 Evaluation": what is evaluated on, where its name is a word of several capitals.
  private static func evaluated(_ title: Substring) -> String? {
    guard title.utf8.count <= 40, title.ends(with: " Evaluation") || title.ends(with: " evaluation") else { return nil }
    let name = title.dropLast(11).trimmed
    guard let first = name.spaced.first, first.utf8.count(where: { $0.isCapital }) > 1, name.spaced.count <= 2,
      isAlone(name), !Tasks.isTask(name), !common.contains(folded(first)), !TableReading.isModelName(String(name))
    else { return nil }
    return String(name)
  }

  /// "MT-Bench (GPT-4-Turbo)", "TFEval", "MMLU": a heading that is the name of a benchmark, as one of its words tells.
  static func benchmark(_ title: String) -> String? {
    let name = (title.utf8.firstIndex(of: 0x28).map { title[..<$0] } ?? Substring(title)).trimmed
    guard name.utf8.count >= 4, name.utf8.count <= 32, let first = name.utf8.first, first.isCapital else {
      return nil
    }
    let parts = name.spaced
    guard parts.count <= 3,
      parts.count == 1 && KnownDatasets.has(name)
        || parts.contains(where: { part in
          part.utf8.count > 5 && ["Bench", "bench", "Eval"].contains { part.ends(with: $0) }
        }),
      !isKind(name), !MetricName(name).isKnown || KnownDatasets.has(name)
    else { return nil }
    return String(name)
  }

  /// Without the split behind it: "Web Questions - Test Set", "XNLI test results".
  private static func bare(_ text: Substring) -> String {
    let name = DatasetPhrase.bare(String(text.ends(with: " results") ? text.dropLast(8) : text))
    return name.utf8.last == 0x2D ? String(name.dropLast().trimmed) : name
  }

  /// "COCO val2017" above results: a data set, and its split of a year.
  static func parted(_ name: String) -> (name: String, split: String?) {
    let words = name.spaced
    guard words.count == 2, ["val2017", "val2014", "test2017"].contains(words[1]) else { return (name, nil) }
    return (String(words[0]), String(words[1]))
  }

  /// A paragraph that is nothing but a name, as `WFLW` above a table.
  static func alone(_ text: String) -> String? {
    guard text.utf8.count <= 40, !text.mentions("\n") else { return nil }
    var name = text.trimmed
    if name.utf8.last == 0x3A { name = name.dropLast() }
    guard isAlone(name) else { return nil }
    if KnownDatasets.has(name) { return bare(name) }
    // One word in capitals.
    let isAcronym =
      name.utf8.count >= 3 && name.utf8.count <= 12
      && name.utf8.allSatisfy { $0 >= 0x41 && $0 <= 0x5A || $0.isDigit || $0 == 0x2D }
    return
      isAcronym && !MetricName(name).isKnown && !TableReading.isModelName(String(name))
      && !common.contains(folded(name)) ? String(name) : nil
  }

  /// `dev_river_2_ns2` alone above a table: what recipes call the part of a data set, set as code.
  static func coded(_ passage: Passage) -> String? {
    let text = passage.text.text.trimmed
    guard text.utf8.count <= 60, passage.text.spans.count == 1, passage.text.spans[0].kind == .code,
      passage.text.spans[0].range.count == text.utf8.count, text.utf8.contains(0x5F),
      text.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F || $0 == 0x2D }),
      text.utf8.split(separator: 0x5F).contains(where: { part in
        ["dev", "test", "eval", "valid"].contains { part.elementsEqual($0.utf8) }
      })
    else { return nil }
    return String(text)
  }

  /// "GULL: a retrieval-based benchmark for long contexts", above a table: what is told of is what the results are on.
  static func told(_ text: String) -> String? {
    guard text.utf8.count <= 160, let colon = text.utf8.prefix(33).firstIndex(of: 0x3A) else { return nil }
    let name = text[..<colon].trimmed
    let rest = text[text.utf8.index(after: colon)...].trimmed
    guard rest.begins(with: "a ") || rest.begins(with: "an ") || rest.begins(with: "the ") || rest.begins(with: "A "),
      rest.mentions("benchmark") || rest.mentions("dataset") || rest.mentions("test set"), isAlone(name),
      name.spaced.count <= 2, !common.contains(folded(name)), !Tasks.isTask(name)
    else { return nil }
    return String(name)
  }

  /// What a heading is that stands between "Results" and a table: "Charades STA C3D feature", "Human3.6m Dataset".
  static func below(_ title: String) -> String? {
    var name = title.utf8.firstIndex(of: 0x28).map { title[..<$0] } ?? Substring(title)
    if let dash = name.place(of: " - ") { name = name[..<dash.lowerBound] }
    name = name.trimmed
    for tail in [" dataset", " Dataset", " Benchmark", " benchmark", " features", " feature", " C3D"]
    where name.ends(withText: tail) {
      name = name.dropLast(tail.utf8.count)
    }
    guard isAlone(name), !Tasks.isTask(name), !name.ends(with: "Result"), !name.ends(with: "Results"),
      name.utf8.contains(where: { $0.isDigit || $0.isCapital }),
      !TableReading.isModelName(String(name)),
      !name.spaced.contains(where: { common.contains(folded($0)) || kinds.contains(folded($0)) })
    else { return nil }
    return String(name)
  }

  /// "Eval results on Test set"
  private static func isSplit(_ name: String) -> Bool {
    ["test", "dev", "validation", "eval", "evaluation", "train", "training"].contains(folded(name))
  }

  private static func isAlone(_ name: Substring) -> Bool {
    // Of a benchmark of many sets, the table names each.
    if withFolded(name, { $0.has("glue ", at: 0) || $0.has("superglue ", at: 0) }) { return false }
    return name.utf8.count <= 40 && DatasetPhrase.isName(name) && !DatasetPhrase.isSentence(name)
      && name.spaced.count <= 4
      // SQuAD has a metric of its own.
      && (!MetricName(name).isKnown || KnownDatasets.has(name)) && !isKind(name)
  }

  /// "NLU tasks", "downstream benchmarks": what kind of sets they are, and none by name.
  static func isKind(_ name: some StringProtocol) -> Bool {
    withFolded(name) { bytes in
      let start = bytes.lastIndex(of: 0x20).map { $0 + 1 } ?? 0
      return kinds.contains(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// "World Knowledge", over what several benchmarks together came to: what a model is able to do, and no data set.
  static func isAbility(_ name: some StringProtocol) -> Bool { withFolded(name) { abilities.contains($0) } }

  private static let abilities = Lexicon<Bool>([
    "code", "coding", "code generation", "reasoning", "commonsense reasoning", "common sense reasoning",
    "world knowledge", "general knowledge", "factual knowledge", "knowledge", "reading comprehension",
    "language understanding", "instruction following", "long context", "robustness", "safety",
    "popular aggregated benchmark", "popular aggregated benchmarks", "aggregated benchmarks",
  ])

  private static let kinds = Lexicon<Bool>([
    "tasks", "task", "benchmarks", "datasets", "sets", "models", "languages", "domains", "cpu", "gpu", "gpus", "device",
    "scores", "performance", "leaderboard",
  ])

  private static let common = Lexicon<Bool>([
    "results", "note", "notes", "todo", "faq", "table", "gpu", "cpu", "ner", "pos", "asr", "tts", "nlp", "nli",
    "license",
    "usage", "legend", "ablation", "performance", "evaluation", "metrics", "inputs", "outputs", "input", "output",
    "development", "training", "test", "model", "models", "yes", "fp32", "fp16", "int8", "onnx",
  ])
}
