/// How often each extractor was right on cards labelled by hand: the lower bound of Wilson's 95 % interval.
///
/// `make calibrate` writes this file from the labelled cards; claims carry these figures as their confidence. Where an
/// extractor or a predicate is missing, too few claims were judged, and the extractor's own constant counts.
enum Calibration {
  /// Part of what decides whether claims are stale.
  static let digest = "1ee8db0bf76f"

  /// By extractor, then by predicate.
  static let table: [String: [String: Double]] = [
    "base-model": [
      "model.base_model": 0.73
    ],
    "collection": [
      "evaluation.value": 0.839,
      "model.code_repo": 0.839,
      "model.evaluated_on": 0.839,
      "model.flops": 0.839,
      "model.input_size": 0.839,
      "model.paper": 0.839,
      "model.params_total": 0.839,
      "model.task": 0.839,
      "model.trained_on": 0.839,
      "training.hardware": 0.839,
      "training.hyperparameter": 0.839,
    ],
    "description": [
      "model.language": 0.647,
      "model.task": 0.581,
    ],
    "front-matter": [
      "model.code_repo": 0.942,
      "model.language": 0.843,
      "model.library": 0.942,
      "model.license": 0.806,
      "model.task": 0.816,
      "model.trained_on": 0.839,
    ],
    "hyperparameters": [
      "training.hyperparameter": 0.866
    ],
    "links": [
      "model.code_repo": 0.292,
      "model.paper": 0.491,
    ],
    "model-index": [
      "evaluation.value": 0.816,
      "model.evaluated_on": 0.89,
      "model.task": 0.89,
    ],
    "properties": [
      "evaluation.value": 0.667,
      "model.flops": 0.667,
      "model.language": 0.667,
      "model.library": 0.667,
      "model.license": 0.667,
      "model.params_total": 0.667,
      "model.task": 0.667,
      "model.trained_on": 0.667,
    ],
    "prose-dataset": [
      "model.evaluated_on": 0.69,
      "model.trained_on": 0.654,
    ],
    "result-table": [
      "evaluation.latency": 0.689,
      "evaluation.value": 0.648,
      "model.evaluated_on": 0.79,
      "model.flops": 0.689,
      "model.params_total": 0.689,
    ],
    "sections": [
      "section.citation": 0.657,
      "section.evaluation": 0.782,
      "section.how_to_use": 0.867,
      "section.intended_use": 0.913,
      "section.limitations": 0.913,
      "section.training_data": 0.785,
      "section.training_procedure": 0.773,
    ],
    "trainer-results": [
      "evaluation.value": 0.875,
      "model.evaluated_on": 0.89,
    ],
    "training-cost": [
      "training.co2e_g": 0.601,
      "training.duration": 0.601,
      "training.hardware": 0.523,
    ],
    "training-data": [
      "model.evaluated_on": 0.865,
      "model.trained_on": 0.86,
    ],
    "usage-library": [
      "model.library": 0.77
    ],
  ]
}
