import Hashing
import Inference
import Records
import Stages

/// What a measurement is kept under: the digest of everything that decides it.
enum MeasurementKey {
  static func digest(_ stage: String, _ parts: [String]) -> Digest {
    SHA256.digest(of: (["measurement", stage] + parts).map { JSON.string($0) }.json)
  }

  /// The files that a run reads, by their digests.
  static func text(_ artifact: Artifact) -> String {
    artifact.files.filter { ["weights", "config", "tokenizer"].contains($0.role) }
      .map { "\($0.role) \($0.path) \($0.sha256 ?? "unknown")" }.sorted { $0.precedes($1) }.joined(separator: "\n")
  }

  static func text(_ benchmark: Benchmark) -> String {
    ([benchmark.id, benchmark.task, benchmark.dataset.digest] + benchmark.labels).joined(separator: "\n")
  }

  static func text(_ evaluator: any Evaluator.Type) -> String { "\(evaluator.name) \(evaluator.version)" }

  /// The engine and the processor: another of either may give other answers, and certainly other times.
  static func text(_ runtime: OnnxRuntime, _ environment: Environment) -> String {
    "onnxruntime \(runtime.version) on \(environment.cpu ?? "an unknown processor")"
  }
}
