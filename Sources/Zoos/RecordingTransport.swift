import HTTP
import Stages
import Synchronization

/// Replays what this run's WARC file holds, and keeps what it does not. One for each request, which it is told of hop by hop.
final class RecordingTransport: Transport {
  private let base: any Transport
  private let crawl: Crawl
  private let isKept: @Sendable (Response) -> Bool
  private let state = Mutex<(kept: Crawl.Kept?, failure: StageFailure?)>((nil, nil))

  init(_ base: any Transport, _ crawl: Crawl, keeping isKept: @escaping @Sendable (Response) -> Bool) {
    self.base = base
    self.crawl = crawl
    self.isKept = isKept
  }

  /// Where the latest answer is kept.
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
    guard !Self.mayPass(response.status), isKept(response) else { return response }
    do throws(StageFailure) {
      let kept = try await crawl.keep(
        responseFrom: request.url, head: response.head, body: response.body, address: response.address)
      state.withLock { $0.kept = kept }
      return response
    } catch {
      state.withLock { $0.failure = error }
      throw TransportError(.cancelled, at: request.url)
    }
  }

  /// Whether the next run may well get another answer.
  private static func mayPass(_ status: Int) -> Bool { status >= 500 || status == 408 || status == 429 }
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
