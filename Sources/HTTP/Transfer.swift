import CCurl

/// One request on its way, and what has come back so far.
final class Transfer {
  /// A request and who waits for its answer.
  struct Job: Sendable {
    let id: UInt64
    let request: Request
    let url: WebURL
    let continuation: CheckedContinuation<Result<Response, TransportError>, Never>

    func fail(_ reason: TransportError.Reason) {
      continuation.resume(returning: .failure(TransportError(reason, at: request.url)))
    }
  }

  /// More than any honest head; libcurl bounds a line but not their number.
  private static let largestHead = 256 << 10

  let job: Job
  let easy: UnsafeMutableRawPointer
  private var head: [UInt8] = []
  private var headIsComplete = false
  private var body: [UInt8] = []
  private var failure: TransportError.Reason?
  private var fields: UnsafeMutablePointer<curl_slist>?
  private let errorText: UnsafeMutablePointer<CChar>

  init(_ job: Job, on easy: UnsafeMutableRawPointer, _ settings: CurlTransport.Settings) {
    self.job = job
    self.easy = easy
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.pointee = 0
    configure(settings)
  }

  deinit {
    curl_slist_free_all(fields)
    errorText.deallocate()
  }

  /// Which transfer a handle is working for.
  static func identifier(of easy: UnsafeMutableRawPointer) -> UInt64 {
    var pointer: UnsafeMutableRawPointer?
    macaroni_curl_get_pointer(easy, CURLINFO_PRIVATE, &pointer)
    return UInt64(UInt(bitPattern: pointer))
  }

  private func configure(_ settings: CurlTransport.Settings) {
    let request = job.request
    set(CURLOPT_URL, job.url.string)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    // Wait for a connection that can carry several transfers rather than open one for each.
    set(CURLOPT_PIPEWAIT, 1)
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    // Empty means every coding that libcurl was built with.
    set(CURLOPT_ACCEPT_ENCODING, "")
    set(CURLOPT_USERAGENT, settings.userAgent)
    set(CURLOPT_CONNECTTIMEOUT_MS, request.limits.connecting.milliseconds)
    set(CURLOPT_TIMEOUT_MS, request.limits.total.milliseconds)
    set(CURLOPT_LOW_SPEED_LIMIT, 1024)
    set(CURLOPT_LOW_SPEED_TIME, max(1, request.limits.stalling.milliseconds / 1000))
    if !settings.usesProxies { set(CURLOPT_PROXY, "") }
    if let authorities = settings.certificateAuthorities { set(CURLOPT_CAINFO, authorities) }
    switch request.method {
    case .head:
      set(CURLOPT_NOBODY, 1)
    case .get: break
    }
    for field in request.headers {
      // libcurl takes "Name:" as "do not send it" and "Name;" as "send it empty".
      fields = curl_slist_append(fields, field.value.isEmpty ? "\(field.name);" : "\(field.name): \(field.value)")
    }
    if let credential = request.credential, credential.origin == job.url.origin {
      fields = curl_slist_append(fields, "Authorization: Bearer \(credential.token)")
    }
    macaroni_curl_set_pointer(easy, CURLOPT_HTTPHEADER, fields)
    macaroni_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, errorText)
    macaroni_curl_set_pointer(easy, CURLOPT_PRIVATE, UnsafeMutableRawPointer(bitPattern: UInt(job.id)))

