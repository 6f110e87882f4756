import Hashing
import Inference
import Records
import Stages

/// Runs every model that can be run on the benchmarks that fit it.
///
/// Each model leaves at least one execution; one that was not run says why. Models run strictly one after another, so that no time is
/// of two things. What was measured once is recalled as long as files, settings, engine and processor are the same.
public struct EvaluateStage: ShardedStage {
  public static let name = "evaluate"
  public static let summary = "Run models on benchmarks and measure answers, time and memory."
  public static let version = 2
  public static let runsAlone = true
  public static let reads: [any Record.Type] = [Model.self, Artifact.self]
  public static let writes: [any Record.Type] = [Execution.self, Evaluation.self, Prediction.self]
  public static let accounts: [Account] = [.records(Model.self)]

  public struct Options: Decodable, Sendable {
    /// 256 queries and one second a model, instead of 1,024 and five.
    var quick: Bool?
    /// The folder of engines, relative to the manifest's.
    var engines: String?
    var evaluators: [ComponentChoice]?
    /// Threads of one operator.
    var threads: Int?
    /// Seconds that a model has for everything.
    var timeLimit: Double?

    private enum CodingKeys: String, CodingKey {
      case quick, engines, evaluators, threads
      case timeLimit = "time-limit"
    }
  }

  let plan: MeasurementPlan
  let engines: String
  let choices: [ComponentChoice]
  let modules: [any Evaluator]

  public init(options: Options) throws {
    let threads = options.threads ?? 1
    guard 1...256 ~= threads else { throw InvalidSetting("threads", threads, expected: "a whole number from 1 to 256") }
    let timeLimit = options.timeLimit ?? 300
    guard timeLimit > 0, timeLimit <= 86_400 else {
      throw InvalidSetting("time-limit", timeLimit, expected: "seconds, up to a day")
    }
    plan =
      options.quick ?? false
      ? .quick(threads: threads, timeLimit: timeLimit) : .thorough(threads: threads, timeLimit: timeLimit)
    engines = options.engines ?? Engine.usualFolder
    choices = options.evaluators ?? evaluators.map { ComponentChoice($0.name) }
    modules = try Registry<any Evaluator>.evaluators.make(choices, of: "evaluators")
  }

  /// An engine that is installed later makes the snapshot stale.
  public func ingredients(base: String) -> [String: String] {
    var all = Registry<any Evaluator>.evaluators.versions(of: choices)
    all["runtime onnxruntime"] = Engine.version(folder: engines, base: base)
    return all
  }

  public func looksAt(base: String) -> [String] { Engine.looksAt(folder: engines, base: base) }

  public func check(_ uses: UsedFiles, base: String) throws { _ = try Benchmark.all(in: uses) }

  public func run(in context: StageContext) async throws {
    let benchmarks = try context.once { try Benchmark.all(in: context.uses) }.filter { benchmark in
      modules.contains { type(of: $0).task == benchmark.task }
    }
    let candidates = try await candidates(in: context)
    let engine = Engine(folder: engines, base: context.base)
    let results = try results(of: candidates, on: benchmarks, engine, context)

    try await context.forEachShard { shard, emitter in
      let artifacts = Dictionary(grouping: try context.records(Artifact.self, shard: shard), by: \.model)
      for model in try context.records(Model.self, shard: shard) {
        if let records = results[model.id] {
          emitter.emit(records)
          if records.contains(where: { $0 is Execution }) { emitter.account(for: Model.self, "run") }
          continue
        }
        do throws(Unrunnable) {
          _ = try Fitting.artifacts(artifacts[model.id] ?? [], context.documents)
          if case .failure(let error) = engine.runtime {
            throw Unrunnable(.skipped, "engine-missing", Engine.words(error))
          }
        } catch {
          emitter.emit(RunRecords.execution(of: model.id, error))
          emitter.account(for: Model.self, "not run")
        }
      }
    }
  }

  /// A model with weights that can be loaded.
  private struct Candidate: Sendable {
    var model: Model
    var artifacts: [Artifact]
  }

