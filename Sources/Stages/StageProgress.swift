import Synchronization

/// How far a stage is; cheap to advance from every worker.
public final class StageProgress: Sendable {
  /// How much is done; whoever shows it asks as often as they like.
  public struct State: Sendable, Equatable {
    public var done = 0
    public var total: Int?
    /// What is counted: `source`, `model`, `page`.
    public var unit = ""

    public init(done: Int = 0, total: Int? = nil, unit: String = "") {
      self.done = done
      self.total = total
      self.unit = unit
    }
  }

  private let state = Mutex(State())

  public init() {}

  public var current: State { state.withLock { $0 } }

  /// Starts counting anew.
  public func begin(total: Int?, unit: String) { state.withLock { $0 = State(done: 0, total: total, unit: unit) } }

  public func advance(by count: Int = 1) { state.withLock { $0.done += count } }

  /// More work turned up, as when a listing has another page.
  public func expect(_ more: Int) { state.withLock { $0.total = ($0.total ?? 0) + more } }
}
