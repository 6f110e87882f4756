import Testing

@testable import Evaluation

/// The expected numbers were computed with scikit-learn 1.9, statsmodels 0.15, SciPy 1.17 and NumPy 2.4 unless said otherwise.
@Suite struct MetricsTests {
  private func isClose(_ left: Double, _ right: Double, within tolerance: Double = 1e-12) -> Bool {
    abs(left - right) <= tolerance
  }

  @Test(
    "Wilson intervals are those of statsmodels' proportion_confint",
    arguments: [
      (0, 10, 0.0, 0.27753279986288926), (1, 10, 0.017876213095072924, 0.40415002679523854),
      (848, 1000, 0.8244190786570326, 0.868917497437021), (1000, 1000, 0.996173241514445, 1.0),
      (895, 1500, 0.5716245993707548, 0.6212148773566767),
    ])
  func wilson(count: Int, trials: Int, low: Double, high: Double) {
    let interval = Proportion(count: count, trials: trials).wilson()
    #expect(isClose(interval.low, low) && isClose(interval.high, high))
    #expect(interval.method == "wilson" && interval.level == 0.95)
  }

  @Test("nothing tried is an interval of everything")
  func noTrials() {
    let interval = Proportion(count: 0, trials: 0).wilson()
    #expect(interval.low == 0 && interval.high == 1)
  }

