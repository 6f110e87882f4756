/// JSON text that is carried along without being decoded.
public struct RawJSON: JSONValue, Hashable {
  public static var schema: JSON { true }

  public var bytes: [UInt8]

  public init(bytes: [UInt8]) { self.bytes = bytes }

  @inlinable
  public init(json reader: inout JSONReader) throws(JSONError) { bytes = Array(try reader.slice()) }

  public func write(to writer: inout JSONWriter) { bytes.withUnsafeBufferPointer { writer.raw($0) } }
}

/// The members that this version does not know: kept as they are and written back in their place.
public struct UnknownFields: Sendable, Hashable {
  /// In the byte order of their names.
  public private(set) var members: [Member] = []

  public struct Member: Sendable, Hashable {
    public var name: String
    public var value: RawJSON
  }

  public init() {}

  @inlinable public var isEmpty: Bool { members.isEmpty }

  @usableFromInline
  mutating func add(_ key: UnsafeBufferPointer<UInt8>, _ value: RawJSON) {
    let name = String(decoding: key, as: UTF8.self)
    members.removeAll { $0.name == name }
    let place = members.firstIndex { name.precedes($0.name) } ?? members.endIndex
    members.insert(Member(name: name, value: value), at: place)
  }
}
