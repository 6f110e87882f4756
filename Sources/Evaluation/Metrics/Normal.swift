#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The standard normal distribution.
enum Normal {
  static func cumulative(_ x: Double) -> Double {
    erfc(-x / 2.0.squareRoot()) / 2
  }

  /// The x that a share of the distribution lies below; `share` between 0 and 1, both left out.
  ///
  /// Halves an interval until it holds no other number: slow, exact to the last bits of `erfc`, and only used to build tables.
  static func quantile(_ share: Double) -> Double {
    var (low, high) = (-40.0, 40.0)
    for _ in 0..<120 {
      let middle = (low + high) / 2
      if cumulative(middle) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}

/// eˣ, from the C library.
func exponential(_ x: Double) -> Double {
  exp(x)
}
