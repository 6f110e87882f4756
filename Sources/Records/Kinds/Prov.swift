/// How sources agreed about a value of an entity.
public enum Agreement: String, JSONValue, CaseIterable {
  case single, agreed, majority, resolved, conflicted, inferred, curated
}

/// A value that lost, and the first claim that made it.
public struct OtherValue: FieldTable, Equatable {
  public var claim: String = ""
  public var n: Int = 0
  public var value: JSON = JSON.null
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("claim", \.claim, required: true),
    Field("n", \.n, required: true),
    Field("value", \.value, required: true),
  ]
}

/// Where one value of an entity comes from: `pointer` names the value, `claims` the statements behind it, winner first.
public struct Prov: FieldTable, Equatable {
  /// JSON Pointer (RFC 6901) into the entity.
  public var p: String = ""
  /// At most eight.
  public var claims: [String] = []
  /// How many claims there were.
  public var n: Int = 0
  /// How many distinct values they made.
  public var distinct: Int = 0
  public var status: Agreement = Agreement.single
  /// What decided: `only`, `equal`, `precedence`, `union`, …
  public var rule: String = ""
  public var confidence: Double = 0
  /// At most five.
  public var others: [OtherValue] = []
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("claims", \.claims),
    Field("confidence", \.confidence, required: true),
    Field("distinct", \.distinct, required: true),
    Field("n", \.n, required: true),
    Field("others", \.others),
    Field("p", \.p, required: true),
    Field("rule", \.rule, required: true),
    Field("status", \.status, required: true),
  ]
}
