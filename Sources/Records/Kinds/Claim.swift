/// How a claim was read.
public enum Method: String, JSONValue, CaseIterable {
  case header, apiField = "api_field", frontMatter = "front_matter", configFile = "config_file"
  case structuredFile = "structured_file", table, list, proseRule = "prose_rule", proseModel = "prose_model"
  case code, filename, inference, human
}

/// Whether a claim says that something is so.
public enum Polarity: String, JSONValue, CaseIterable {
  case asserted, denied
  /// Looked for by a named rule and not found.
  case absent
  /// The source itself says that it does not know.
  case unknown
}

/// Who says so.
public enum Asserter: String, JSONValue, CaseIterable {
  case firstParty = "first_party", thirdParty = "third_party", hub, pipeline, unknown
}

/// The code that made a claim.
public struct ExtractorStamp: FieldTable, Equatable {
  public var name = ""
  public var version = ""
  public var unknown = UnknownFields()

  public init() {}

  public init(_ name: String, version: Int) {
    self.name = name
    self.version = String(version)
  }

  public static let fields: [Field<Self>] = [
    Field("name", \.name, required: true),
    Field("version", \.version, required: true),
  ]
}

/// One statement of one source, never merged with another.
///
/// The id leaves out lines, revision, confidence and the extractor's version, so that an unchanged statement keeps its id
/// when the document is crawled again.
public struct Claim: Record {
  public static let kind: StaticString = "claim"
  public var shardKey: String { subject }

  public var id: String = ""
  /// The id of what the statement is about, usually a model.
  public var subject: String = ""
  /// `model.license`, `evaluation.value`, …
  public var predicate: String = ""
  /// The value in the predicate's unit; nil where `polarity` is absent or unknown.
  public var value: JSON?
  /// Exactly as printed, at most 500 letters.
  public var raw: String?
  /// What the source says besides: metric, dataset, split, hardware, … as printed.
  public var qualifiers: [String: JSON] = [:]
  public var polarity: Polarity = Polarity.asserted
  /// The id of the source.
  public var source: String = ""
  public var span: Span = Span()
  public var extractor: ExtractorStamp = ExtractorStamp()
  public var method: Method = Method.frontMatter
  public var by: Asserter = Asserter.firstParty
  /// 0 to 1.
  public var confidence: Double = 0
  public var derivedFrom: [String] = []
  public let kind = Kind<Claim>()
  public var version = SchemaVersion()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [
    Field("by", \.by, required: true),
    Field("confidence", \.confidence, required: true),
    Field("derived_from", \.derivedFrom),
    Field("extractor", \.extractor, required: true),
    Field("id", \.id, required: true),
    Field("kind", \.kind, required: true),
    Field("method", \.method, required: true),
    Field("polarity", \.polarity, required: true),
    Field("predicate", \.predicate, required: true),
    Field("qualifiers", \.qualifiers),
    Field("raw", \.raw),
    Field("source", \.source, required: true),
    Field("span", \.span, required: true),
    Field("subject", \.subject, required: true),
    Field("v", \.version, required: true),
    Field("value", \.value),
  ]
}
