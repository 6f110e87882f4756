import HTTP
import Stages

/// Keeps the answers that nobody above waits for: those that are asked for again, and those that broke off.
///
/// It stands below the retries, so each try leaves its record. None of them is replayed.
struct WitnessTransport: Transport {
  /// Of a body that broke off, so many bytes are kept: a card whole, a weight file not again at every try.
  static let mostBytes = 16 << 20

  private let base: any Transport
  private let crawl: Crawl

  init(_ base: any Transport, _ crawl: Crawl) {
    self.base = base
    self.crawl = crawl
  }

  func send(_ request: Request) async throws(TransportError) -> Response {
    do {
      let response = try await base.send(request)
      if response.mayPass { await keep(response, of: request) }
      return response
    } catch {
      if let received = error.received { await keep(received, of: request, truncated: error.truncation) }
      throw error
    }
  }

  private func keep(_ response: Response, of request: Request, truncated: String? = nil) async {
    guard !request.isPrivate else { return }
    var response = response
    if response.body.count > Self.mostBytes { response.body.removeLast(response.body.count - Self.mostBytes) }
    // A file that takes nothing more says so to everyone who writes to it, and at the latest at the end of the walk.
    _ = try? await crawl.keep(response, from: request.url, isReplayed: false, truncated: truncated)
  }
}

extension Response {
  /// Whether the next try may well get another answer.
  var mayPass: Bool { status >= 500 || status == 408 || status == 429 }
}

extension Crawl {
  /// Keeps an answer.
  func keep(
    _ response: Response, from url: String, isReplayed: Bool, truncated: String? = nil
  ) async throws(StageFailure) -> Kept {
    try await keep(
      responseFrom: url, head: response.head, body: response.body, address: response.address, isReplayed: isReplayed,
      truncated: truncated)
  }
}

extension TransportError {
  /// The reason in the words of WARC/1.0 §5.13.
  fileprivate var truncation: String {
    switch reason {
    case .tooLarge: "length"
    case .timedOut: "time"
    case .truncated, .interrupted: "disconnect"
    default: "unspecified"
    }
  }
}
