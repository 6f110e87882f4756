/// What the initialisers of an ONNX model are used for, to tell weights from the constants of a calculation.
///
/// A mean that is subtracted from the picture, the 1 that keeps a count from being 0, the bounds of a `Clip` and the scale of a
/// quantised tensor are initialisers like the weights, and nobody has trained them. An initialiser is a constant if every
/// node that takes it takes it for such a purpose; one that no node takes is counted as a weight.
struct InitialiserUses: Equatable, Sendable {
  /// Operators whose operands no usual training changes. `Add` and `Mul` are not among them: they take biases and scales.
  private static let arithmetic: Set<String> = [
    "Clip", "Div", "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Max", "Min", "Mod", "Pad", "Pow",
    "Range", "Resize", "Sub", "Upsample", "Where",
  ]
  /// Operators whose operands after the first are scales and zero points.
  private static let quantising: Set<String> = ["DequantizeLinear", "QuantizeLinear"]
  /// More names than any real model has are not kept; what is beyond them counts as weights.
  private static let most = 1 << 20

  private struct Size: Equatable {
    var type: ElementType
    var elements: Int
  }

  private var sizes: [String: Size] = [:]
  private var asConstant: Set<String> = []
  private var asWeight: Set<String> = []

  mutating func note(_ elements: Int, _ type: ElementType, named name: String) {
    // Two of one name, in graphs apart, cannot be told apart: both stay weights.
    if sizes[name] != nil {
      asWeight.insert(name)
    } else if sizes.count < Self.most {
      sizes[name] = Size(type: type, elements: elements)
    }
  }

  mutating func note(_ operands: [String], of type: String) {
    guard asConstant.count + asWeight.count < Self.most else { return }
    for (index, operand) in operands.enumerated() {
      let isConstant = Self.arithmetic.contains(type) || index > 0 && Self.quantising.contains(type)
      if isConstant { asConstant.insert(operand) } else { asWeight.insert(operand) }
    }
  }

  var constantElements: [ElementType: Int] {
    var elements: [ElementType: Int] = [:]
    for name in asConstant where !asWeight.contains(name) {
      if let size = sizes[name] { elements[size.type, default: 0] += size.elements }
    }
    return elements
  }
}
