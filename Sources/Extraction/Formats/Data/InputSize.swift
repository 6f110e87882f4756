import Records
import YAML

/// The height and width of images that go in, as shapes and sizes are printed.
enum InputSize {
  /// `224`, `224x224`, `1,3,512,512`, `[1, 3, 512, 512]`.
  ///
  /// - Parameter isSide: whether a number alone is the side of a square.
  static func read(_ text: some StringProtocol, isSide: Bool) -> JSON? {
    var numbers: [Int] = []
    var digits = ""
    var separators: [UInt8] = []
    for byte in text.utf8 {
      if byte.isDigit {
        guard digits.utf8.count < 9 else { return nil }
        digits.append(Character(Unicode.Scalar(byte)))
      } else {
        if let number = Int(digits) { numbers.append(number) }
        digits = ""
        switch byte {
        case 0x20, 0x2C, 0x5B, 0x5D, 0x28, 0x29: break
        case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "*"), 0xC3, 0x97: separators.append(byte)
        default: return nil
        }
      }
    }
    if let number = Int(digits) { numbers.append(number) }
    if numbers.count == 1 { return isSide && separators.isEmpty ? read([numbers[0], numbers[0]]) : nil }
    return read(numbers)
  }

  /// The numbers of a list.
  static func read(_ node: YAML.Node) -> JSON? {
    guard node.isSequence, (2...6).contains(node.items.count) else { return nil }
    return read(node.items.map { $0.text.flatMap { Int($0) } ?? 0 })
  }

  /// Of a shape with channels, the sides of the picture.
  static func read(_ shape: [Int]) -> JSON? {
    let sides: [Int]
    let channels: Set<Int> = [1, 3, 4]
    switch shape.count {
    case 2: sides = shape
    case 3 where channels.contains(shape[0]): sides = Array(shape[1...])
    case 3 where channels.contains(shape[2]): sides = Array(shape[..<2])
    case 4... where channels.contains(shape[1]) || shape.count == 5 && channels.contains(shape[2]):
      sides = shape.suffix(2)
    case 4 where channels.contains(shape[3]): sides = Array(shape[1..<3])
    default: return nil
    }
    guard sides.allSatisfy({ (16...8192).contains($0) }) else { return nil }
    return .array(sides.map { .number($0) })
  }
}
