import Stages

/// Every evaluation module, by name.
let evaluators: [any Evaluator.Type] = [
  ImageClassification.self,
  TextClassification.self,
]

extension Registry<any Evaluator> {
  /// What a manifest can name under `evaluators`.
  static var evaluators: Self { Registry("evaluator", Evaluation.evaluators.map { $0 as any Component.Type }) }
}
