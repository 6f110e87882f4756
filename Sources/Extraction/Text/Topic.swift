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
  var isSection: Bool { rawValue.utf8.starts(with: "section.".utf8) }

  /// Whether papers stand there that the model builds on.
  var isCitation: Bool { self == .citation || self == .references }

  static func topics(of document: Markdown.Document) -> [Topic] {
    document.sections.map { $0.level == 0 ? .other : Topic(heading: $0.title) }
  }

  init(heading: some StringProtocol) {
    let title = folded(heading)
    if let topic = Self.whole[title] {
      self = topic
      return
    }
    let found = title.withBytes { Self.phrases.groups(in: $0) }
    self = found == 0 ? .other : Self.rules[found.trailingZeroBitCount].topic
    // "Details of the downstream task (Q&A) - Dataset"
    if self == .other, title.utf8.count > 12, title.mentions("dataset"),
      let last = title.spaced.last(where: { $0.utf8.first?.isLetter == true }),
      last == "dataset" || last == "datasets", !title.mentions("test"), !title.mentions("eval"),
      !title.mentions("required"), !title.mentions("prepar")
    {
      self = .trainingData
    }
    // "Intended uses and limitations" is told from "Limitations" by what comes first.
    if self == .limitations, title.mentions("intended use") { self = .intendedUse }
  }

  private static let whole = Lexicon<Topic>([
    (.citation, ["cite"]), (.references, ["references", "reference", "参考文献", "参考"]),
    (.trainingData, ["data", "dataset", "datasets"]),
    (
      .other,
      [
        "how do i train this model", "example images", "example image", "sample images", "example output",
        "example outputs", "example synthetic image",
      ]
    ),
  ])

  private static let phrases = Phrases(rules.map(\.phrases))

  /// The first rule of which a phrase stands in the heading decides.
  private static let rules: [(topic: Topic, phrases: [StaticString])] = [
    (
      .hyperparameters,
      [
        "hyperparameter", "hyper parameter", "training parameters", "training arguments", "finetuning parameters",
        "fine tuning parameters", "training config",
      ]
    ),
    (.versions, ["framework version", "library version", "requirements"]),
    (.citation, ["bibtex", "citation", "citing", "cite ", "to cite", "publication", "引用"]),
    (.licence, ["license", "licence", "licensing", "legal information", "ライセンス", "许可"]),
    (
      .howToUse,
      [
        "to use", "usage", "quickstart", "quick start", "get started", "getting started", "how to run", "example",
        "inference", "how to load", "load from", "load model",
        "load pretrained", "using pre trained", "using pretrained", "how do i use", "how to get", "run the model",
        "using the model",
        "using this model", "how to generate", "in transformers", "in action", "利用方法", "使い方", "使用方法",
        "用法", "快速开始", "如何使用", "api预测", "api prediction", "사용법", "cómo usar", "como usar", "cómo utilizar",
        "utilisation", "verwendung", "использование", "как использовать",
      ]
    ),
    (
      .limitations,
      [
        "limitation", "bias", "caveat", "ethical", "risk", "unsuitable", "responsible ai", "局限", "限界", "制限",
        "limitaciones", "limitações", "einschränkungen", "ограничения", "한계",
      ]
    ),
    (
      .intendedUse,
      [
        "intended use", "use case", "uses", "direct use", "intended purpose", "primary use", "intended for", "usos",
        "casos de uso", "uso previsto", "用途", "应用场景", "適用範囲",
      ]
    ),
    (
      .trainingData,
      [
        "training data", "train data", "pretraining data", "training corpus", "training set", "dataset used",
        "training and evaluation data", "tuning data", "dataset train", "corpora", "corpus", "学習データ",
        "训练数据", "数据集", "datos de entrenamiento", "dados de treinamento", "données d'entraînement", "trainingsdaten",
        "학습 데이터",
      ]
    ),
    (
      .evaluation,
      [
        "training result", "eval", "performance", "results", "accuracy", "metric", "benchmark", "scores", "性能", "評価",
        "评估",
        "结果", "evaluación", "resultados", "avaliação", "résultats", "évaluation", "ergebnisse", "результаты", "평가",
      ]
    ),
    (
      .trainingProcedure,
      [
        "training", "fine tuning", "finetuning", "how the model was created", "train ", "学習方法",
        "学習手順", "训练过程", "训练方法", "entrenamiento", "treinamento", "entraînement", "обучение",
      ]
    ),
    (
      .description,
      ["description", "model detail", "overview", "about", "introduction", "summary", "abstract"]
    ),
  ]
}
