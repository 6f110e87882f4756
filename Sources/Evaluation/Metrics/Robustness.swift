/// Measures over the predictions of one model for the same items, unchanged and perturbed.
enum Robustness {
  /// The share of items whose predicted class changed; needs no labels. Nil when the lists do not match or are empty.
  static func flipRate(before: [Int], after: [Int]) -> Proportion? {
    guard !before.isEmpty, before.count == after.count else { return nil }
    return Proportion(count: zip(before, after).count { $0 != $1 }, trials: before.count)
  }

  /// The share of items that are right unchanged and under every perturbation, after HELM (Liang et al., 2022,
  /// <https://arxiv.org/abs/2211.09110>, section 4.3). Nil when the lists do not match or there are none.
  static func worstCase(_ correct: [[Bool]]) -> Proportion? {
    guard let first = correct.first, !first.isEmpty, correct.allSatisfy({ $0.count == first.count }) else { return nil }
    return Proportion(
      count: first.indices.count { index in correct.allSatisfy { $0[index] } }, trials: first.count)
  }
}
