/// What an answer may cost before it is given up.
public struct Limits: Sendable, Hashable {
  /// The bytes of a body after decompression; more is `TransportError.Reason.tooLarge`.
  public var bodyBytes: Int
  /// From the start of a transfer to the end of the TLS handshake.
  public var connecting: Duration
  /// From the start of a transfer to its last byte. Waiting for a free connection is not counted.
  public var total: Duration
  /// How long a transfer may run below 1 KiB/s.
  public var stalling: Duration

  /// 64 MiB, 10 s, 120 s, 30 s.
  public init(
    bodyBytes: Int = 64 << 20, connecting: Duration = .seconds(10), total: Duration = .seconds(120),
    stalling: Duration = .seconds(30)
  ) {
    self.bodyBytes = bodyBytes
    self.connecting = connecting
    self.total = total
    self.stalling = stalling
  }
}
