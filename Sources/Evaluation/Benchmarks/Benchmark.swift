import Hashing
import Stages
import YAML

/// What models are measured on: one data set, one task (`pipeline/benchmarks/*.yaml`).
///
///     let benchmark = try Benchmark(file: "benchmarks/icons.yaml", at: "pipeline/benchmarks/icons.yaml")
///     benchmark.labels.count      // 8
///     try benchmark.samples()     // 1,000 pictures
///
/// The digests that the file states are checked when it is read; samples are decoded when they are asked for.
struct Benchmark: Sendable {
  let id: String
  let title: String
  /// Without `task:`, as evaluators name it.
  let task: String
  let dataset: Dataset
  /// Every class, in the order in which results are shown.
  let labels: [String]
  /// Which of the metrics over predictions are recorded.
  let metrics: [String]
  /// What errors call the file.
  let file: String

  struct Dataset: Sendable {
    /// How evaluations name it: `dataset:icons`.
    let id: String
    /// How cards name it.
    let name: String
    let split: String
    /// Where the JSON lines of the items lie.
    let items: String
    /// Where the ZIP file that items name entries of lies.
    let archive: String?
    /// SHA-256 over the digests of both files, in hexadecimal letters.
    let digest: String
  }

  static let knownMetrics = ["accuracy", "f1", "macro-f1", "precision", "recall"]

  /// Files larger than this are no benchmark of ours.
  static let largestFile = 1 << 30

  /// - Parameters:
  ///   - name: what errors call the file.
  ///   - path: where it lies; the paths in it count from its folder.
  init(file name: String, at path: String) throws(BenchmarkError) {
    let bytes = try Self.read(path, for: name, atMost: 1 << 20)
    let root: Node?
    do throws(YAML.ParseError) {
      root = try YAML.parseStrict(String(decoding: bytes, as: UTF8.self), file: name)
    } catch {
      throw BenchmarkError(name, line: error.line, .syntax(error.problem))
    }
    guard let root else { throw BenchmarkError(name, .missing(key: "benchmark", in: "the file")) }
    let top = try BenchmarkMapping(
      root, name: "the benchmark", file: name,
      allowing: ["benchmark", "title", "task", "dataset", "labels", "metrics", "models"])
    file = name
    id = try top.text("benchmark")
    title = try top.text("title")
    task = try top.text("task")
    let tasks = evaluators.map { $0.task }
    guard tasks.contains(task) else {
      throw BenchmarkError(name, line: try top.value("task").line, .unknownTask(task, known: tasks))
    }
    labels = try top.texts("labels")
    for (index, label) in labels.enumerated() where labels[..<index].contains(label) {
      throw BenchmarkError(name, line: try top.value("labels").line, .repeatedLabel(label))
    }
    metrics = try top.texts("metrics")
    for metric in metrics where !Self.knownMetrics.contains(metric) {
      throw BenchmarkError(
        name, line: try top.value("metrics").line, .unknownMetric(metric, known: Self.knownMetrics))
    }
    if top.optional("models") != nil { _ = try top.mapping("models", allowing: ["trained-on"]) }
    dataset = try Self.dataset(
      top.mapping("dataset", allowing: ["id", "name", "split", "items", "archive", "sha256"]),
      folder: Files.parent(of: path))
  }

  private static func dataset(_ mapping: BenchmarkMapping, folder: String) throws(BenchmarkError) -> Dataset {
    let digests = try mapping.mapping("sha256", allowing: ["items", "archive"])
    func check(_ key: String) throws(BenchmarkError) -> String {
      let path = Files.resolve(try mapping.text(key), base: folder)
      let stated = try digests.text(key)
      let found = SHA256.digest(of: try read(path, for: mapping.file, atMost: largestFile)).hex
      guard stated.lowercased() == found else {
        throw BenchmarkError(
          mapping.file, line: try digests.value(key).line, .wrongDigest(path: path, stated: stated, found: found))
      }
      return path
    }
    let items = try check("items")
    let archive = mapping.optional("archive") == nil ? nil : try check("archive")
    let all = [try digests.text("items"), try digests.optionalText("archive")].compactMap { $0?.lowercased() }
    return Dataset(
      id: try mapping.text("id"), name: try mapping.text("name"), split: try mapping.text("split"), items: items,
      archive: archive, digest: SHA256.digest(of: all.joined(separator: "\n")).hex)
  }

  static func read(_ path: String, for file: String, atMost limit: Int) throws(BenchmarkError) -> [UInt8] {
    do throws(StageFailure) {
      return try Files.read(path, atMost: limit)
    } catch {
      throw BenchmarkError(file, .unreadable(error.message))
    }
  }

  /// The benchmarks among the files that a stage uses: every `.yaml`, in the order of their names.
  static func all(in uses: UsedFiles) throws -> [Benchmark] {
    var benchmarks: [Benchmark] = []
    for name in uses.names where name.hasSuffix(".yaml") {
      let benchmark = try Benchmark(file: name, at: uses.path(of: name))
      guard !benchmarks.contains(where: { $0.id == benchmark.id }) else {
        throw BenchmarkError(name, .repeatedName(benchmark.id))
      }
      benchmarks.append(benchmark)
    }
    return benchmarks
  }
}
