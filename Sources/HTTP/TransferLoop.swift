import CCurl

/// Runs all transfers on one thread: takes what the mailbox holds, lets libcurl work, hands over what is done, sleeps.
final class TransferLoop {
  private let mailbox: Mailbox
  private let settings: CurlTransport.Settings
  private var running: [UInt64: Transfer] = [:]
  private var queue = TransferQueue()
  private var idleHandles: [UnsafeMutableRawPointer] = []
  private var isClosing = false

  init(mailbox: Mailbox, settings: CurlTransport.Settings) {
    self.mailbox = mailbox
    self.settings = settings
    queue.limitPerOrigin = settings.transfersPerOrigin
    queue.limit = settings.transfers
  }

  deinit {
    for handle in idleHandles { curl_easy_cleanup(handle) }
  }

  func run() {
    guard let multi = mailbox.multi else { return mailbox.abandon() }
    macaroni_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    macaroni_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, settings.transfersPerOrigin)
    macaroni_curl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, settings.transfers)
    macaroni_curl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, settings.transfers)
    while true {
      for message in mailbox.take() { receive(message, multi) }
      // Nobody is left to send, and everybody who sent has an answer.
      if isClosing && running.isEmpty && queue.isEmpty { return }
      while let job = queue.next() { begin(job, multi) }
      var count: Int32 = 0
      curl_multi_perform(multi, &count)
      // What ended has made room; fill it before sleeping.
      if finish(multi) { continue }
      curl_multi_poll(multi, nil, 0, 1000, nil)
    }
  }

  private func receive(_ message: Mailbox.Message, _ multi: UnsafeMutableRawPointer) {
    switch message {
    case .start(let job):
      queue.append(job)
    case .cancel(let id):
      if let transfer = running.removeValue(forKey: id) {
        release(transfer, multi)
        transfer.job.fail(.cancelled)
      } else if let job = queue.remove(id) {
        job.fail(.cancelled)
      }
    case .close:
      isClosing = true
    }
  }

  private func begin(_ job: Transfer.Job, _ multi: UnsafeMutableRawPointer) {
    guard let easy = idleHandles.popLast() ?? curl_easy_init() else {
      queue.release(job.url.origin)
      return job.fail(.interrupted("this process has no memory left for transfers"))
    }
    let transfer = Transfer(job, on: easy, settings)
    guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
      release(transfer, multi)
      return job.fail(.interrupted("libcurl did not take the transfer"))
    }
    running[job.id] = transfer
  }

  /// Hands over the transfers that ended; whether there were any.
  private func finish(_ multi: UnsafeMutableRawPointer) -> Bool {
    var ended: [(Transfer, CURLcode)] = []
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
      guard let transfer = running.removeValue(forKey: Transfer.identifier(of: easy)) else { continue }
      ended.append((transfer, message.pointee.data.result))
    }
    for (transfer, code) in ended {
      let result = transfer.result(code)
      release(transfer, multi)
      transfer.job.continuation.resume(returning: result)
    }
    return !ended.isEmpty
  }

  private func release(_ transfer: Transfer, _ multi: UnsafeMutableRawPointer) {
    curl_multi_remove_handle(multi, transfer.easy)
    curl_easy_reset(transfer.easy)
    idleHandles.append(transfer.easy)
    queue.release(transfer.job.url.origin)
  }
}
