import Markdown

/// What a section is about, by its heading.
enum Topic: String, Sendable {
  case intendedUse = "section.intended_use"
  case limitations = "section.limitations"
  case trainingData = "section.training_data"
  case trainingProcedure = "section.training_procedure"
  case evaluation = "section.evaluation"
  case howToUse = "section.how_to_use"
  case citation = "section.citation"
  case description, hyperparameters, versions, licence, references, other

  /// Whether it is one of the sections that a model card should have.
  var isSection: Bool {
    switch self {
    case .intendedUse, .limitations, .trainingData, .trainingProcedure, .evaluation, .howToUse, .citation: true
    case .description, .hyperparameters, .versions, .licence, .references, .other: false
    }
  }

  /// Whether papers stand there that the model builds on.
  var isCitation: Bool { self == .citation || self == .references }

  static func topics(of document: Markdown.Document) -> [Topic] {
    let first = document.sections.firstIndex { $0.level > 0 }
    var topics: [Topic] = []
    topics.reserveCapacity(document.sections.count)
    for index in document.sections.indices {
      let section = document.sections[index]
      if section.level == 0 {
        topics.append(.other)
      } else if index == first {
        topics.append(Topic(title: section.title))
      } else {
        var topic = isPath(section.title) ? .other : Topic(heading: section.title)
        // Under "Results", "GULL Dataset" is what they were measured on.
        if topic == .trainingData, let parent = section.parent, topics[parent] == .evaluation,
          section.title.ends(with: "Dataset")
        {
          topic = .other
        }
        topics.append(topic)
      }
    }
    return topics
  }

  /// Whether a heading is the name of a model: `otter/river_asr_train_raw_char`, `asr_train_asr_raw`.
  private static func isPath(_ title: String) -> Bool {
    title.withBytes { title in
      let isWord = !title.contains(0x20)
      if title.contains("/"), isWord, title.count(where: { $0 == 0x2D || $0 == 0x5F }) >= 2 { return true }
      // The owner may have a name of two words: `Otto Gull/river_asr_train_raw_char`.
      return (isWord || title.contains("/")) && title.count { $0 == 0x5F } >= 3
    }
  }

  /// The topic of the first heading of a document, which is a title more often than not and then has none, whatever words
  /// the model's name has in it: `deberta__sst2__train-8`, "OtterBERT: Training a Smaller Model".
  private init(title: String) {
    let topic = Topic(heading: title)
    guard topic != .other else {
      self = .other
      return
    }
    let isName = title.utf8.count { $0 == 0x2D || $0 == 0x5F || $0 == 0x2F } >= 2 && !title.mentions(" ")
    // What is a section says so at once: "How to use it", "Evaluation on SQuAD".
    let beginning = folded(Substring(title.utf8.prefix { $0 != 0x3A })).spaced.prefix(3)
    self = isName || Topic(heading: beginning.joined(separator: " ")) == .other ? .other : topic
  }

  init(heading: some StringProtocol) {
    let title = folded(heading)
    if let topic = Self.whole[title] ?? Self.signed(title) {
      self = topic
      return
    }
    let found = Self.groups(inTitle: title)
    self = found == 0 ? .other : Self.rules[found.trailingZeroBitCount].topic
    switch self {
    case .howToUse:
      if title.mentions("intended us") { self = .intendedUse }
      // "Example ESPnet2 ASR model" is the model itself.
      if title.begins(with: "example "), title.ends(with: " model"), !title.mentions("language") { self = .other }
      if title.begins(with: "visuali") { self = .other }
      if title.mentions("language inference"), found & (found - 1) == 0, !title.mentions("us") { self = .other }
    case .versions where title.mentions("usage"): self = .howToUse
    // "Finetuning samples" are what readers may go on from.
    case .trainingProcedure where title.ends(with: "tuning samples"): self = .other
    // Of "performance" that something else is good for, nothing is measured.
    case .evaluation where title.withBytes({ Self.praise.groups(in: $0) }) != 0: self = .other
    default: break
    }
    // "Details of the downstream task (Q&A) - Dataset"
    if self == .other, title.utf8.count > 12, title.mentions("dataset"),
      let last = title.spaced.last(where: { $0.utf8.first?.isLetter == true }),
      last == "dataset" || last == "datasets", !title.mentions("test"), !title.mentions("eval"),
      !title.mentions("required"), !title.mentions("prepar")
    {
      self = .trainingData
    }
    // "Details of the downstream task (Q&A)" are those of its data.
    if self == .other, title.begins(with: "details of the downstream task"), !title.mentions(" model") {
      self = .trainingData
    }
    if self == .other, title.begins(with: "us"), Self.uses.contains(where: { title.begins(withText: $0) }) {
      self = .howToUse
    }
    // "Step 2: download the dataset" is what readers do, and a "validation dataset" what was measured on.
    if self == .trainingData, Self.errands.contains(where: { title.begins(withText: $0) }) { self = .other }
    // "Evaluation on the Otter ASR corpus"
    if self == .trainingData, title.begins(with: "evaluation on ") || title.begins(with: "results on ") {
      self = .evaluation
    }
    // "Intended uses and limitations" is told from "Limitations" by what comes first.
    if self == .limitations, title.mentions("intended use") { self = .intendedUse }
  }

