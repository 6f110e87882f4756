import Records
import Stages

/// What extractors have found in a document so far, in the order they found it.
public struct Findings {
  public private(set) var all: [Finding] = []
  public private(set) var rejections: [Rejection] = []

  private let source: SourceText?
  private let by: Asserter
  private var stamp = ExtractorStamp()
  private var method = Method.proseRule
  private var confidence = 0.5
  /// What was measured of the extractor, by predicate.
  private var measured: [String: Double] = [:]

  /// - Parameter source: the text that printed values are looked up in; nil for documents without lines.
  init(in source: SourceText?, by: Asserter) {
    self.source = source
    self.by = by
    all.reserveCapacity(48)
  }

  /// What is added from now on was found by that extractor.
  mutating func begin(_ extractor: any Extractor.Type, stamp: ExtractorStamp) {
    self.stamp = stamp
    method = extractor.method
    confidence = extractor.confidence
    measured = Calibration.table[stamp.name] ?? [:]
  }

  /// Adds a statement that stands on lines of the document.
  ///
  /// `raw` is kept if it stands on those lines as it is. Where markup interrupts it, the lines themselves are quoted.
  ///
  /// - Parameter raw: what was printed; at most 500 letters are kept.
  public mutating func add(
    _ predicate: String, _ value: JSON?, raw: String, lines: ClosedRange<Int>, _ qualifiers: [String: JSON] = [:],
    section: [String] = [], cell: (table: Int, row: Int, column: Int)? = nil, polarity: Polarity = .asserted,
    method: Method? = nil, confidence: Double? = nil
  ) {
    var span = Span(lines: lines)
    span.section = section
    if let cell { (span.table, span.row, span.col) = cell }
    let quote = source?.quote(raw, on: lines) ?? raw
    append(predicate, value, quote, span, qualifiers, polarity, method, confidence)
  }

  /// Adds a statement of a JSON document, at a JSON pointer (RFC 6901).
  public mutating func add(
    _ predicate: String, _ value: JSON?, raw: String, pointer: String, _ qualifiers: [String: JSON] = [:],
    method: Method? = nil, confidence: Double? = nil
  ) {
    append(
      predicate, value, SourceText.shortened(raw), Span(pointer: pointer), qualifiers, .asserted, method, confidence)
  }

  private mutating func append(
    _ predicate: String, _ value: JSON?, _ raw: String, _ span: Span, _ qualifiers: [String: JSON],
    _ polarity: Polarity, _ method: Method?, _ confidence: Double?
  ) {
    guard all.count < Self.most else { return }
    all.append(
      Finding(
        predicate: predicate, value: value, raw: raw, span: span, qualifiers: qualifiers, polarity: polarity,
        method: method ?? self.method, by: by, confidence: measured[predicate] ?? confidence ?? self.confidence,
        extractor: stamp))
  }

  /// Notes that something in the document could not be read.
  public mutating func reject(_ code: Rejection.Code, _ detail: String, line: Int? = nil) {
    guard rejections.count < 100 else { return }
    rejections.append(Rejection(code, detail, line: line))
  }

  /// How many statements of one document are kept: a card full of tables has some thousand.
  static let most = 20_000
}
