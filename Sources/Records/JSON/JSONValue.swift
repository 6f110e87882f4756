/// Something that stands in JSON as one value.
public protocol JSONValue: Sendable {
  init(json reader: inout JSONReader) throws(JSONError)
  func write(to writer: inout JSONWriter)
  /// Whether the member that holds it is left out: optional values that are nil, and empty lists and maps.
  var isAbsent: Bool { get }
  /// What such a value may be, in JSON Schema (draft 2020-12).
  static var schema: JSON { get }
}

extension JSONValue {
  @inlinable public var isAbsent: Bool { false }

  /// The JSON text.
  public var json: [UInt8] {
    var writer = JSONWriter()
    write(to: &writer)
    return writer.array
  }

  /// The value that the whole text spells.
  public init(json text: some Sequence<UInt8>) throws(JSONError) {
    let copy = Array(text)
    let result: Result<Self, JSONError> = copy.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer)
      do throws(JSONError) {
        let value = try Self(json: &reader)
        try reader.finish()
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }
}

extension String: JSONValue {
  public static var schema: JSON { ["type": "string"] }
  @inlinable public init(json reader: inout JSONReader) throws(JSONError) { self = try reader.string() }
  @inlinable public func write(to writer: inout JSONWriter) { writer.write(self) }
}

extension Int: JSONValue {
  public static var schema: JSON { ["type": "integer"] }
  @inlinable public init(json reader: inout JSONReader) throws(JSONError) { self = try reader.integer() }
  @inlinable public func write(to writer: inout JSONWriter) { writer.write(self) }
}

extension Double: JSONValue {
  public static var schema: JSON { ["type": "number"] }
  @inlinable public init(json reader: inout JSONReader) throws(JSONError) { self = try reader.double() }
  @inlinable public func write(to writer: inout JSONWriter) { writer.write(self) }
}

extension Bool: JSONValue {
  public static var schema: JSON { ["type": "boolean"] }
  @inlinable public init(json reader: inout JSONReader) throws(JSONError) { self = try reader.boolean() }
  @inlinable public func write(to writer: inout JSONWriter) { writer.write(self) }
}

extension Optional: JSONValue where Wrapped: JSONValue {
  public static var schema: JSON { Wrapped.schema }

  @inlinable
  public init(json reader: inout JSONReader) throws(JSONError) {
    self = try reader.null() ? .none : .some(try Wrapped(json: &reader))
  }

  @inlinable
  public func write(to writer: inout JSONWriter) {
    if let self { self.write(to: &writer) } else { writer.null() }
  }

  @inlinable
  public var isAbsent: Bool {
    if case .none = self { true } else { false }
  }
}

extension Array: JSONValue where Element: JSONValue {
  public static var schema: JSON { ["type": "array", "items": Element.schema] }

  @inlinable
  public init(json reader: inout JSONReader) throws(JSONError) {
    var elements: [Element] = []
    try reader.array { (reader) throws(JSONError) in elements.append(try Element(json: &reader)) }
    self = elements
  }

  @inlinable
  public func write(to writer: inout JSONWriter) {
    writer.beginArray()
    withUnsafeBufferPointer { for index in $0.indices { $0[index].write(to: &writer) } }
    writer.endArray()
  }

  @inlinable public var isAbsent: Bool { isEmpty }
}

/// Maps are written with their keys in byte order.
extension Dictionary: JSONValue where Key == String, Value: JSONValue {
  public static var schema: JSON { ["type": "object", "additionalProperties": Value.schema] }

  @inlinable
  public init(json reader: inout JSONReader) throws(JSONError) {
    var members: [String: Value] = [:]
    try reader.object { (key, reader) throws(JSONError) in
      members[String(decoding: key, as: UTF8.self)] = try Value(json: &reader)
    }
    self = members
  }

  @inlinable
  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    if count == 1, let (key, value) = first {
      writer.key(key)
      value.write(to: &writer)
      return writer.endObject()
    }
    for (key, value) in sorted(by: { $0.key.precedes($1.key) }) {
      writer.key(key)
      value.write(to: &writer)
    }
    writer.endObject()
  }

  @inlinable public var isAbsent: Bool { isEmpty }
}

extension String {
  /// Whether this text comes before the other in the order of their UTF-8 bytes, the order of everything we write.
  @inlinable public func precedes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

/// An enumeration whose cases are spelt as text.
extension JSONValue where Self: RawRepresentable & CaseIterable, RawValue == String {
  public static var schema: JSON { ["enum": .array(allCases.map { .string($0.rawValue) })] }

  public init(json reader: inout JSONReader) throws(JSONError) {
    let text = try reader.string()
    guard let value = Self(rawValue: text) else {
      throw reader.failure("'\(text)' is not a known \(Self.self)")
    }
    self = value
  }

  public func write(to writer: inout JSONWriter) { writer.write(rawValue) }
}