  /// The topic of "Dataset 📚", a word with a sign.
  private static func signed(_ title: String) -> Topic? {
    guard title.utf8.count < 24, title.utf8.contains(where: { $0 == 0xF0 || $0 == 0xE2 }) else { return nil }
    let words = title.spaced
    guard words.count == 2, let word = words.first(where: { $0.utf8.first?.isLetter == true }),
      let topic = whole[String(word)]
    else { return nil }
    // An application may be code as well.
    return topic == .intendedUse ? nil : topic
  }

  /// The sections that a heading names beside the one it is taken for: "Datasets & Training", "Licence and Usage".
  ///
  /// "Intended uses & limitations" is the name of one.
  func others(in heading: String) -> [Topic] {
    guard heading.utf8.count <= 64, Self.hasJoint(heading) else { return [] }
    // Beside a subject that is none, long headings speak of something else.
    if self == .other, heading.utf8.count > 40 { return [] }
    if self == .intendedUse, heading.lowercased().mentions("intended") { return [] }
    var parts: [Substring] = []
    var rest = Substring(heading.utf8.prefix { $0 != 0x28 })
    while let mark = [rest.place(of: " and "), rest.place(of: " And "), rest.place(of: "&"), rest.place(of: ",")]
      .compactMap({ $0 }).min(by: { $0.lowerBound < $1.lowerBound })
    {
      parts.append(rest[..<mark.lowerBound])
      rest = rest[mark.upperBound...]
    }
    parts.append(rest)
    // "Training and evaluation data" is data for both.
    if self == .trainingData, Topic(heading: parts[0]) != .trainingData { return [] }
    return parts.map { Topic(heading: $0) }.filter { $0.isSection && $0 != self }
  }

  private static func hasJoint(_ heading: String) -> Bool {
    heading.mentions("nd ") && (heading.mentions(" and ") || heading.mentions(" And "))
      || heading.mentions("&") && (heading.mentions(" &") || heading.mentions("& "))
  }

