import Foundation
import Hashing
import Inference
import Records
import Stages
import TestSupport

@testable import Evaluation

/// The sample zoo as records, and benchmarks over a few of its samples: what fetch to normalise would have made of it.
struct SampleZoo {
  let fixture: SnapshotFixture
  private(set) var records: [any Record] = []

  static let pipeline: String = {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(root)/pipeline"
  }()

  /// Where `make setup` puts the engines.
  static let engines = pipeline + "/../.engines"

  static let hasEngine: Bool = if case .success = engine { true } else { false }

  static let engine = Result { () throws(InferenceError) in
    try OnnxRuntime.load(searching: OnnxRuntime.candidates(in: engines))
  }

  /// The benchmarks as they come with the project.
  static func benchmark(_ name: String) throws -> Benchmark {
    try Benchmark(file: "benchmarks/\(name).yaml", at: "\(pipeline)/benchmarks/\(name).yaml")
  }

  init(shards: Int = 1) throws {
    fixture = try SnapshotFixture(shards: shards)
    let documents = DocumentStore(folder: fixture.data)
    _ = documents
    try writeBenchmark()
  }

  private var documents: DocumentStore { DocumentStore(folder: fixture.data) }

  /// 96 tickets, so that a run takes moments.
  private func writeBenchmark() throws {
    let items = try String(contentsOfFile: Self.pipeline + "/sample-zoo/datasets/tickets/test.jsonl", encoding: .utf8)
      .split(separator: "\n").prefix(96).map { $0 + "\n" }.joined()
    try fixture.folder.write(items, to: "benchmarks/few.jsonl")
    try fixture.folder.write(
      """
      benchmark: few
      title: Few tickets
      task: text-classification
      dataset:
        id: dataset:few
        name: few
        split: test
        items: few.jsonl
        sha256: { items: \(SHA256.digest(of: items).hex) }
      labels: [account, billing, delivery, technical]
      metrics: [accuracy, macro-f1]
      """, to: "benchmarks/few.yaml")
  }

  /// A model of the sample zoo, with its own files.
  mutating func add(_ name: String) throws {
    let folder = "\(Self.pipeline)/sample-zoo/models/\(name)"
    var files: [String: [UInt8]] = [:]
    for file in Files.names(in: folder) { files[file] = try Files.read("\(folder)/\(file)") }
    try add(name, task: name.contains("tickets") ? "text-classification" : "image-classification", files)
  }

  /// A model of the given files; none of them is weights unless its name ends like one.
  mutating func add(_ name: String, task: String?, _ files: [String: [UInt8]], keepsWeights: Bool = true) throws {
    var model = Model()
    model.id = Identifier.model(zoo: "sample", name)
    (model.zoo, model.nativeId, model.name) = ("zoo:sample", name, name)
    model.tasks = task.map { ["task:\($0)"] } ?? []
    records.append(model)
    let formats = ["onnx": "format:onnx", "npz": "format:other", "safetensors": "format:safetensors"]
    func ending(_ name: String) -> String { String(name.split(separator: ".").last ?? "") }
    for (weights, bytes) in files.sorted(by: { $0.key < $1.key }) {
      guard let format = formats[ending(weights)] else { continue }
      var artifact = Artifact()
      artifact.id = Identifier.artifact(zoo: "sample", name, weights: [], part: weights)
      (artifact.model, artifact.revision, artifact.format) = (model.id, "1", format)
      for (path, bytes) in files.sorted(by: { $0.key < $1.key }) where formats[ending(path)] == nil || path == weights {
        var file = ArtifactFile()
        file.path = path
        file.role = path == weights ? "weights" : path == "tokenizer_config.json" ? "tokenizer" : "config"
        file.bytes = bytes.count
        file.sha256 = SHA256.digest(of: bytes).hex
        if path != weights || keepsWeights { _ = try documents.keep(bytes) }
        artifact.files.append(file)
      }
      _ = bytes
      records.append(artifact)
    }
  }

  func snapshot(reversed: Bool = false) async throws -> Snapshot {
    try await fixture.snapshot(reversed ? records.reversed() : records, of: "normalise")
  }

  func evaluate(_ input: Snapshot, settings: JSON = [:], output: String? = nil, force: Bool = false) async throws
    -> Snapshot
  {
    guard case .object(var members) = settings else { return input }
    members["quick"] = true
    members["engines"] = members["engines"] ?? .string(Self.engines)
    return try await fixture.run(
      EvaluateStage.self, over: [input], settings: .object(members), uses: ["benchmarks/few.yaml"],
      base: fixture.folder.path, output: output, force: force)
  }

  func perturb(_ inputs: [Snapshot], output: String? = nil, force: Bool = false) async throws -> Snapshot {
    try await fixture.run(
      PerturbStage.self, over: inputs,
      settings: [
        "engines": .string(Self.engines), "severities": [1, 3],
        "perturbations": ["identity", "keyboard-typos", "upper-case", "mirror"],
      ],
      uses: ["benchmarks/few.yaml"], base: fixture.folder.path, output: output, force: force)
  }

  /// The lines of every kind, by the file's name.
  static func lines(of snapshot: Snapshot) throws -> [String: [UInt8]] {
    var lines: [String: [UInt8]] = [:]
    for file in snapshot.index.files { lines[file.name] = try Files.read(snapshot.folder + "/" + file.name) }
    return lines
  }
}
