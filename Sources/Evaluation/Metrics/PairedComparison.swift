#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Right and wrong answers to the same items, before and after a change.
struct PairedComparison: Equatable, Sendable {
  let bothRight: Int
  let onlyBefore: Int
  let onlyAfter: Int
  let neither: Int

  /// Nil when the lists differ in length: the items are then not the same.
  init?(before: [Bool], after: [Bool]) {
    guard before.count == after.count else { return nil }
    var counts = [0, 0, 0, 0]
    for (before, after) in zip(before, after) { counts[(before ? 0 : 2) + (after ? 0 : 1)] += 1 }
    self.init(bothRight: counts[0], onlyBefore: counts[1], onlyAfter: counts[2], neither: counts[3])
  }

  init(bothRight: Int, onlyBefore: Int, onlyAfter: Int, neither: Int) {
    self.bothRight = bothRight
    self.onlyBefore = onlyBefore
    self.onlyAfter = onlyAfter
    self.neither = neither
  }

  var items: Int { bothRight + onlyBefore + onlyAfter + neither }
  var before: Proportion { Proportion(count: bothRight + onlyBefore, trials: items) }
  var after: Proportion { Proportion(count: bothRight + onlyAfter, trials: items) }

  /// By how much accuracy fell: 0.05 is five points. Negative when it rose; NaN without items.
  var drop: Double { Double(onlyBefore - onlyAfter) / Double(items) }

  /// The share of accuracy that was kept; nil when there was none.
  var retention: Double? { before.count == 0 ? nil : Double(after.count) / Double(before.count) }

  /// An interval for the drop: method 10 of Newcombe, "Improved confidence intervals for the difference between binomial proportions
  /// based on paired data", Statistics in Medicine 17 (1998), which adds the Wilson intervals of both sides in squares, less what
  /// their correlation explains.
  ///
  /// It has a width even when no item changed: of a thousand other items some might.
  func dropInterval(level: Double = 0.95) -> Interval {
    guard items > 0 else { return Interval(low: -1, high: 1, level: level, method: "newcombe-paired") }
    let (first, second) = (before.wilson(level: level), after.wilson(level: level))
    let (below1, above1) = (before.value - first.low, first.high - before.value)
    let (below2, above2) = (after.value - second.low, second.high - after.value)
    let low = (below1 * below1 - 2 * correlation * below1 * above2 + above2 * above2).squareRoot()
    let high = (above1 * above1 - 2 * correlation * above1 * below2 + below2 * below2).squareRoot()
    return Interval(low: max(drop - low, -1), high: min(drop + high, 1), level: level, method: "newcombe-paired")
  }

  /// The probability of so uneven a change, or a more uneven one, if the change did nothing: McNemar's test in its exact form, twice
  /// the smaller tail of a fair coin thrown once for each item that changed sides.
  var mcnemar: Double {
    let changed = onlyBefore + onlyAfter
    guard changed > 0 else { return 1 }
    let few = min(onlyBefore, onlyAfter)
    // In logarithms: the binomial coefficients of a few thousand items do not fit a number.
    let tail = (0...few).reduce(0.0) { sum, count in
      let ways = lgamma(Double(changed + 1)) - lgamma(Double(count + 1)) - lgamma(Double(changed - count + 1))
      return sum + exp(ways - Double(changed) * log(2.0))
    }
    return min(2 * tail, 1)
  }

  /// Newcombe's φ, corrected for continuity when it is positive.
  private var correlation: Double {
    let margins = [before.count, items - before.count, after.count, items - after.count].map(Double.init)
    let product = margins.reduce(1, *)
    guard product > 0 else { return 0 }
    let half = Double(items) / 2
    let difference = Double(bothRight) * Double(neither) - Double(onlyBefore) * Double(onlyAfter)
    let corrected = difference > half ? difference - half : min(difference, 0)
    return corrected / product.squareRoot()
  }
}
