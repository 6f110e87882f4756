/// A structure that stands in JSON as an object, described by one table of its members.
///
/// The table gives reading, writing, the list of fields for the format's documentation, and what is required; it is
/// several times faster than synthesised `Codable`. Members are declared, and therefore written, in byte order.
///
/// ```swift
/// struct Popularity: FieldTable {
///   var downloads: Int?, likes: Int?
///   var unknown = UnknownFields()
///   init() {}
///   static let fields: [Field<Self>] = [Field("downloads", \.downloads), Field("likes", \.likes)]
/// }
/// ```
public protocol FieldTable: JSONValue {
  init()
  static var fields: [Field<Self>] { get }
  var unknown: UnknownFields { get set }
  /// Whether members that the table does not name are kept in `unknown`. Where not, the value can only be read.
  static var keepsUnknown: Bool { get }
}

/// One member of a `FieldTable`.
public struct Field<Table>: Sendable {
  public let name: StaticString
  public let isRequired: Bool
  @usableFromInline let offset: Int
  // The closures capture nothing once `init` is specialised, so calling them retains nothing.
  @usableFromInline let read: @Sendable (UnsafeMutableRawPointer, inout JSONReader) throws(JSONError) -> Void
  @usableFromInline let write: @Sendable (UnsafeRawPointer, StaticString, inout JSONWriter) -> Void
  /// What the member may be, in JSON Schema.
  public let schema: @Sendable () -> JSON

  @inlinable @inline(__always)
  public init<Value: JSONValue>(_ name: StaticString, _ path: KeyPath<Table, Value>, required: Bool = false) {
    guard let offset = MemoryLayout<Table>.offset(of: path) else {
      preconditionFailure("\(name) is not a stored property of \(Table.self)")
    }
    self.name = name
    self.offset = offset
    isRequired = required
    schema = { Value.schema }
    read = { (table, reader) throws(JSONError) in
      table.assumingMemoryBound(to: Value.self).pointee = try Value(json: &reader)
    }
    write = { table, name, writer in
      let value = table.assumingMemoryBound(to: Value.self)
      if !value.pointee.isAbsent {
        writer.key(name)
        value.pointee.write(to: &writer)
      }
    }
  }

  @usableFromInline
  var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
  }
}

extension FieldTable {
  @inlinable public static var keepsUnknown: Bool { true }

  /// Unknown members are allowed: a reader carries through what a newer minor version adds.
  public static var schema: JSON {
    var schema: [String: JSON] = [
      "type": "object",
      "properties": .object(Dictionary(fields.map { ("\($0.name)", $0.schema()) }) { first, _ in first }),
    ]
    let required = fields.filter(\.isRequired).map { JSON.string("\($0.name)") }
    if !required.isEmpty { schema["required"] = .array(required) }
    return .object(schema)
  }

  public init(json reader: inout JSONReader) throws(JSONError) {
    self.init()
    var unknown = UnknownFields()
    var seen: UInt64 = 0
    // Through pointers no field is copied with its closures. withUnsafeMutablePointer rethrows typed errors.
    try Self.fields.withUnsafeBufferPointer { (fields) throws(JSONError) in
      try withUnsafeMutablePointer(to: &self) { (table) throws(JSONError) in
        let base = UnsafeMutableRawPointer(table)
        var next = 0  // Members come in table order: the first guess is right.
        try reader.object { (key, reader) throws(JSONError) in
          var index = next
          var left = fields.count
          while left > 0 {
            if index == fields.count { index = 0 }
            if fields[index].name ~= key {
              next = index + 1
              seen |= 1 << UInt64(index)
              try fields[index].read(base + fields[index].offset, &reader)
              return
            }
            index += 1
            left -= 1
          }
          if Self.keepsUnknown { unknown.add(key, try RawJSON(json: &reader)) } else { try reader.skip() }
        }
      }
      for index in fields.indices where seen & 1 << UInt64(index) == 0 && fields[index].isRequired {
        throw reader.failure("no '\(fields[index].name)'")
      }
    }
    if !unknown.isEmpty { self.unknown = unknown }
  }

  public func write(to writer: inout JSONWriter) {
    writer.beginObject()
    withUnsafePointer(to: self) { table in
      let base = UnsafeRawPointer(table)
      let fields = Self.fields
      if unknown.isEmpty {
        fields.withUnsafeBufferPointer { fields in
          for index in fields.indices { fields[index].write(base + fields[index].offset, fields[index].name, &writer) }
        }
        return
      }
      var rest = unknown.members[...]
      for field in fields {
        while let member = rest.first, member.name.utf8.lexicographicallyPrecedes(field.bytes) {
          writer.key(member.name)
          member.value.write(to: &writer)
          rest.removeFirst()
        }
        field.write(base + field.offset, field.name, &writer)
      }
      for member in rest {
        writer.key(member.name)
        member.value.write(to: &writer)
      }
    }
    writer.endObject()
  }

  /// Whether two values are written alike.
  public static func == (left: Self, right: Self) -> Bool { left.json == right.json }
}
