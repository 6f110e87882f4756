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
  case description, hyperparameters, versions, licence, other

  /// Whether it is one of the sections that a model card should have.
  var isSection: Bool { rawValue.utf8.starts(with: "section.".utf8) }

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
    // "Intended uses and limitations" is told from "Limitations" by what comes first.
    if self == .limitations, title.mentions("intended use") { self = .intendedUse }
  }

  private static let whole = Lexicon<Topic>([
    (.citation, ["cite", "references", "reference"]), (.trainingData, ["data", "dataset", "datasets"]),
    (.other, ["how do i train this model"]),
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
        "inference", "how to load", "load from", "how do i use", "how to get", "run the model", "using the model",
        "using this model", "how to generate", "in transformers", "in action", "利用方法", "使い方", "使用方法",
      ]
    ),
    (.limitations, ["limitation", "bias", "caveat", "ethical", "risk", "unsuitable"]),
    (
      .intendedUse,
      ["intended use", "use case", "uses", "direct use", "intended purpose", "primary use", "intended for"]
    ),
    (
      .trainingData,
      [
        "training data", "train data", "pretraining data", "training corpus", "training set", "dataset used",
        "training and evaluation data", "tuning data", "corpora", "corpus", "学習データ",
      ]
    ),
    (
      .evaluation,
      ["training result", "eval", "performance", "results", "accuracy", "metric", "benchmark", "scores", "性能"]
    ),
    (
      .trainingProcedure,
      ["training", "fine tuning", "finetuning", "how the model was created", "train ", "学習方法"]
    ),
    (
      .description,
      ["description", "model detail", "overview", "about", "introduction", "summary", "abstract"]
    ),
  ]
}
