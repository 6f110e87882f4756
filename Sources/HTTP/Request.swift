/// What to ask for, and how much patience and memory the answer may cost.
public struct Request: Sendable, Hashable {
  public enum Method: String, Sendable, Hashable {
    case get = "GET"
    case head = "HEAD"
  }

  public var method: Method
  public var url: String
  public var headers: Headers
  /// Sent as `Authorization: Bearer …` to its own origin and to no other, on the first hop and on every later one.
  public var credential: Credential?
  public var limits: Limits
  /// Whether the answer is nobody's business but ours, so that it is kept nowhere.
  public var isPrivate = false

  public init(
    _ method: Method = .get, _ url: String, headers: Headers = [:], credential: Credential? = nil,
    limits: Limits = Limits()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.credential = credential
    self.limits = limits
  }
}
