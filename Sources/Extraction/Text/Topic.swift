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

  static func topics(of document: Markdown.Document) -> [Topic] {
    document.sections.map { $0.level == 0 ? .other : Topic(heading: $0.title) }
  }

  init(heading: some StringProtocol) {
    let title = folded(heading)
    func has(_ words: String...) -> Bool { words.contains { title.contains($0) } }
    switch true {
    case has("hyperparameter", "hyper parameter", "training parameters", "training arguments"): self = .hyperparameters
    case has("framework version", "library version", "requirements"): self = .versions
    case has("bibtex", "citation", "citing", "cite ", "how to cite", "引用", "publication")
      || title == "references" || title == "reference" || title == "cite":
      self = .citation
    case has("license", "licence", "licensing", "ライセンス"): self = .licence
    case has("how to use", "usage", "quickstart", "quick start", "get started", "getting started", "how to run",
      "example use", "example code", "inference", "how to load", "load from", "how do i use", "利用方法", "使い方", "使用方法",
      "how to get", "code example", "run the model", "using the model", "using this model", "how to generate",
      "sample usage", "in action", "in transformers", "example"):
      self = .howToUse
    case has("limitation", "bias", "caveat", "ethical", "risk", "unsuitable"): self = has("intended use") ? .intendedUse : .limitations
    case has("intended use", "use case", "uses", "direct use", "intended purpose", "primary use", "intended for"):
      self = .intendedUse
    case has("training data", "train data", "pretraining data", "training dataset", "training corpus", "training set",
      "dataset used", "pre training data", "training and evaluation data", "finetuning data", "corpora", "corpus", "学習データ",
      "fine tuning data")
      || title == "data" || title == "dataset" || title == "datasets" || title.hasPrefix("dataset "):
      self = .trainingData
    case has("training result", "eval", "performance", "results", "accuracy", "metric", "benchmark", "scores", "性能"):
      self = .evaluation
    case has("how do i train") : self = .other
    case has("training", "fine tuning", "finetuning", "pretraining", "pre training", "how the model was created", "model training",
      "学習方法"):
      self = .trainingProcedure
    case has("description", "model detail", "overview", "about", "introduction", "model summary", "summary", "abstract"):
      self = .description
    default: self = .other
    }
  }

  var isSection: Bool { rawValue.hasPrefix("section.") }
}
