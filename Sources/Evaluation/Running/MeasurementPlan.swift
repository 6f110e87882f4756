/// How long and how often something is run before its time is believed (`MLPerf Inference`'s single-stream scenario, in small).
struct MeasurementPlan: Equatable, Sendable {
  /// At least so many single calls are timed …
  var queries: Int
  /// … for at least so many seconds. Whole batches are timed for half of that.
  var seconds: Double
  /// Calls and seconds that come first and do not count.
  var warmUpCalls = 10
  var warmUpSeconds = 0.2
  /// Threads of one operator.
  var threads: Int
  /// Seconds that a model has for everything.
  var timeLimit: Double

  static func thorough(threads: Int, timeLimit: Double) -> Self {
    Self(queries: 1024, seconds: 5, threads: threads, timeLimit: timeLimit)
  }

  static func quick(threads: Int, timeLimit: Double) -> Self {
    Self(queries: 256, seconds: 1, threads: threads, timeLimit: timeLimit)
  }

  /// What tells one plan from another, for the key that a measurement is kept under.
  var text: String {
    "queries \(queries), seconds \(seconds), warm-up \(warmUpCalls) \(warmUpSeconds), threads \(threads), limit \(timeLimit)"
  }
}
