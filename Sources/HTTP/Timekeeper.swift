/// Time as the transports that wait see it; a test hands in one that takes none.
public struct Timekeeper: Sendable {
  /// Time since some fixed moment.
  public var now: @Sendable () -> Duration
  /// Throws when the task is cancelled.
  public var sleep: @Sendable (Duration) async throws -> Void

  public init(
    now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void
  ) {
    self.now = now
    self.sleep = sleep
  }

  /// The clock of this machine that never goes back.
  public static let system = Timekeeper(
    now: { [start = ContinuousClock.now] in start.duration(to: .now) },
    sleep: { try await Task.sleep(for: $0, clock: .continuous) })
}
