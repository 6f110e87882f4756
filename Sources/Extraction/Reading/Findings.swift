import Records
import Stages
import YAML

/// What extractors have found in a document so far, in the order they found it.
public struct Findings {
  public private(set) var all: [Finding] = []
  public private(set) var rejections: [Rejection] = []

  private let source: SourceText?
  private let by: Asserter
  /// Of the extractor whose turn it is.
  private var profile: Extractors.Profile?

  /// Where the text that extractors are given comes from, where it is not the document itself.
  var origin: Origin?
  /// The JSON that pointers lead into, by which they get lines.
  var tree: YAML.Node?

  /// - Parameter source: the text that printed values are looked up in; nil for documents without lines.
  init(in source: SourceText?, by: Asserter) {
    self.source = source
    self.by = by
    all.reserveCapacity(48)
  }

  /// What is added from now on was found by that extractor.
  mutating func begin<Kind>(_ entry: Extractors.Entry<Kind>) {
    profile = entry.profile
  }

  /// Adds a statement that stands on lines of the document.
  ///
  /// `raw` is kept if it stands on those lines as it is. Where markup interrupts it, the lines themselves are quoted.
  ///
  /// - Parameter raw: what was printed; at most 500 letters are kept.
  public mutating func add(
    _ predicate: String, _ value: JSON?, raw: String, lines: ClosedRange<Int>, _ qualifiers: Qualifiers = [:],
    section: [String] = [], cell: (table: Int, row: Int, column: Int)? = nil, polarity: Polarity = .asserted,
    method: Method? = nil, confidence: Double? = nil
  ) {
    var stands = origin?.lines(lines) ?? lines
    var quote = raw
    if let range = origin?.range, let source {
      quote = source.quote(raw, in: range).raw
    } else if let source {
      (quote, stands) = source.quote(raw, on: stands)
    }
    var span = Span(lines: stands)
    span.section = section
    if let cell { (span.table, span.row, span.col) = cell }
    var qualifiers = qualifiers
    if let origin {
      qualifiers.add(origin.qualifiers)
      span.pointer = origin.pointer
    }
    append(predicate, value, quote, span, qualifiers, polarity, method, confidence)
  }

  /// Adds a statement unless it was added of the same lines just before, by whatever rule.
  mutating func addOnce(
    _ predicate: String, _ value: String, raw: String, lines: ClosedRange<Int>, _ qualifiers: Qualifiers = [:]
  ) {
    let isKnown = all.suffix(64).contains { other in
      other.span.lineStart == lines.lowerBound && other.predicate == predicate && other.value?.text == value
    }
    if !isKnown { add(predicate, .string(value), raw: raw, lines: lines, qualifiers) }
  }

  /// Adds a statement that a value of a structured document makes.
  ///
  /// - Parameters:
  ///   - raw: what was printed; quoted as the value itself where it is not found within it.
  ///   - pointer: where the value stands (RFC 6901).
  mutating func add(
    _ predicate: String, _ value: JSON?, raw: String, at node: YAML.Node, offset: Int, pointer: String,
    _ qualifiers: Qualifiers = [:], method: Method? = nil, confidence: Double? = nil
  ) {
    let range = node.range.lowerBound + offset..<max(node.range.lowerBound, node.range.upperBound) + offset
    var raw = raw
    var span = Span(lines: node.line...max(node.line, node.endLine))
    if let source {
      let quote = source.quote(raw, in: range)
      raw = quote.raw
      // Of a text over many lines, those that it stands on.
      span.lineStart = source.line(of: quote.range.lowerBound)
      span.lineEnd = source.line(of: max(quote.range.lowerBound, quote.range.upperBound - 1))
    }
    span.pointer = pointer
    append(predicate, value, raw, span, qualifiers, .asserted, method, confidence)
  }

  /// Adds a statement of a JSON document, at a JSON pointer (RFC 6901).
  public mutating func add(
    _ predicate: String, _ value: JSON?, raw: String, pointer: String, _ qualifiers: Qualifiers = [:],
    method: Method? = nil, confidence: Double? = nil
  ) {
    if let node = tree?.value(at: pointer) {
      add(
        predicate, value, raw: raw, at: node, offset: 0, pointer: pointer, qualifiers, method: method,
        confidence: confidence)
      return
    }
    var span = Span(pointer: pointer)
    var raw = SourceText.shortened(raw)
    if let source {
      // What cannot be found again stands somewhere in the document.
      (span.lineStart, span.lineEnd) = (1, max(1, source.lastLine))
      raw = source.quote(raw, in: 0..<source.bytes.count).raw
    }
    append(predicate, value, raw, span, qualifiers, .asserted, method, confidence)
  }

  private mutating func append(
    _ predicate: String, _ value: JSON?, _ raw: String, _ span: Span, _ qualifiers: Qualifiers,
    _ polarity: Polarity, _ method: Method?, _ confidence: Double?
  ) {
    guard all.count < Self.most, let profile else { return }
    all.append(
      Finding(
        predicate: predicate, value: value, raw: raw, span: span, qualifiers: qualifiers, polarity: polarity,
        method: method ?? profile.method, by: by,
        confidence: profile.measured[predicate] ?? confidence ?? profile.confidence, extractor: profile.stamp))
  }

  /// Adds to a statement what the rest of the document tells of it.
  mutating func qualify(_ index: Int, _ name: String, _ value: String) { all[index].qualifiers[name] = .string(value) }

  /// Adds that what a statement says of one predicate holds of another, too.
  mutating func restate(_ index: Int, as predicate: String) {
    guard all.count < Self.most else { return }
    var finding = all[index]
    finding.predicate = predicate
    // Which training its data was for says nothing of what the model was measured on.
    finding.qualifiers["stage"] = nil
    all.append(finding)
  }

  /// Notes that something in the document could not be read.
  public mutating func reject(_ code: Rejection.Code, _ detail: String, line: Int? = nil) {
    guard rejections.count < 100 else { return }
    rejections.append(Rejection(code, detail, line: line))
  }

  /// How many statements of one document are kept: a card full of tables has some thousand.
  static let most = 20_000
}