  /// Looks at every artifact, and opens none.
  private func candidates(in context: StageContext) async throws -> [Candidate] {
    let found = Gathered<Candidate>()
    try await context.forEachShard { shard, _ in
      let artifacts = Dictionary(grouping: try context.records(Artifact.self, shard: shard), by: \.model)
      let runnable = artifacts.compactMapValues { try? Fitting.artifacts($0, context.documents) }
      // Most shards hold none, and then no model need be read.
      guard !runnable.isEmpty else { return }
      for model in try context.records(Model.self, shard: shard) {
        if let artifacts = runnable[model.id] { found.add(Candidate(model: model, artifacts: artifacts)) }
      }
    }
    return found.all.sorted { $0.model.id.precedes($1.model.id) }
  }

  /// The records of every candidate, by model. Empty without an engine.
  private func results(
    of candidates: [Candidate], on benchmarks: [Benchmark], _ engine: Engine, _ context: StageContext
  ) throws -> [String: [any Record]] {
    guard case .success(let runtime) = engine.runtime else { return [:] }
    var samples = SampleCache()
    let environment = Environment(Machine.probe())
    var results: [String: [any Record]] = [:]
    context.progress.begin(total: candidates.count, unit: "model")
    for candidate in candidates {
      var records: [any Record] = []
      var refusal: Unrunnable?
      for artifact in candidate.artifacts {
        let files = ModelFiles(artifact, zoo: candidate.model.zoo, documents: context.documents)
        let labels: [String]
        let fitting: [Benchmark]
        do throws(Unrunnable) {
          let found = try files.labels()
          fitting = try Fitting.benchmarks(benchmarks, tasks: candidate.model.tasks, labels: found)
          labels = found ?? []
        } catch {
          refusal = refusal ?? error
          continue
        }
        var withFacts = true
        for benchmark in fitting {
          guard let module = modules.first(where: { type(of: $0).task == benchmark.task }),
            let path = Fitting.path(of: artifact, context.documents)
          else { continue }
          let key = key(artifact, benchmark, module, runtime, environment)
          let measurement: Measurement
          if let kept = context.documents.measured(key).flatMap({ try? Measurement(json: $0) }) {
            measurement = kept
            context.count("recalled")
          } else {
            let run = ModelRun(
              runtime: runtime, plan: plan, evaluator: module, files: files, modelLabels: labels, benchmark: benchmark)
            var fresh = run.measure(path, on: try samples.samples(of: benchmark))
            fresh.environment = environment
            let bytes = fresh.json
            try context.documents.keepMeasured(bytes, under: key)
            // What will be recalled another night, so that both nights write the same.
            measurement = try Measurement(json: bytes)
            context.count("measured")
          }
          let maker = RunRecords(
            model: candidate.model.id, artifact: artifact, benchmark: benchmark, engineVersion: runtime.version,
            threads: plan.threads, environment: measurement.environment)
          let truth = measurement.isOK ? try samples.samples(of: benchmark).map(\.label) : []
          records += maker.records(of: measurement, truth: truth, withFacts: withFacts)
          if measurement.isOK { withFacts = false }
        }
      }
      if records.isEmpty {
        let reason = refusal ?? Unrunnable(.skipped, "no-benchmark", "There is no benchmark to run it on.")
        records.append(RunRecords.execution(of: candidate.model.id, reason))
      }
      results[candidate.model.id] = records
      context.progress.advance()
    }
    return results
  }

  /// Everything that decides what a run gives, its own answers and times aside.
  private func key(
    _ artifact: Artifact, _ benchmark: Benchmark, _ module: any Evaluator, _ runtime: OnnxRuntime,
    _ environment: Environment
  ) -> Digest {
    MeasurementKey.digest(
      "evaluate",
      [
        "version \(Self.version)", MeasurementKey.text(artifact), MeasurementKey.text(benchmark),
        MeasurementKey.text(type(of: module)), MeasurementKey.text(runtime, environment), plan.text,
      ])
  }
}
