/// How often each class was taken for each.
struct ConfusionMatrix: Equatable, Sendable {
  /// What is known of one class.
  struct ClassResult: Equatable, Sendable {
    /// Of the items given this class, the share that have it.
    let precision: Double
    /// Of the items that have this class, the share that were given it.
    let recall: Double
    let f1: Double
    /// How many items have this class.
    let support: Int
  }

  let classes: Int

  /// `counts[label * classes + prediction]`.
  private(set) var counts: [Int]

  /// Nil when the lists differ in length or hold something that is not a class.
  init?(labels: [Int], predictions: [Int], classes: Int) {
    guard classes > 0, labels.count == predictions.count else { return nil }
    var counts = [Int](repeating: 0, count: classes * classes)
    for (label, prediction) in zip(labels, predictions) {
      guard (0..<classes).contains(label), (0..<classes).contains(prediction) else { return nil }
      counts[label * classes + prediction] += 1
    }
    self.classes = classes
    self.counts = counts
  }

  /// How many items of one class were given another.
  subscript(label: Int, prediction: Int) -> Int { counts[label * classes + prediction] }

  var total: Int { counts.reduce(0, +) }

  var accuracy: Proportion {
    Proportion(count: (0..<classes).reduce(0) { $0 + self[$1, $1] }, trials: total)
  }

  /// Precision, recall and F1 of each class; 0 where there is nothing to divide by, as scikit-learn's `zero_division=0`.
  var results: [ClassResult] {
    (0..<classes).map { index in
      let hits = self[index, index]
      let given = (0..<classes).reduce(0) { $0 + self[$1, index] }
      let support = (0..<classes).reduce(0) { $0 + self[index, $1] }
      return ClassResult(
        precision: Self.share(hits, of: given), recall: Self.share(hits, of: support),
        f1: Self.share(2 * hits, of: given + support), support: support)
    }
  }

  /// The mean of the classes' F1.
  ///
  /// A class that no item has and none was given is left out of the mean, as scikit-learn does with labels it never meets.
  var macroF1: Double {
    var sum = 0.0
    var met = 0
    for (index, result) in results.enumerated() {
      guard result.support > 0 || (0..<classes).contains(where: { self[$0, index] > 0 }) else { continue }
      sum += result.f1
      met += 1
    }
    return met == 0 ? 0 : sum / Double(met)
  }

  private static func share(_ part: Int, of whole: Int) -> Double {
    whole == 0 ? 0 : Double(part) / Double(whole)
  }
}
