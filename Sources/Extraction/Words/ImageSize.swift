import Records

/// The height and width of images: `224`, `224x224`, `[3, 224, 224]`, `1, 3, 512, 512`, `(299, 299)`.
struct ImageSize {
  var height: Int
  var width: Int

  var value: JSON { .array([.number(height), .number(width)]) }

  /// - Parameter text: nothing but the size; of a shape the sides are the two numbers beside the number of channels.
  init?(_ text: some StringProtocol) {
    guard text.utf8.count <= 60 else { return nil }
    let numbers = text.split { !($0.isASCII && $0.isNumber) }.compactMap { Int($0) }
    switch numbers.count {
    case 1: (height, width) = (numbers[0], numbers[0])
    case 2: (height, width) = (numbers[0], numbers[1])
    case 3 where numbers[0] == 3 || numbers[0] == 1: (height, width) = (numbers[1], numbers[2])
    case 3 where numbers[2] == 3 || numbers[2] == 1: (height, width) = (numbers[0], numbers[1])
    case 4 where numbers[1] == 3 || numbers[1] == 1: (height, width) = (numbers[2], numbers[3])
    case 4 where numbers[3] == 3 || numbers[3] == 1: (height, width) = (numbers[1], numbers[2])
    default: return nil
    }
    guard Self.isSide(height), Self.isSide(width) else { return nil }
  }

  static func isSide(_ side: Int) -> Bool { (16...4096).contains(side) }
}
