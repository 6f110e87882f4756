/// Any JSON value, for members whose shape depends on another member (a claim's `value`).
public enum JSON: JSONValue, Sendable, Hashable {
  case null
  case bool(Bool)
  case number(PrintedNumber)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  public static var schema: JSON { true }

  public init(json reader: inout JSONReader) throws(JSONError) {
    switch reader.peek() {
    case 0x22: self = .string(try reader.string())
    case 0x7b: self = .object(try [String: JSON](json: &reader))
    case 0x5b: self = .array(try [JSON](json: &reader))
    case 0x74, 0x66: self = .bool(try reader.boolean())
    case 0x6e:
      _ = try reader.null()
      self = .null
    default:
      let text = String(decoding: try reader.number(), as: UTF8.self)
      guard let number = PrintedNumber(text) else { throw reader.failure("the number is too long") }
      self = .number(number)
    }
  }

  public func write(to writer: inout JSONWriter) {
    switch self {
    case .null: writer.null()
    case .bool(let value): writer.write(value)
    case .number(let value): writer.write(value)
    case .string(let value): writer.write(value)
    case .array(let values): values.write(to: &writer)
    case .object(let members): members.write(to: &writer)
    }
  }

  public static func number(_ value: Double) -> JSON { .number(PrintedNumber(value)) }
  public static func number(_ value: Int) -> JSON { .number(PrintedNumber(value)) }

  public var string: String? { if case .string(let value) = self { value } else { nil } }
  public var number: PrintedNumber? { if case .number(let value) = self { value } else { nil } }
  public var double: Double? { number?.double }
  public var integer: Int? { number?.integer }
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
  public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
  public var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
  public subscript(name: String) -> JSON? { object?[name] }

  /// The value at a JSON pointer (RFC 6901); nil where there is none.
  public subscript(pointer pointer: String) -> JSON? {
    var value = self
    for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
      let name = JSONPointer.name(String(step))
      if let member = value[name] {
        value = member
      } else if let elements = value.array, let position = Int(name), elements.indices.contains(position) {
        value = elements[position]
      } else {
        return nil
      }
    }
    return value
  }

  /// The value as a person would print it: text as it stands, anything else as JSON.
  public var text: String { string ?? String(decoding: json, as: UTF8.self) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByDictionaryLiteral
{
  public init(stringLiteral value: String) { self = .string(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .number(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(elements) { _, last in last })
  }
}
