/// Who may go, and when, for each quota: the memory of a `PoliteTransport`.
actor Governor {
  private struct Lane {
    var inside = 0
    var waiting: [(id: UInt64, continuation: CheckedContinuation<Bool, Never>)] = []
    /// When the latest request started, or will.
    var lastStart: Duration?
    var interval = Duration.zero
    /// Until when the quota is used up.
    var closedUntil: Duration?
  }

  private let settings: PoliteTransport.Settings
  private let time: Timekeeper
  private var lanes: [String: Lane] = [:]
  private var lastIdentifier: UInt64 = 0

  init(_ settings: PoliteTransport.Settings, _ time: Timekeeper) {
    self.settings = settings
    self.time = time
  }

  /// Waits for a place among the requests at one time; false when the task was cancelled meanwhile.
  func enter(_ bucket: String) async -> Bool {
    guard !Task.isCancelled else { return false }
    let inside = lanes[bucket, default: Lane(interval: settings.interval)].inside
    if inside < settings.requestsAtOnce {
      lanes[bucket, default: Lane(interval: settings.interval)].inside += 1
      return true
    }
    lastIdentifier += 1
    let id = lastIdentifier
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled { return continuation.resume(returning: false) }
        lanes[bucket]?.waiting.append((id, continuation))
      }
    } onCancel: {
      Task { await self.giveUp(id, bucket) }
    }
  }

  /// Sleeps until this request may start. Throws when the task is cancelled.
  func waitForTurn(_ bucket: String, report: @Sendable (Duration) -> Void) async throws {
    var start = time.now()
    if let lane = lanes[bucket], let last = lane.lastStart { start = max(start, last + lane.interval) }
    lanes[bucket]?.lastStart = start
    // While one sleeps an answer to another may say that the quota is used up, so look again.
    while true {
      start = max(start, lanes[bucket]?.closedUntil ?? start)
      let now = time.now()
      guard start > now else { return }
      report(start - now)
      try await time.sleep(start - now)
    }
  }

  /// Gives the place to the next in line, and learns from the answer.
  func leave(_ bucket: String, after response: Response? = nil) {
    if let response { learn(bucket, RateLimit.parse(response.headers)) }
    guard var lane = lanes[bucket] else { return }
    if lane.waiting.isEmpty {
      lane.inside -= 1
      lanes[bucket] = lane
    } else {
      let (_, continuation) = lane.waiting.removeFirst()
      lanes[bucket] = lane
      continuation.resume(returning: true)
    }
  }

  private func learn(_ bucket: String, _ limits: [RateLimit]) {
    guard !limits.isEmpty, var lane = lanes[bucket] else { return }
    let now = time.now()
    var interval = settings.interval
    for limit in limits {
      guard let reset = limit.reset.map({ min($0, settings.longestWait) }) else { continue }
      if limit.remaining == 0 {
        lane.closedUntil = max(lane.closedUntil ?? now, now + reset + .seconds(1))
      } else {
        interval = max(interval, reset * (1 / (Double(limit.remaining) * settings.share)))
      }
    }
    lane.interval = interval
    lanes[bucket] = lane
  }

  private func giveUp(_ id: UInt64, _ bucket: String) {
    guard let index = lanes[bucket]?.waiting.firstIndex(where: { $0.id == id }) else { return }
    let waiter = lanes[bucket]?.waiting.remove(at: index)
    waiter?.continuation.resume(returning: false)
  }
}
