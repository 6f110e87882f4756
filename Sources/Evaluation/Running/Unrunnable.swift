import Records

/// Why a model was not run. A result like any other: coverage is part of what is published.
struct Unrunnable: Error, Equatable {
  enum Status: String {
    /// It asks for something that is not done here.
    case unsupported
    /// It was tried.
    case failed
    case timedOut = "timed_out"
    /// Something that is not its fault is missing.
    case skipped
  }

  var status: Status
  /// A code: `no-weights`, `not-fetched`, …
  var reason: String
  var detail: String

  init(_ status: Status, _ reason: String, _ detail: String) {
    self.status = status
    self.reason = reason
    self.detail = detail.count > 300 ? detail.prefix(299) + "…" : detail
  }

  var outcome: Outcome {
    var outcome = Outcome()
    outcome.status = status.rawValue
    outcome.reason = reason
    outcome.detail = detail
    return outcome
  }
}
