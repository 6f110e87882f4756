import Records
import Stages

/// Decides what of a model can be run, without opening any of its files.
enum Fitting {
  /// The format that the engine loads.
  static let format = "format:onnx"

  /// The artifacts whose weights we hold in a format that an engine runs, in the order of their ids.
  ///
  /// - Throws: `Unrunnable` where there is none.
  static func artifacts(_ artifacts: [Artifact], _ documents: DocumentStore) throws(Unrunnable) -> [Artifact] {
    guard !artifacts.isEmpty else {
      throw Unrunnable(.skipped, "no-weights", "The zoo lists no weight file for it.")
    }
    let loadable = artifacts.filter { $0.format == format }
    guard !loadable.isEmpty else {
      let names = Set(artifacts.map(formatName)).sorted { $0.precedes($1) }
      throw Unrunnable(
        .unsupported, "no-runtime-for-format",
        "Its weights are in a format that no engine here runs: \(names.joined(separator: ", ")).")
    }
    let held = loadable.filter { path(of: $0, documents) != nil }
    guard !held.isEmpty else {
      throw Unrunnable(.skipped, "not-fetched", "Its weights are listed and were not fetched.")
    }
    return held.sorted { $0.id.precedes($1.id) }
  }

  /// `safetensors`, or the file's ending where the format has no name.
  private static func formatName(_ artifact: Artifact) -> String {
    let name = String(artifact.format.drop { $0 != ":" }.dropFirst())
    guard name == "other", let path = artifact.files.first(where: { $0.role == "weights" })?.path else { return name }
    return path.split(separator: ".").last.map { String($0.prefix(20)) } ?? name
  }

  /// Where the weights of an artifact of one file lie; nil where they were not fetched.
  static func path(of artifact: Artifact, _ documents: DocumentStore) -> String? {
    artifact.files.first { $0.role == "weights" }?.sha256.flatMap { documents.file($0) }
  }

  /// The benchmarks that a model fits: those of its task with the same set of labels. A model that names no task fits by its labels.
  static func benchmarks(
    _ benchmarks: [Benchmark], tasks: [String], labels: [String]?
  ) throws(Unrunnable) -> [Benchmark] {
    let ofTask = benchmarks.filter { tasks.isEmpty || tasks.contains("task:\($0.task)") }
    guard !ofTask.isEmpty else {
      throw Unrunnable(.skipped, "no-benchmark", "No benchmark here is for its task: \(tasks.joined(separator: ", ")).")
    }
    guard let labels else {
      throw Unrunnable(
        .skipped, "no-benchmark", "Its config.json names no labels ('id2label'), so no benchmark is known to fit.")
    }
    let fitting = ofTask.filter { Set($0.labels) == Set(labels) && $0.labels.count == labels.count }
    guard !fitting.isEmpty else {
      throw Unrunnable(
        .skipped, "labels-differ",
        "Its \(labels.count) labels are not those of \(ofTask.map(\.id).joined(separator: ", ")): "
          + labels.prefix(8).map { $0.prefix(40) }.joined(separator: ", ") + ".")
    }
    return fitting
  }
}