    // The loop keeps the transfer until its handle is out of libcurl's hands.
    let context = Unmanaged.passUnretained(self).toOpaque()
    macaroni_curl_set_pointer(easy, CURLOPT_HEADERDATA, context)
    macaroni_curl_set_writer(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      Transfer.receive(bytes, size * count, context) { $0.receiveHead($1) }
    }
    macaroni_curl_set_pointer(easy, CURLOPT_WRITEDATA, context)
    macaroni_curl_set_writer(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      Transfer.receive(bytes, size * count, context) { $0.receiveBody($1) }
    }
  }

  private static func receive(
    _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?,
    _ take: (Transfer, UnsafeRawBufferPointer) -> Bool
  ) -> Int {
    guard let context else { return 0 }
    let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
    // A count other than that given makes libcurl stop.
    return take(transfer, UnsafeRawBufferPointer(start: bytes, count: count)) ? count : count &+ 1
  }

  private func receiveHead(_ line: UnsafeRawBufferPointer) -> Bool {
    if headIsComplete {
      // Another status line follows an interim answer such as 103; anything else is a trailer, which we do not keep.
      guard line.starts(with: "HTTP/".utf8) else { return true }
      head.removeAll(keepingCapacity: true)
      headIsComplete = false
    }
    guard head.count + line.count <= Self.largestHead else {
      failure = .protocolError("its headers are larger than \(Self.largestHead) bytes")
      return false
    }
    head.append(contentsOf: line)
    headIsComplete = line.elementsEqual("\r\n".utf8) || line.elementsEqual("\n".utf8)
    // A declared length is refused before a byte of it came; what is not declared is counted as it comes. libcurl's own limit
    // would end the transfer in the middle of the head, which is kept as evidence.
    let length = headIsComplete && job.request.method == .get ? headers["Content-Length"].flatMap { Int($0) } : nil
    if let length, length > job.request.limits.bodyBytes {
      failure = .tooLarge(limit: job.request.limits.bodyBytes)
      return false
    }
    return true
  }

  private func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard body.count + bytes.count <= job.request.limits.bodyBytes else {
      failure = .tooLarge(limit: job.request.limits.bodyBytes)
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// What the waiting task gets, given how libcurl says the transfer ended.
  func result(_ code: CURLcode) -> Result<Response, TransportError> {
    guard code == CURLE_OK else {
      return .failure(
        TransportError(failure ?? reason(code), at: job.request.url, received: headIsComplete ? response : nil))
    }
    guard let response else {
      return .failure(TransportError(.protocolError("there is no status line"), at: job.request.url))
    }
    return .success(response)
  }

  /// The lines of the head without their ends, the status line first.
  private var lines: [ArraySlice<UInt8>] {
    head.split(separator: UInt8(ascii: "\n")).map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
  }

  private var headers: Headers { Headers(parsing: lines.dropFirst()) }

  /// What has come so far; nil without a status line.
  private var response: Response? {
    guard let statusLine = lines.first, statusLine.starts(with: "HTTP/".utf8) else { return nil }
    let version = statusLine.prefix { $0 != UInt8(ascii: " ") }
    return Response(
      url: job.url.string, version: String(decoding: version, as: UTF8.self), status: long(CURLINFO_RESPONSE_CODE),
      headers: headers, head: head, body: body, address: string(CURLINFO_PRIMARY_IP),
      timing: timing)
  }

  private var timing: Timing {
    let isReused = long(CURLINFO_NUM_CONNECTS) == 0
    return Timing(
      connected: isReused
        ? .zero : .microseconds(max(large(CURLINFO_CONNECT_TIME_T), large(CURLINFO_APPCONNECT_TIME_T))),
      firstByte: .microseconds(large(CURLINFO_STARTTRANSFER_TIME_T)),
      total: .microseconds(large(CURLINFO_TOTAL_TIME_T)),
      reusedConnection: isReused)
  }

  private func reason(_ code: CURLcode) -> TransportError.Reason {
    switch code {
    case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .badURL(detail(code))
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .cannotResolve(host: job.url.origin.host)
    case CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR:
      .cannotConnect(host: "\(job.url.origin.host):\(job.url.origin.port)", detail: detail(code))
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
      CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
      .tlsFailure(detail(code))
    case CURLE_OPERATION_TIMEDOUT: timeOut
    case CURLE_PARTIAL_FILE: .truncated(expected: declaredLength, got: body.count)
    case CURLE_FILESIZE_EXCEEDED: .tooLarge(limit: job.request.limits.bodyBytes)
    case CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2, CURLE_HTTP2_STREAM, CURLE_OUT_OF_MEMORY,
      CURLE_PROXY:
      .interrupted(detail(code))
    default: .protocolError(detail(code))
    }
  }

  /// libcurl has one code for all time-outs; what had happened by then tells them apart.
  private var timeOut: TransportError.Reason {
    let limits = job.request.limits
    if String(cString: errorText).contains("too slow") { return .timedOut(.stalled, limit: limits.stalling) }
    let connected = max(large(CURLINFO_PRETRANSFER_TIME_T), large(CURLINFO_STARTTRANSFER_TIME_T))
    return connected == 0 && limits.connecting <= limits.total
      ? .timedOut(.connecting, limit: limits.connecting) : .timedOut(.total, limit: limits.total)
  }

  /// The length of the body that the server promised, unless the body was compressed, when it says nothing about what we count.
  private var declaredLength: Int? {
    let length = large(CURLINFO_CONTENT_LENGTH_DOWNLOAD_T)
    return length >= 0 && headers["Content-Encoding"] == nil ? length : nil
  }

  private func detail(_ code: CURLcode) -> String {
    let text = String(cString: errorText)
    return text.isEmpty
      ? curl_easy_strerror(code).map { String(cString: $0) } ?? "for a reason libcurl does not give" : text
  }

  private func set(_ option: CURLoption, _ value: Int) { macaroni_curl_set_long(easy, option, value) }
  private func set(_ option: CURLoption, _ value: String) { macaroni_curl_set_string(easy, option, value) }

  private func long(_ info: CURLINFO) -> Int {
    var value = 0
    macaroni_curl_get_long(easy, info, &value)
    return value
  }

  private func large(_ info: CURLINFO) -> Int {
    var value: curl_off_t = 0
    macaroni_curl_get_large(easy, info, &value)
    return Int(value)
  }

  private func string(_ info: CURLINFO) -> String? {
    var value: UnsafeMutablePointer<CChar>?
    macaroni_curl_get_string(easy, info, &value)
    return value.map { String(cString: $0) }
  }
}

extension Duration {
  /// At least one: libcurl takes zero for "no limit".
  fileprivate var milliseconds: Int {
    let (seconds, attoseconds) = components
    return max(1, Int(clamping: seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
  }
}
