import CCurl
import Synchronization

/// How tasks reach the thread that runs the transfers.
///
/// It owns the multi handle because waking it is the one thing libcurl allows from any thread, and must not outlive it.
final class Mailbox: @unchecked Sendable {
  enum Message: Sendable {
    case start(Transfer.Job)
    case cancel(UInt64)
    case close
  }

  private struct State {
    var messages: [Message] = []
    var lastIdentifier: UInt64 = 0
    var isAbandoned = false
  }

  /// Nil when libcurl had no memory for it. Used by the transfer thread alone, but for `curl_multi_wakeup`.
  let multi: UnsafeMutableRawPointer?
  private let state = Mutex(State())

  init() { multi = curl_multi_init() }

  deinit {
    if let multi { curl_multi_cleanup(multi) }
  }

  func nextIdentifier() -> UInt64 {
    state.withLock { state in
      state.lastIdentifier += 1
      return state.lastIdentifier
    }
  }

  func post(_ message: Message) {
    let (wakes, refuses) = state.withLock { state in
      guard !state.isAbandoned else { return (false, true) }
      state.messages.append(message)
      return (state.messages.count == 1, false)
    }
    if refuses { Self.refuse([message]) }
    if wakes, let multi { curl_multi_wakeup(multi) }
  }

  /// The messages since the last call, in order.
  func take() -> [Message] {
    state.withLock { state in
      defer { state.messages = [] }
      return state.messages
    }
  }

  /// Answers everything from now on with an error, because there is no thread to do the work.
  func abandon() {
    Self.refuse(
      state.withLock { state in
        defer { state.messages = [] }
        state.isAbandoned = true
        return state.messages
      })
  }

  private static func refuse(_ messages: [Message]) {
    for case .start(let job) in messages {
      job.fail(.interrupted("this process has no thread or memory left for transfers"))
    }
  }
}
