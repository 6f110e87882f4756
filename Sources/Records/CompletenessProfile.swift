/// What the documents of a model are expected to say, one list of questions for each reader that has such expectations.
///
/// ```swift
/// CompletenessProfile.core.missing(of: [Predicate.license], tasks: []).first?.name     // "model.task"
/// ```
public enum CompletenessProfile: String, JSONValue, CaseIterable {
  /// What a person needs to choose a model: the sections of Mitchell et al., *Model Cards for Model Reporting* (2019), and the
  /// facts of our model record that are asked for most.
  case core
  /// The critical fields of the OWASP AIBOM generator's registry, as far as they are about the model and not the document.
  case aibomBasic = "aibom_basic"
  /// Its important fields too.
  case aibomStandard = "aibom_standard"
  /// All of its fields that sources can answer.
  case aibomAdvanced = "aibom_advanced"

  /// Something that is looked for; any of the predicates answers it.
  public struct Question: Sendable, Equatable {
    /// The first of the predicates, which stands for the question.
    public var name: String { predicates.first ?? "" }
    public let predicates: [String]

    init(_ predicates: String...) { self.predicates = predicates }

    /// Whether any of the predicates is among those stated.
    public func isAnswered(by stated: Set<String>) -> Bool { predicates.contains { stated.contains($0) } }
  }

  /// The questions, in the order in which they are reported.
  ///
  /// - Parameter tasks: what the model does, as terms or as printed; a model that only sees images is not asked for its language.
  public func questions(tasks: [String] = []) -> [Question] {
    let all: [Question] =
      switch self {
      case .core: Self.coreQuestions
      case .aibomBasic: Self.basicQuestions
      case .aibomStandard: Self.basicQuestions + Self.standardQuestions
      case .aibomAdvanced: Self.basicQuestions + Self.standardQuestions + Self.advancedQuestions
      }
    guard !tasks.isEmpty, tasks.allSatisfy(Self.isWordless) else { return all }
    return all.filter { $0.name != Predicate.language }
  }

  /// The questions that none of the stated predicates answers.
  public func missing(of stated: Set<String>, tasks: [String]) -> [Question] {
    questions(tasks: tasks).filter { !$0.isAnswered(by: stated) }
  }

  /// The share of questions that are answered, 0 to 100 with one decimal.
  public static func score(found: Int, of asked: Int) -> Double {
    asked == 0 ? 0 : (Double(found) * 1000 / Double(asked)).rounded() / 10
  }

  private static let coreQuestions: [Question] = [
    Question(Predicate.license), Question(Predicate.task), Question(Predicate.library), Question(Predicate.language),
    Question(Predicate.trainedOn), Question(Predicate.evaluation),
    Question(Predicate.paramsTotal, Predicate.artifactParams),
    Question(Predicate.paper, Predicate.codeRepo), Question("section.intended_use"), Question("section.how_to_use"),
    Question("section.limitations"), Question("section.training_data", Predicate.trainedOn),
    Question("section.training_procedure", Predicate.hyperparameter),
    Question("section.evaluation", Predicate.evaluation), Question("section.citation"),
  ]

  private static let basicQuestions: [Question] = [
    Question(Predicate.title, Predicate.nativeId), Question(Predicate.task, "section.intended_use"),
    Question(Predicate.files),
  ]

  private static let standardQuestions: [Question] = [
    Question(Predicate.license), Question(Predicate.emissions), Question(Predicate.hyperparameter),
    Question("section.limitations"), Question(Predicate.architecture, Predicate.modelType),
  ]

  private static let advancedQuestions: [Question] = [
    Question("section.training_procedure", "section.training_data", Predicate.trainedOn),
    Question("section.intended_use", "section.how_to_use"), Question(Predicate.evaluation),
    Question(Predicate.inputSize),
  ]

  /// Whether a task has to do with images, numbers or control and not with words.
  private static func isWordless(_ task: String) -> Bool {
    let name = task.split(separator: ":").last.map { $0.lowercased().replacing(" ", with: "-") } ?? ""
    if name.contains("text") || name.contains("caption") || name.contains("question") { return false }
    return [
      "image-", "object-", "depth-", "video-", "tabular-", "mask-", "keypoint-", "unconditional-", "reinforcement-",
      "robotics", "semantic-segmentation", "instance-segmentation", "pose-", "time-series",
    ].contains { name.hasPrefix($0) }
  }
}
