/// Asks again, after a wait, when an answer or an error may be gone a little later.
///
/// Tried again are transient errors and the statuses 408, 429, 500, 502, 503 and 504. When tries or patience are used up, the
/// last answer is returned (or the last error thrown) as if there had been no other. The wait is, in this order:
/// - until the window of an exhausted quota (429 with `RateLimit: …;r=0;t=…`) has passed, and a second more;
/// - what `Retry-After` asks for (the longer, where both speak);
/// - 1 s, doubling up to 8 s, of which a random share of at most half is taken off so that callers do not return in step.
///
/// A `t` beside an `r` above zero is not waited for: it is another limiter that refused, and its window is not known.
public struct RetryingTransport: Transport {
  public struct Settings: Sendable {
    /// Tries in all, the first included.
    public var tries: Int
    public var firstWait: Duration
    public var longestBackOff: Duration
    /// A server that asks for more patience than this gets no more requests.
    public var longestWait: Duration
    /// Equal seeds wait equally.
    public var seed: UInt64

    public init(
      tries: Int = 5, firstWait: Duration = .seconds(1), longestBackOff: Duration = .seconds(8),
      longestWait: Duration = .seconds(900), seed: UInt64 = 0
    ) {
      self.tries = max(1, tries)
      self.firstWait = firstWait
      self.longestBackOff = longestBackOff
      self.longestWait = longestWait
      self.seed = seed
    }
  }

  /// What happened to a request, for the log.
  public struct Event: Sendable, Hashable {
    public enum Cause: Sendable, Hashable {
      case status(Int)
      case error(TransportError)
    }

    public var url: String
    /// The try that failed, from 1.
    public var attempt: Int
    public var cause: Cause
    /// How long we would have to wait before the next one.
    public var wait: Duration
    /// False when there will be no next one.
    public var isTriedAgain: Bool
  }

  private static let passingStatuses: Set<Int> = [408, 429, 500, 502, 503, 504]

  private let base: any Transport
  private let settings: Settings
  private let time: Timekeeper
  private let report: @Sendable (Event) -> Void

  public init(
    _ base: any Transport, _ settings: Settings = Settings(), time: Timekeeper = .system,
    report: @escaping @Sendable (Event) -> Void = { _ in }
  ) {
    self.base = base
    self.settings = settings
    self.time = time
    self.report = report
  }

  public func send(_ request: Request) async throws(TransportError) -> Response {
    var attempt = 1
    while true {
      let outcome: Result<Response, TransportError>
      do { outcome = .success(try await base.send(request)) } catch { outcome = .failure(error) }
      guard let cause = Self.passingCause(outcome) else { return try outcome.get() }

      let wait = Self.demandedWait(outcome) ?? backOff(attempt, request.url)
      let isTriedAgain = attempt < settings.tries && wait <= settings.longestWait
      report(Event(url: request.url, attempt: attempt, cause: cause, wait: wait, isTriedAgain: isTriedAgain))
      guard isTriedAgain else { return try outcome.get() }
      do { try await time.sleep(wait) } catch { throw TransportError(.cancelled, at: request.url) }
      attempt += 1
    }
  }

  private static func passingCause(_ outcome: Result<Response, TransportError>) -> Event.Cause? {
    switch outcome {
    case .success(let response): passingStatuses.contains(response.status) ? .status(response.status) : nil
    case .failure(let error): error.isTransient ? .error(error) : nil
    }
  }

  private static func demandedWait(_ outcome: Result<Response, TransportError>) -> Duration? {
    guard case .success(let response) = outcome else { return nil }
    let window = response.status == 429 ? RateLimit.parse(response.headers).exhaustedFor : nil
    return [window, RetryAfter.delay(response.headers)].compactMap { $0 }.max()
  }

  private func backOff(_ attempt: Int, _ url: String) -> Duration {
    let whole = min(settings.longestBackOff, settings.firstWait * (1 << min(attempt - 1, 20)))
    return whole * (1 - Self.share(settings.seed, attempt, url) / 2)
  }

  /// A number from 0 up to 1 that depends on nothing but its arguments, so the order of requests changes no wait.
  private static func share(_ seed: UInt64, _ attempt: Int, _ url: String) -> Double {
    // FNV-1a for the text, the finisher of SplitMix64 for the spread.
    var mixed = url.utf8.reduce(0xcbf2_9ce4_8422_2325 ^ seed) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    mixed = mixed &+ UInt64(attempt) &* 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((mixed ^ (mixed >> 31)) >> 11) / Double(1 << 53)
  }
}

extension [RateLimit] {
  /// Until a quota that has nothing left can be asked again; a second is added because `t` is rounded.
  var exhaustedFor: Duration? {
    lazy.filter { $0.remaining == 0 }.compactMap { $0.reset.map { $0 + .seconds(1) } }.max()
  }
}