  /// The rules of which a phrase stands in a folded heading, which is put between spaces: words at its ends are words too.
  private static func groups(inTitle title: String) -> UInt32 {
    title.withBytes { bytes in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 2) { room in
        room[0] = 0x20
        for index in bytes.indices { room[index + 1] = bytes[index] }
        room[bytes.count + 1] = 0x20
        return phrases.groups(in: UnsafeBufferPointer(room))
      }
    }
  }

  private static let praise = Phrases([
    [
      "performance boost", "performance improve", "performance optimi", "performance tip", "performance tuning",
      "for performance", "high performance", "improve performance",
    ]
  ])

  private static let uses = ["use this model", "use with ", "use in ", "using with "]

  private static let errands = [
    "download", "step", "getting the data", "validation data", "evaluation data", "test data",
  ]

  private static let whole = Lexicon<Topic>([
    (.citation, ["cite"]), (.references, ["references", "reference", "参考文献", "参考"]),
    (.trainingData, ["data", "dataset", "datasets"]),
    (.intendedUse, ["application", "applications", "downstream applications", "down stream applications"]),
    (.evaluation, ["validation", "tests"]),
    // The headings of the Trainer's cards, which most cards of the Hub have, need no search for phrases.
    (.description, ["model description"]), (.intendedUse, ["intended uses limitations"]),
    (.trainingData, ["training and evaluation data"]), (.trainingProcedure, ["training procedure", "train"]),
    (.howToUse, ["api", "tf 2.x", "tf 1.x", "tf2", "tf1", "tf 2", "tf 1"]),
    (.hyperparameters, ["training hyperparameters"]), (.evaluation, ["training results"]),
    (.versions, ["framework versions"]),
    (
      .other,
      [
        "how do i train this model", "example images", "example image", "sample images", "example output",
        "example outputs", "example synthetic image", "how to train", "training commands", "code for fine tuning",
        "example of the output", "example of the input", "example of the input data", "display result",
        "display results", "输出结果",
        // Who made the model does more than it.
        "about us", "about the author", "about the authors", "about me", "about the team", "about the company",
      ]
    ),
  ])

  private static let phrases = Phrases(rules.map(\.phrases))

  /// The first rule of which a phrase stands in the heading decides.
  private static let rules: [(topic: Topic, phrases: [StaticString])] = [
    (
      .hyperparameters,
      [
        "hyperparam", "hyper parameter", "training parameters", "training arguments", "finetuning parameters",
        "fine tuning parameters", "training config",
      ]
    ),
    (.versions, ["framework version", "library version", "requirements"]),
    (.citation, ["bibtex", "citation", "citing", "cite ", "to cite", "publication", " referencing ", "引用"]),
    (.licence, ["license", "licence", "licensing", "legal information", "ライセンス", "许可"]),
    (
      .howToUse,
      [
        "to use", "usage", "quickstart", "quick start", "get started", "getting started", "how to run", "example",
        "inference", "how to load", "load from", " load ", "loading the ", "loading model", "download a model",
        "using pre trained", "using pretrained", "how do i use", "how to get", "run the model",
        "using the model", "running the model", "cli demo", "export for on device",
        "using this model", "model can be used", "how to generate", "in transformers", "in action", " hands on ",
        "利用方法", "使い方",
        "使用方法",
        "用法", "快速开始", "如何使用", "api预测", "api prediction", "模型api", "模型预测", "命令行预测", "代码示例", "사용법", "cómo usar",
        "como usar", "cómo utilizar",
        "utilisation", "verwendung", "использование", "как использовать",
      ]
    ),
    (
      .limitations,
      [
        "limitation", "bias", "caveat", "ethical", "risk", "unsuitable", "responsible ai", "known issue", "局限", "限界",
        "制限",
        "limitaciones", "limitações", "einschränkungen", "ограничения", "한계",
      ]
    ),
    (
      .intendedUse,
      [
        "intended use", "suitable use", "use case", " uses ", "direct use", "intended purpose", "primary use",
        "intended for", "evaluated use",
        "recommended use", "usos",
        "casos de uso", "uso previsto", "用途", "应用场景", "適用範囲",
      ]
    ),
    (
      .trainingData,
      [
        "training data", "train data", "pretraining data", "training corpus", "training set ", "training sets ",
        "dataset used", "datasets used",
        "training and evaluation data", "tuning data", "dataset train", "data source", "dataset overview",
        "datasets overview", "data description ", "dataset information", "dataset detail", "datasets detail",
        "dataset description",
        "corpora", "corpus", "学習データ",
        "训练数据", "数据集", "datos de entrenamiento", "dados de treinamento", "données d'entraînement", "trainingsdaten",
        "학습 데이터",
      ]
    ),
    (
      .evaluation,
      [
        "training result", " eval", " result ", "performance", "results", "accuracy", "metric", "benchmark", "scores",
        "comparison",
        "性能", "評価",
        "评估",
        "结果", "evaluación", "resultados", "avaliação", "résultats", "évaluation", "ergebnisse", "результаты", "평가",
      ]
    ),
    (
      .trainingProcedure,
      [
        "training", "fine tuning", "finetuning", "how the model was created", "model was trained", "pruning details",
        "train ", "学習方法",
        "学習手順", "训练过程", "训练方法", "训练细节", "entrenamiento", "treinamento", "entraînement", "обучение",
      ]
    ),
    (
      .description,
      ["description", "model detail", "overview", "about", "introduction", "summary", "abstract"]
    ),
  ]
}
