/// Something that answers requests: the network, a wrapper that adds manners to it, or a recording.
public protocol Transport: Sendable {
  /// Throws when there is no answer to show; an unpleasant status is an answer.
  func send(_ request: Request) async throws(TransportError) -> Response
}
