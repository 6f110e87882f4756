/// The fields of a message head, in order and with duplicates kept.
///
/// ```swift
/// response.headers["etag"]                // the first ETag, whatever its capitals
/// response.headers.values(of: "Link")     // every Link field
/// ```
public struct Headers: Sendable, Hashable {
  private var fields: [HeaderField]

  public init(_ fields: [HeaderField] = []) {
    self.fields = fields
  }

  /// The value of the first field of that name; names are compared without regard to ASCII case (RFC 9110 §5.1).
  public subscript(name: String) -> String? {
    first { $0.name.isSameFieldName(as: name) }?.value
  }

  /// The values of all fields of that name, in order.
  public func values(of name: String) -> [String] {
    filter { $0.name.isSameFieldName(as: name) }.map(\.value)
  }

  public mutating func append(_ name: String, _ value: String) {
    fields.append(HeaderField(name, value))
  }

  public mutating func removeAll(named name: String) {
    fields.removeAll { $0.name.isSameFieldName(as: name) }
  }
}

extension Headers: RandomAccessCollection {
  public var startIndex: Int { fields.startIndex }
  public var endIndex: Int { fields.endIndex }
  public subscript(position: Int) -> HeaderField { fields[position] }
}

extension Headers: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { HeaderField($0, $1) }
  }
}

extension Headers {
  /// Reads the lines of a head after its status line; a line without a colon is left out, as browsers do.
  init(parsing lines: some Sequence<ArraySlice<UInt8>>) {
    fields = lines.compactMap { line in
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      return HeaderField(
        String(decoding: line[..<colon], as: UTF8.self),
        String(decoding: line[(colon + 1)...].trimmingBlanks(), as: UTF8.self))
    }
  }
}

extension String {
  func isSameFieldName(as other: String) -> Bool {
    utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.lowercasedASCII == $1.lowercasedASCII }
  }
}

extension UInt8 {
  var lowercasedASCII: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension ArraySlice<UInt8> {
  func trimmingBlanks() -> ArraySlice<UInt8> {
    var slice = self
    while let first = slice.first, first.isBlank { slice.removeFirst() }
    while let last = slice.last, last.isBlank { slice.removeLast() }
    return slice
  }
}
