import Records

/// One statement of a document, before it is known whose document it is.
public struct Finding: Sendable, Equatable {
  /// One of the words of `Predicate`.
  public var predicate: String
  /// In the predicate's unit; nil where the polarity is `absent` or `unknown`.
  public var value: JSON?
  /// As printed; stands byte for byte on the lines of `span`.
  public var raw: String
  public var span: Span
  public var qualifiers: Qualifiers
  public var polarity: Polarity
  public var method: Method
  public var by: Asserter
  /// 0 to 1.
  public var confidence: Double
  /// The extractor's name and version.
  public var extractor: ExtractorStamp
}
