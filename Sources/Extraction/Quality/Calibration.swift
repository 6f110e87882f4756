/// How often each extractor was right on cards labelled by hand: the lower bound of Wilson's 95 % interval.
///
/// `make calibrate` writes this file from the labelled cards; claims carry these figures as their confidence. Where an
/// extractor or a predicate is missing, too few claims were judged, and the extractor's own constant counts.
enum Calibration {
  /// Part of what decides whether claims are stale.
  static let digest = "61c72a4170cb"

  /// By extractor, then by predicate.
  static let table: [String: [String: Double]] = [
    "base-model": [
      "model.base_model": 0.672
    ],
    "data-fields": [
      "model.code_repo": 0.851,
      "model.evaluated_on": 0.851,
      "model.flops": 0.851,
      "model.input_size": 0.851,
      "model.library": 0.851,
      "model.license": 0.851,
      "model.paper": 0.851,
      "model.params_total": 0.851,
      "model.task": 0.851,
      "model.trained_on": 0.851,
      "training.hardware": 0.851,
      "training.hyperparameter": 0.851,
    ],
    "data-results": [
      "evaluation.value": 0.772
    ],
    "description": [
      "model.language": 0.835,
      "model.task": 0.843,
    ],
    "front-matter": [
      "model.code_repo": 0.943,
      "model.evaluated_on": 0.943,
      "model.language": 0.843,
      "model.library": 0.943,
      "model.license": 0.806,
      "model.task": 0.816,
      "model.trained_on": 0.839,
    ],
    "hyperparameters": [
      "training.hyperparameter": 0.913
    ],
    "links": [
      "model.code_repo": 0.816,
      "model.paper": 0.862,
    ],
    "metadata-comments": [
      "evaluation.value": 0.883,
      "model.code_repo": 0.883,
      "model.evaluated_on": 0.883,
      "model.flops": 0.883,
      "model.input_size": 0.883,
      "model.language": 0.883,
      "model.license": 0.883,
      "model.paper": 0.883,
      "model.params_total": 0.883,
      "model.task": 0.883,
      "model.trained_on": 0.883,
      "training.hardware": 0.883,
      "training.hyperparameter": 0.883,
    ],
    "model-index": [
      "evaluation.value": 0.816,
      "model.evaluated_on": 0.89,
      "model.task": 0.89,
    ],
    "properties": [
      "evaluation.value": 0.73,
      "model.evaluated_on": 0.73,
      "model.flops": 0.73,
      "model.language": 0.73,
      "model.library": 0.73,
      "model.license": 0.73,
      "model.params_total": 0.73,
      "model.task": 0.73,
      "model.trained_on": 0.73,
      "training.hardware": 0.73,
    ],
    "prose-dataset": [
      "model.evaluated_on": 0.744,
      "model.trained_on": 0.742,
    ],
    "result-table": [
      "evaluation.latency": 0.982,
      "evaluation.value": 0.977,
      "model.evaluated_on": 0.879,
      "model.flops": 0.982,
      "model.params_total": 0.982,
      "training.duration": 0.982,
    ],
    "sections": [
      "section.citation": 0.785,
      "section.evaluation": 0.845,
      "section.how_to_use": 0.867,
      "section.intended_use": 0.951,
      "section.limitations": 0.951,
      "section.training_data": 0.806,
      "section.training_procedure": 0.773,
    ],
    "trainer-results": [
      "evaluation.value": 0.912,
      "model.evaluated_on": 0.92,
    ],
    "training-cost": [
      "training.co2e_g": 0.785,
      "training.duration": 0.785,
      "training.hardware": 0.785,
    ],
    "training-data": [
      "model.evaluated_on": 0.901,
      "model.trained_on": 0.897,
    ],
    "usage-library": [
      "model.library": 0.896
    ],
  ]
}
