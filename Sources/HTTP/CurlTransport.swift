import CCurl
import Glibc

/// The network, through libcurl: one thread runs every transfer, connections are kept and shared.
///
/// It takes one hop: a redirect is an answer like any other, for `RedirectingTransport` to follow. Bodies come without their
/// content coding. Over TLS it speaks HTTP/2 where the server does. Proxies are those of the environment, as for `curl`.
public final class CurlTransport: Transport {
  public struct Settings: Sendable {
    public var userAgent: String
    /// Transfers at one time to one origin, and so its connections; more wait their turn here, where no time-out runs.
    public var transfersPerOrigin: Int
    /// Transfers at one time to all origins together.
    public var transfers: Int
    /// Whether `http_proxy`, `https_proxy` and `no_proxy` are honoured; a loopback server wants none.
    public var usesProxies: Bool
    /// A file of certificate authorities in place of the system's.
    public var certificateAuthorities: String?

    public init(
      userAgent: String = "macaroni/0 (+https://github.com/macaroni-zoo/macaroni)", transfersPerOrigin: Int = 6,
      transfers: Int = 16, usesProxies: Bool = true, certificateAuthorities: String? = nil
    ) {
      self.userAgent = userAgent
      self.transfersPerOrigin = max(1, transfersPerOrigin)
      self.transfers = max(1, transfers)
      self.usesProxies = usesProxies
      self.certificateAuthorities = certificateAuthorities
    }

    /// The file of authorities that an environment names, as `curl` and OpenSSL do; libcurl itself looks at neither.
    public static func certificateAuthorities(in environment: [String: String]) -> String? {
      ["CURL_CA_BUNDLE", "SSL_CERT_FILE"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
  }

  private let mailbox: Mailbox

  public init(_ settings: Settings = Settings()) {
    // Swift runs this once, however many transports there are; libcurl asks for no more.
    _ = Self.libraryIsReady
    mailbox = Mailbox()
    Self.start(TransferLoopStart(mailbox: mailbox, settings: settings))
  }

  deinit { mailbox.post(.close) }

  public func send(_ request: Request) async throws(TransportError) -> Response {
    let url = try WebURL(request.url)
    for field in request.headers where !field.isSendable {
      throw TransportError(.badHeader(name: field.name), at: request.url)
    }
    let id = mailbox.nextIdentifier()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<Result<Response, TransportError>, Never>) in
        mailbox.post(.start(Transfer.Job(id: id, request: request, url: url, continuation: continuation)))
        // A cancellation that came before the line above found nothing to cancel.
        if Task.isCancelled { mailbox.post(.cancel(id)) }
      }
    } onCancel: {
      mailbox.post(.cancel(id))
    }
    return try result.get()
  }

  private static let libraryIsReady: Bool = macaroni_curl_global_init() == CURLE_OK

  /// Transfers block their thread in `poll`, which no thread of Swift's own pool should do.
  private static func start(_ start: TransferLoopStart) {
    var thread = pthread_t()
    let box = Unmanaged.passRetained(start)
    let failure = pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        let start = Unmanaged<TransferLoopStart>.fromOpaque(context).takeRetainedValue()
        TransferLoop(mailbox: start.mailbox, settings: start.settings).run()
        return nil
      }, box.toOpaque())
    if failure == 0 {
      pthread_detach(thread)
    } else {
      box.release()
      start.mailbox.abandon()
    }
  }
}

/// What the thread is given at its start.
private final class TransferLoopStart: Sendable {
  let mailbox: Mailbox
  let settings: CurlTransport.Settings

  init(mailbox: Mailbox, settings: CurlTransport.Settings) {
    self.mailbox = mailbox
    self.settings = settings
  }
}

extension HeaderField {
  /// A line break would smuggle in another field, a NUL would cut the value short.
  fileprivate var isSendable: Bool {
    !name.isEmpty && !(name + value).utf8.contains { $0 == 0 || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\n") }
  }
}
