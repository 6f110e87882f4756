/// Measures how long something takes.
struct Stopwatch {
  private let start = ContinuousClock.now

  /// Since it was made, to the nanosecond.
  var seconds: Double {
    let passed = (ContinuousClock.now - start).components
    return Double(passed.seconds) + Double(passed.attoseconds / 1_000_000_000) / 1e9
  }

  /// To the nanosecond: more digits than that are noise in a record.
  static func rounded(_ seconds: Double) -> Double { (seconds * 1e9).rounded() / 1e9 }
}
