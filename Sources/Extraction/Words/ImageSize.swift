import Records
import YAML

/// The height and width of images that go in: `224`, `224x224`, `[3, 224, 224]`, `1, 3, 512, 512`, `(299, 299)`.
struct ImageSize: Equatable {
  var height: Int
  var width: Int

  var value: JSON { .array([.number(height), .number(width)]) }

  /// - Parameters:
  ///   - text: nothing but the size.
  ///   - isSide: whether a number alone is the side of a square.
  init?(_ text: some StringProtocol, isSide: Bool = true) {
    guard text.utf8.count <= 60 else { return nil }
    var numbers: [Int] = []
    var number: Int?
    var isAlone = true
    for byte in text.utf8 {
      if byte.isDigit {
        let longer = (number ?? 0) * 10 + Int(byte - 0x30)
        guard longer < 1_000_000_000 else { return nil }
        number = longer
        continue
      }
      if let last = number { numbers.append(last) }
      number = nil
      switch byte {
      case 0x20, UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"): break
      // The last two are "×".
      case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "*"), 0xC3, 0x97: isAlone = false
      default: return nil
      }
    }
    if let last = number { numbers.append(last) }
    if numbers.count == 1 {
      guard isSide, isAlone else { return nil }
      numbers.append(numbers[0])
    }
    self.init(shape: numbers)
  }

  /// The numbers of a list.
  init?(_ node: YAML.Node) {
    guard node.isSequence, (2...6).contains(node.items.count) else { return nil }
    self.init(shape: node.items.map { $0.text.flatMap { Int($0) } ?? 0 })
  }

  /// Of a shape with channels, the sides of the picture: the two numbers beside the number of channels.
  init?(shape: [Int]) {
    let channels: Set<Int> = [1, 3, 4]
    switch shape.count {
    case 2: (height, width) = (shape[0], shape[1])
    case 3 where channels.contains(shape[0]): (height, width) = (shape[1], shape[2])
    case 3 where channels.contains(shape[2]): (height, width) = (shape[0], shape[1])
    case 4... where channels.contains(shape[1]) || shape.count == 5 && channels.contains(shape[2]):
      (height, width) = (shape[shape.count - 2], shape[shape.count - 1])
    case 4 where channels.contains(shape[3]): (height, width) = (shape[1], shape[2])
    default: return nil
    }
    guard Self.isSide(height), Self.isSide(width) else { return nil }
  }

  static func isSide(_ side: Int) -> Bool { (16...4096).contains(side) }
}
