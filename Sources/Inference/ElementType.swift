/// What the elements of a tensor are, by the numbers of ONNX's `TensorProto.DataType`.
///
/// ONNX Runtime uses the same numbers. A number that neither names yet is kept: `ElementType(rawValue: 99).name` is `"type-99"`.
public struct ElementType: RawRepresentable, Hashable, Comparable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  public static let float32 = ElementType(rawValue: 1)
  public static let int32 = ElementType(rawValue: 6)
  public static let int64 = ElementType(rawValue: 7)
  public static let string = ElementType(rawValue: 8)
  public static let bool = ElementType(rawValue: 9)

  private static let names = [
    "undefined", "float32", "uint8", "int8", "uint16", "int16", "int32", "int64", "string", "bool", "float16",
    "float64",
    "uint32", "uint64", "complex64", "complex128", "bfloat16", "float8e4m3fn", "float8e4m3fnuz", "float8e5m2",
    "float8e5m2fnuz", "uint4", "int4", "float4e2m1",
  ]

  /// The name as records print it, such as `float32`.
  public var name: String {
    Self.names.indices.contains(rawValue) ? Self.names[rawValue] : "type-\(rawValue)"
  }

  public static func < (left: ElementType, right: ElementType) -> Bool {
    left.rawValue < right.rawValue
  }
}
