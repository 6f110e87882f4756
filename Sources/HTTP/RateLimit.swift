/// What is left of a quota, as a `RateLimit` header field says (draft-ietf-httpapi-ratelimit-headers-09): `"api";r=489;t=57`.
public struct RateLimit: Sendable, Hashable {
  /// The quota's name.
  public var policy: String
  /// Requests left in this window.
  public var remaining: Int
  /// Until the window starts anew, if the server says.
  public var reset: Duration?

  public init(policy: String, remaining: Int, reset: Duration?) {
    self.policy = policy
    self.remaining = remaining
    self.reset = reset
  }

  /// All quotas of all `RateLimit` fields, in order; one without a count left is left out.
  public static func parse(_ headers: Headers) -> [RateLimit] {
    headers.values(of: "RateLimit").flatMap { parse($0) }
  }

  public static func parse(_ value: String) -> [RateLimit] {
    var scanner = FieldScanner(value)
    var limits: [RateLimit] = []
    while true {
      scanner.skipBlanks()
      let policy = scanner.skip("\"") ? scanner.quoted() : scanner.text(upTo: ";,")
      let parameters = scanner.parameters()
      if let remaining = parameters.number("r") {
        limits.append(
          RateLimit(policy: policy, remaining: remaining, reset: parameters.number("t").map { .seconds($0) }))
      }
      _ = scanner.text(upTo: ",")
      guard scanner.skip(",") else { return limits }
    }
  }
}

extension [(name: String, value: String)] {
  /// A whole number that is not negative.
  fileprivate func number(_ name: String) -> Int? {
    first { $0.name == name }.flatMap { Int($0.value) }.flatMap { $0 >= 0 ? $0 : nil }
  }
}
