/// Numbers in a shape, outermost dimension first.
public struct Tensor: Equatable, Sendable {
  public enum Elements: Equatable, Sendable {
    case float32([Float])
    case int64([Int64])
  }

  public let elements: Elements
  public let shape: [Int]

  public init(_ elements: [Float], shape: [Int]) {
    self.elements = .float32(elements)
    self.shape = shape
  }

  public init(_ elements: [Int64], shape: [Int]) {
    self.elements = .int64(elements)
    self.shape = shape
  }

  public var count: Int {
    switch elements {
    case .float32(let elements): elements.count
    case .int64(let elements): elements.count
    }
  }

  public var elementType: ElementType {
    switch elements {
    case .float32: .float32
    case .int64: .int64
    }
  }

  /// The elements when they are 32-bit floats.
  public var floats: [Float]? {
    if case .float32(let elements) = elements { elements } else { nil }
  }

  /// The elements when they are 64-bit integers.
  public var integers: [Int64]? {
    if case .int64(let elements) = elements { elements } else { nil }
  }

  /// Whether the shape holds as many elements as there are.
  var isConsistent: Bool {
    var product = 1
    for size in shape {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return false }
      product = next
    }
    return product == count
  }
}
