import Hashing
import Images
import Records
import Stages

/// What perturbations look like: one sample of a benchmark, unchanged and under every variant, for the site to show.
struct Examples {
  let benchmark: Benchmark
  let documents: DocumentStore

  /// An execution of no model for each picture or text. Severity 0 is the sample unchanged.
  func records(of sample: Sample, under variants: [Variant]) throws -> [Execution] {
    var records: [Execution] = []
    for (index, variant) in variants.enumerated() {
      if index == 0 || variants[index - 1].name != variant.name {
        var clean = variant.record(for: nil)
        clean.severity = 0
        records.append(try record(sample, clean))
      }
      records.append(try record(variant.apply(to: sample, of: benchmark.dataset.digest), variant.record(for: sample)))
    }
    return records
  }

  private func record(_ sample: Sample, _ perturbed: Perturbed) throws -> Execution {
    var execution = Execution()
    execution.id = Identifier.derived(
      "execution",
      [
        "example", .string(benchmark.id), .string(benchmark.dataset.digest), .string(sample.id),
        .string(perturbed.name), .number(perturbed.version), .number(perturbed.severity), .number(perturbed.seed),
      ])
    execution.mode = "example"
    execution.task = "task:\(benchmark.task)"
    execution.benchmark = benchmark.id
    execution.dataset = benchmark.dataset.id
    execution.datasetDigest = benchmark.dataset.digest
    execution.labels = [benchmark.labels[sample.label]]
    execution.n = 1
    execution.perturbation = perturbed
    execution.outcome.status = "ok"
    switch sample.payload {
    case .image(let image): execution.fileSha256 = try documents.keep(image.png()).hex
    case .text(let text): execution.outcome.detail = text.count > 300 ? text.prefix(299) + "…" : text
    }
    return execution
  }
}
