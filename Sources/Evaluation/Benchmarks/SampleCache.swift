/// Samples of the benchmarks that some model fits, decoded when the first one does.
struct SampleCache {
  private var samples: [String: [Sample]] = [:]

  mutating func samples(of benchmark: Benchmark) throws(BenchmarkError) -> [Sample] {
    if let known = samples[benchmark.id] { return known }
    let decoded = try benchmark.samples()
    samples[benchmark.id] = decoded
    return decoded
  }
}
