/// Takes no more of a server than it offers: few requests at one time, spread evenly over what is left of its quota.
///
/// After an answer with `RateLimit: …;r=90;t=60` the next requests leave `t / (r × share)` apart, and after `r=0` none leaves
/// before the window has passed. `share` stays below one because others may use the same quota.
public struct PoliteTransport: Transport {
  public struct Settings: Sendable {
    public var requestsAtOnce: Int
    /// The least time between two starts, even where no quota is told.
    public var interval: Duration
    /// The part of what is left of a quota that is ours to use.
    public var share: Double
    /// The longest time that one request is held back for its quota; an absurd `t` must not stop a night.
    public var longestWait: Duration

    public init(
      requestsAtOnce: Int = 4, interval: Duration = .zero, share: Double = 0.85, longestWait: Duration = .seconds(900)
    ) {
      self.requestsAtOnce = max(1, requestsAtOnce)
      self.interval = interval
      self.share = min(1, max(0.01, share))
      self.longestWait = longestWait
    }
  }

  private let base: any Transport
  private let governor: Governor
  private let bucket: @Sendable (Request) -> String
  private let report: @Sendable (_ bucket: String, _ wait: Duration) -> Void

  /// - Parameters:
  ///   - bucket: names the quota that a request counts against, where a host has several; by default the URL's origin.
  ///   - report: told of every wait.
  public init(
    _ base: any Transport, _ settings: Settings = Settings(), time: Timekeeper = .system,
    bucket: @escaping @Sendable (Request) -> String = { (try? Origin(of: $0.url).description) ?? $0.url },
    report: @escaping @Sendable (_ bucket: String, _ wait: Duration) -> Void = { _, _ in }
  ) {
    self.base = base
    self.governor = Governor(settings, time)
    self.bucket = bucket
    self.report = report
  }

  public func send(_ request: Request) async throws(TransportError) -> Response {
    let bucket = bucket(request)
    guard await governor.enter(bucket) else { throw TransportError(.cancelled, at: request.url) }
    let outcome: Result<Response, TransportError>
    do {
      try await governor.waitForTurn(bucket) { [report] in report(bucket, $0) }
    } catch {
      await governor.leave(bucket)
      throw TransportError(.cancelled, at: request.url)
    }
    do { outcome = .success(try await base.send(request)) } catch { outcome = .failure(error) }
    await governor.leave(bucket, after: try? outcome.get())
    return try outcome.get()
  }
}
