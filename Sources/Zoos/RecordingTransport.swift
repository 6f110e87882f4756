import HTTP
import Stages
import Synchronization

/// Replays what this run's WARC file holds, and keeps what it does not. One for each request, which it is told of hop by hop.
final class RecordingTransport: Transport {
  private let base: any Transport
  private let crawl: Crawl
  private let keeping: @Sendable (Response) -> Access.Keeping
  private let state = Mutex<(kept: Crawl.Kept?, failure: StageFailure?)>((nil, nil))

  init(_ base: any Transport, _ crawl: Crawl, keeping: @escaping @Sendable (Response) -> Access.Keeping) {
    self.base = base
    self.crawl = crawl
    self.keeping = keeping
  }

  /// Where the latest answer is kept, if it is there to be replayed.
  var kept: Crawl.Kept? { state.withLock { $0.kept } }
  /// Why nothing can be kept; a transport could not throw it.
  var failure: StageFailure? { state.withLock { $0.failure } }

  func send(_ request: Request) async throws(TransportError) -> Response {
    state.withLock { $0.kept = nil }
    if let recorded = crawl.recorded(request.url), recorded.body.count <= request.limits.bodyBytes {
      state.withLock { $0.kept = recorded.kept }
      return Response(url: request.url, recorded)
    }
    let response = try await base.send(request)
    let keeping = keeping(response)
    // The witness below has kept what may pass, at every try.
    guard !response.mayPass, keeping != .elsewhere else { return response }
    do throws(StageFailure) {
      let kept = try await crawl.keep(response, from: request.url, isReplayed: keeping == .replayed)
      if keeping == .replayed { state.withLock { $0.kept = kept } }
      return response
    } catch {
      state.withLock { $0.failure = error }
      throw TransportError(.cancelled, at: request.url)
    }
  }
}

extension Response {
  fileprivate init(url: String, _ recorded: Crawl.Recorded) {
    let lines = String(decoding: recorded.head, as: UTF8.self).split(whereSeparator: \.isNewline)
    let fields = lines.dropFirst().compactMap { line -> HeaderField? in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      return HeaderField(
        String(line[..<colon]), String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }))
    }
    self.init(url: url, status: recorded.status, headers: Headers(fields), head: recorded.head, body: recorded.body)
  }
}