  @Test("precision, recall, F1 and their mean are scikit-learn's with zero_division=0")
  func confusion() throws {
    let matrix = try #require(
      ConfusionMatrix(
        labels: [0, 0, 0, 1, 1, 2, 2, 2, 2, 3], predictions: [0, 0, 1, 1, 2, 2, 2, 0, 2, 2], classes: 4))
    #expect(matrix.counts == [2, 1, 0, 0, 0, 1, 1, 0, 1, 0, 3, 0, 0, 0, 1, 0])
    #expect(matrix.accuracy == Proportion(count: 6, trials: 10))
    #expect(isClose(matrix.macroF1, 0.45833333333333326))
    #expect(matrix.results.map(\.support) == [3, 2, 4, 1])
    let third = 2.0 / 3
    let expected: [[Double]] = [[third, third, third], [0.5, 0.5, 0.5], [0.6, 0.75, third], [0, 0, 0]]
    for (result, expected) in zip(matrix.results, expected) {
      #expect(isClose(result.precision, expected[0]))
      #expect(isClose(result.recall, expected[1]))
      #expect(isClose(result.f1, expected[2]))
    }
  }

  @Test("a class that nobody meets is left out of the mean; lists that do not match are refused")
  func confusionEdges() {
    #expect(ConfusionMatrix(labels: [0, 1], predictions: [0, 1], classes: 5)?.macroF1 == 1)
    #expect(ConfusionMatrix(labels: [], predictions: [], classes: 2)?.macroF1 == 0)
    #expect(ConfusionMatrix(labels: [0], predictions: [], classes: 2) == nil)
    #expect(ConfusionMatrix(labels: [0], predictions: [2], classes: 2) == nil)
    #expect(ConfusionMatrix(labels: [-1], predictions: [0], classes: 2) == nil)
  }

  @Test(
    "intervals of a paired difference are Newcombe's",
    arguments: [
      // Newcombe's formulas written a second time, in Python on statsmodels' Wilson intervals.
      ([36, 12, 2, 0], 0.2, 0.05692958400323875, 0.3404276029749408),
      ([20, 12, 2, 16], 0.2, 0.05615642484174821, 0.32920699540014053),
      ([800, 48, 12, 140], 0.036, 0.020922114602863758, 0.05156612926221909),
      ([848, 0, 0, 152], 0.0, -0.003304630900467109, 0.003304630900467101),
      ([0, 15, 3, 0], 12.0 / 18, 0.2155592379216854, 0.8832684638827711),
      ([1000, 0, 0, 0], 0.0, -0.0038267584855550263, 0.0038267584855550263),
    ])
  func newcombe(counts: [Int], drop: Double, low: Double, high: Double) {
    let comparison = PairedComparison(
      bothRight: counts[0], onlyBefore: counts[1], onlyAfter: counts[2], neither: counts[3])
    let interval = comparison.dropInterval()
    #expect(isClose(comparison.drop, drop))
    #expect(isClose(interval.low, low, within: 1e-9) && isClose(interval.high, high, within: 1e-9))
    #expect(interval.contains(comparison.drop))
  }

  @Test(
    "McNemar's exact test is statsmodels' mcnemar",
    arguments: [
      ([59, 6, 16, 80], 0.052478790283203125), ([800, 48, 12, 140], 3.183628737933597e-06), ([900, 0, 0, 100], 1.0),
      ([0, 15, 3, 0], 0.007537841796875),
    ])
  func mcnemar(counts: [Int], expected: Double) {
    let comparison = PairedComparison(
      bothRight: counts[0], onlyBefore: counts[1], onlyAfter: counts[2], neither: counts[3])
    #expect(isClose(comparison.mcnemar, expected, within: expected * 1e-9))
  }

  @Test("right and wrong answers are paired item by item")
  func pairing() throws {
    let comparison = try #require(
      PairedComparison(before: [true, true, false, false, true], after: [true, false, true, false, false]))
    #expect(comparison == PairedComparison(bothRight: 1, onlyBefore: 2, onlyAfter: 1, neither: 1))
    #expect(comparison.drop == 0.2)
    #expect(comparison.retention == 2.0 / 3)
    #expect(PairedComparison(before: [true], after: []) == nil)
    #expect(PairedComparison(bothRight: 0, onlyBefore: 0, onlyAfter: 1, neither: 1).retention == nil)
  }

  @Test("the bootstrap repeats under its seed and agrees with Wilson on a proportion")
  func bootstrap() throws {
    let hits = (0..<1000).map { $0 < 848 ? 1.0 : 0 }
    func accuracy(_ positions: [Int]) -> Double { positions.reduce(0) { $0 + hits[$1] } / Double(positions.count) }
    let bootstrap = Bootstrap(seed: 7)
    let interval = try #require(bootstrap.interval(count: hits.count, of: accuracy))
    #expect(interval == bootstrap.interval(count: hits.count, of: accuracy))
    #expect(interval != Bootstrap(seed: 8).interval(count: hits.count, of: accuracy))
    let wilson = Proportion(count: 848, trials: 1000).wilson()
    #expect(isClose(interval.low, wilson.low, within: 0.005) && isClose(interval.high, wilson.high, within: 0.005))
    #expect(bootstrap.interval(count: 0, of: accuracy) == nil)
  }

  @Test("quantiles, median absolute deviation and the normal distribution are NumPy's and SciPy's")
  func latency() throws {
    let summary = try #require(LatencySummary([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]))
    #expect(summary.p50 == 4 && summary.p90 == 6 && isClose(summary.p99, 8.7))
    #expect(summary.minimum == 1 && summary.mean == 4 && summary.medianAbsoluteDeviation == 1 && summary.calls == 11)
    #expect(LatencySummary([]) == nil)
    #expect(isClose(Normal.quantile(0.975), 1.959963984540054) && isClose(Normal.quantile(0.5), 0))
    #expect(isClose(Normal.quantile(1e-4), -3.7190164854556804) && isClose(Normal.quantile(0.999), 3.090232306167813))
  }

  @Test("flips are counted without labels, and the worst case is right everywhere or wrong")
  func robustness() {
    #expect(Robustness.flipRate(before: [1, 2, 3], after: [1, 0, 0]) == Proportion(count: 2, trials: 3))
    #expect(Robustness.flipRate(before: [1], after: []) == nil)
    #expect(
      Robustness.worstCase([[true, true, false], [true, false, false], [true, true, true]])
        == Proportion(count: 1, trials: 3))
    #expect(Robustness.worstCase([]) == nil && Robustness.worstCase([[true], []]) == nil)
  }
}
