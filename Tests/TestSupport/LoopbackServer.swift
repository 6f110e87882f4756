import Glibc
import Synchronization

/// A server that answers with exactly the bytes it is told to, right or wrong, on a port of 127.0.0.1.
///
/// A proper server library would refuse to send what these tests are about.
public final class LoopbackServer: Sendable {
  public struct Reply: Sendable {
    public var bytes: [UInt8]
    public var closes = false
    public var delay: Duration = .zero

    public init(bytes: [UInt8], closes: Bool = false, delay: Duration = .zero) {
      self.bytes = bytes
      self.closes = closes
      self.delay = delay
    }

    /// Bytes sent as they are, after which the connection is closed.
    public static func raw(_ text: String) -> Reply { Reply(bytes: Array(text.utf8), closes: true) }

    /// A well-formed answer; the connection stays open.
    public static func status(_ status: Int, _ fields: [String] = [], body: [UInt8] = [], delay: Duration = .zero)
      -> Reply
    {
      let head = ["HTTP/1.1 \(status) Whatever"] + fields + ["Content-Length: \(body.count)", "", ""]
      return Reply(bytes: Array(head.joined(separator: "\r\n").utf8) + body, delay: delay)
    }

    public static func ok(_ body: String = "", _ fields: [String] = []) -> Reply {
      .status(200, fields, body: Array(body.utf8))
    }
  }

  public struct Received: Sendable {
    public var connection: Int
    public var head: String
    public var path: String { head.split(separator: " ").dropFirst().first.map(String.init) ?? "" }

    public func field(_ name: String) -> String? {
      let prefix = name.lowercased() + ": "
      return head.split(separator: "\r\n").first { $0.lowercased().hasPrefix(prefix) }.map {
        String($0.dropFirst(prefix.count))
      }
    }
  }

  public typealias Handler = @Sendable (Received) -> Reply

  public let port: Int
  private let listener: Int32
  private let received = Mutex<[Received]>([])
  private let stopped = Mutex(false)
  private let handler: Handler
  private let remembers: Bool

  public struct CannotListen: Error {}

  /// - Parameter port: 0 takes a free one.
  public init(port: Int = 0, remembers: Bool = true, _ handler: @escaping Handler) throws {
    self.handler = handler
    self.remembers = remembers
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var one: Int32 = 1
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listens = withUnsafeMutablePointer(to: &address) { [listener] pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard bind(listener, generic, length) == 0, listen(listener, 128) == 0 else { return false }
        return getsockname(listener, generic, &length) == 0
      }
    }
    guard listens else { throw CannotListen() }
    self.port = Int(UInt16(bigEndian: address.sin_port))
    Self.onThread { [self] in accept() }
  }

  public var url: String { "http://127.0.0.1:\(port)" }
  public var requests: [Received] { received.withLock { $0 } }

  /// Ends the listening thread; without it the server would outlive its test.
  public func stop() {
    // Once only: the number of a closed listener may be another's by now.
    let isFirst = stopped.withLock { stopped in
      defer { stopped = true }
      return !stopped
    }
    if isFirst { shutdown(listener, Int32(SHUT_RDWR)) }
  }

  private func accept() {
    var number = 0
    while true {
      let client = Glibc.accept(listener, nil, nil)
      guard client >= 0 else { break }
      var one: Int32 = 1
      setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
      number += 1
      Self.onThread { [self, number] in serve(client, number) }
    }
    close(listener)
  }

  private func serve(_ client: Int32, _ number: Int) {
    defer { close(client) }
    var pending: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    while true {
      let count = recv(client, &chunk, chunk.count, 0)
      guard count > 0 else { return }
      pending += chunk[..<count]
      // None of our requests has a body, so the empty line is the end.
      guard pending.suffix(4).elementsEqual("\r\n\r\n".utf8) else { continue }
      let head = String(decoding: pending, as: UTF8.self)
      pending.removeAll(keepingCapacity: true)
      guard answer(Received(connection: number, head: head), to: client) else { return }
    }
  }

  /// False when the connection is over.
  ///
  /// Never inlined: what a handler takes on the stack for a request would be given back only when the connection's loop ends,
  /// and 8 MB are used up after some ten thousand requests.
  @inline(never)
  private func answer(_ request: Received, to client: Int32) -> Bool {
    if remembers { received.withLock { $0.append(request) } }
    let reply = handler(request)
    if reply.delay > .zero { usleep(UInt32(reply.delay / .microseconds(1))) }
    var sent = 0
    while sent < reply.bytes.count {
      let count = reply.bytes.withUnsafeBytes {
        send(client, $0.baseAddress.map { $0 + sent }, $0.count - sent, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return !reply.closes
  }

  private static func onThread(_ work: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let work: @Sendable () -> Void
      init(_ work: @escaping @Sendable () -> Void) { self.work = work }
    }
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { context in
        if let context { Unmanaged<Box>.fromOpaque(context).takeRetainedValue().work() }
        return nil
      }, Unmanaged.passRetained(Box(work)).toOpaque())
    if failure == 0 { pthread_detach(thread) }
  }
}
