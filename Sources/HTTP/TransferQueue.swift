/// Who is next: first come, first served within an origin, and origins take turns.
///
/// libcurl could queue, too, but there the time-out of a transfer runs while it waits.
struct TransferQueue {
  private struct Lane {
    var active = 0
    var jobs: [Transfer.Job] = []
    /// Jobs before this index have left; they are cleared away now and then rather than one at a time.
    var head = 0
    var isEmpty: Bool { head == jobs.count }
  }

  var limitPerOrigin = 1
  var limit = 1
  private var active = 0
  private var lanes: [Origin: Lane] = [:]
  /// Origins that may start a transfer, in turn; each at most once.
  private var turns: [Origin] = []

  var isEmpty: Bool { lanes.values.allSatisfy(\.isEmpty) }

  mutating func append(_ job: Transfer.Job) {
    let origin = job.url.origin
    lanes[origin, default: Lane()].jobs.append(job)
    giveTurn(origin)
  }

  /// The job to start now, if there is room for one.
  mutating func next() -> Transfer.Job? {
    guard active < limit, !turns.isEmpty else { return nil }
    let origin = turns.removeFirst()
    guard var lane = lanes.removeValue(forKey: origin) else { return nil }
    let job = lane.jobs[lane.head]
    lane.head += 1
    lane.active += 1
    active += 1
    if lane.head > 64, lane.head * 2 > lane.jobs.count {
      lane.jobs.removeFirst(lane.head)
      lane.head = 0
    }
    lanes[origin] = lane
    giveTurn(origin)
    return job
  }

  /// Takes out a job that has not started.
  mutating func remove(_ id: UInt64) -> Transfer.Job? {
    for (origin, lane) in lanes {
      guard let index = lane.jobs[lane.head...].firstIndex(where: { $0.id == id }) else { continue }
      let job = lanes[origin]?.jobs.remove(at: index)
      if lanes[origin]?.isEmpty == true { turns.removeAll { $0 == origin } }
      return job
    }
    return nil
  }

  /// Says that a transfer to the origin ended.
  mutating func release(_ origin: Origin) {
    active -= 1
    guard var lane = lanes.removeValue(forKey: origin) else { return }
    lane.active -= 1
    if lane.active > 0 || !lane.isEmpty { lanes[origin] = lane }
    giveTurn(origin)
  }

  private mutating func giveTurn(_ origin: Origin) {
    guard let lane = lanes[origin], !lane.isEmpty, lane.active < limitPerOrigin, !turns.contains(origin) else { return }
    turns.append(origin)
  }
}
