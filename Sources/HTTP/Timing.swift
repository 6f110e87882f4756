/// Where the time of a transfer went, each from its start.
public struct Timing: Sendable, Hashable {
  /// Until the connection, with its TLS handshake, could be used; zero on a connection that was already open.
  public var connected: Duration
  public var firstByte: Duration
  public var total: Duration
  /// Whether an open connection was used again.
  public var reusedConnection: Bool

  public init(
    connected: Duration = .zero, firstByte: Duration = .zero, total: Duration = .zero, reusedConnection: Bool = false
  ) {
    self.connected = connected
    self.firstByte = firstByte
    self.total = total
    self.reusedConnection = reusedConnection
  }
}
