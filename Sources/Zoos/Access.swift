import HTTP
import Logging
import Records
import Stages

/// All that a connector can touch: the zoo through a polite transport, the run's WARC file, and the store of weight files.
public struct Access: Sendable {
  public let crawl: Crawl
  public let documents: DocumentStore
  public let asOf: Day
  /// Where relative paths of settings count from.
  public let base: String
  public let logger: Logger
  /// The zoo's name of the one model that is wanted, for debugging.
  public let only: String?
  public let time: Timekeeper
  var transport: any Transport

  /// An answer, and where it is kept; `kept` is nil where it is not.
  public struct Answer: Sendable {
    public var response: Response
    public var kept: Crawl.Kept?
  }

  /// What becomes of an answer. Those that may be better a little later, such as a 503, are always kept and never replayed.
  public enum Keeping: Sendable {
    /// Kept, and given again when the run is continued.
    case replayed
    /// Kept as evidence; the next try asks again.
    case once
    /// Not kept here, because its body becomes a file of its own.
    case elsewhere
  }

  /// The answer to a request: replayed if this run has it, else asked for and kept. Every hop of a redirect is kept.
  ///
  /// - Parameters:
  ///   - follows: whether redirects are followed.
  ///   - keeping: what becomes of an answer.
  /// - Throws: `TransportError` where there is no answer, `StageFailure` where it cannot be kept.
  public func get(
    _ request: Request, follows: Bool = true, keeping: @escaping @Sendable (Response) -> Keeping = { _ in .replayed }
  ) async throws -> Answer {
    let recording = RecordingTransport(transport, crawl, keeping: keeping)
    do throws(TransportError) {
      let response =
        follows ? try await RedirectingTransport(recording).send(request) : try await recording.send(request)
      return Answer(response: response, kept: recording.kept)
    } catch {
      throw recording.failure ?? error
    }
  }

  /// An answer that is nobody's business but ours, such as who a token belongs to.
  public func getUnrecorded(_ request: Request) async throws(TransportError) -> Response {
    var request = request
    request.isPrivate = true
    return try await transport.send(request)
  }

  /// What a failed request means for the document it was for.
  ///
  /// - Throws: where it is not about the document: nothing can be kept, nobody answers at all, or the run was stopped.
  public func rejection(of what: String, _ error: any Error) throws -> Rejection {
    guard let error = error as? TransportError else { throw error }
    switch error.reason {
    case .cancelled: throw CancellationError()
    case .cannotConnect, .cannotResolve: throw StageFailure(.unreachable, "\(error)")
    case .tooLarge(let limit): return Rejection(.tooLarge, "\(what) is larger than \(limit) bytes")
    default: return Rejection(.unreachable, "\(what): \(error)")
    }
  }
}
