/// Where in a document a statement stands. Lines count from 1 and include the last; bytes count from 0 and do not.
///
/// Documents without lines of their own, such as API records, use a JSON pointer (RFC 6901).
public struct Span: FieldTable, Equatable {
  public var lineStart: Int?
  public var lineEnd: Int?
  public var byteStart: Int?
  public var byteEnd: Int?
  public var pointer: String?
  /// The headings above, outermost first.
  public var section: [String] = []
  /// Which table of the document, from 0.
  public var table: Int?
  public var row: Int?
  public var col: Int?
  public var unknown = UnknownFields()

  public init() {}

  public init(lines: ClosedRange<Int>) {
    lineStart = lines.lowerBound
    lineEnd = lines.upperBound
  }

  public init(pointer: String) { self.pointer = pointer }

  public static let fields: [Field<Self>] = [
    Field("byte_end", \.byteEnd),
    Field("byte_start", \.byteStart),
    Field("col", \.col),
    Field("line_end", \.lineEnd),
    Field("line_start", \.lineStart),
    Field("pointer", \.pointer),
    Field("row", \.row),
    Field("section", \.section),
    Field("table", \.table),
  ]
}
