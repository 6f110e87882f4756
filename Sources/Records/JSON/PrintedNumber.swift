/// A decimal number exactly as a document prints it.
///
/// Scaling shifts the decimal point, so that 37.4 % becomes 0.374 and not 0.37400000000000005.
/// ```swift
/// PrintedNumber("37.4")?.scaled(byPowerOfTen: -2).canonical      // "0.374"
/// ```
public struct PrintedNumber: Sendable, Hashable {
  public var isNegative: Bool
  /// The digits without leading zeros; empty for zero.
  public private(set) var digits: [UInt8]
  /// The number is ±0.digits × 10^point.
  public private(set) var point: Int
  /// How many digits were printed behind the decimal point, less the exponent: 2 for "76.10", 5 for "1.0e-4".
  public private(set) var decimals: Int

  /// The number that `text` spells (optional sign, digits, point, exponent); nil for anything else.
  public init?(_ text: some StringProtocol) {
    if let value = text.utf8.withContiguousStorageIfAvailable({ PrintedNumber(utf8: $0) }) {
      guard let value else { return nil }
      self = value
    } else {
      var copy = String(text)
      guard let value = copy.withUTF8({ PrintedNumber(utf8: $0) }) else { return nil }
      self = value
    }
  }

  /// The number that the bytes spell; nil for anything else, and for more than 400 digits.
  public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    let value: PrintedNumber? = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.mostDigits) { digits in
      Self.read(bytes, digits)
    }
    guard let value else { return nil }
    self = value
  }

  private static let mostDigits = 400

  private static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ digits: UnsafeMutableBufferPointer<UInt8>
  ) -> PrintedNumber? {
    var negative = false
    var seen = 0
    var count = 0
    var whole = 0
    var fraction = 0
    var exponent = 0
    var state = 0  // 0 sign or first digit · 1 whole part · 2 fraction · 3 exponent's sign · 4 exponent
    var exponentNegative = false
    var exponentDigits = 0
    for byte in bytes {
      switch (state, byte) {
      case (0, 0x2d), (0, 0x2b):
        guard seen == 0 else { return nil }
        negative = byte == 0x2d
        seen = 1
      case (0...2, 0x30...0x39):
        guard count < digits.count else { return nil }
        digits[count] = byte - 0x30
        count += 1
        if state == 2 {
          fraction += 1
        } else {
          state = 1
          whole += 1
        }
      case (0, 0x2e), (1, 0x2e): state = 2
      case (1, 0x65), (1, 0x45), (2, 0x65), (2, 0x45): state = 3
      case (3, 0x2d), (3, 0x2b):
        exponentNegative = byte == 0x2d
        state = 4
      case (3, 0x30...0x39), (4, 0x30...0x39):
        state = 4
        exponentDigits += 1
        exponent = min(exponent * 10 + Int(byte - 0x30), 100_000)
      default: return nil
      }
    }
    guard count > 0, state < 3 || exponentDigits > 0 else { return nil }
    if exponentNegative { exponent = -exponent }
    return PrintedNumber(
      negative: negative, digits: UnsafeBufferPointer(rebasing: digits[..<count]), point: whole + exponent,
      decimals: max(0, fraction - exponent))
  }

  private init(negative: Bool, digits: UnsafeBufferPointer<UInt8>, point: Int, decimals: Int) {
    var low = 0
    var high = digits.count
    while low < high, digits[low] == 0 { low += 1 }
    while low < high, digits[high - 1] == 0 { high -= 1 }
    isNegative = negative && low < high
    self.digits = Array(digits[low..<high])
    self.point = low < high ? point - low : 0
    self.decimals = decimals
  }

  /// The shortest decimal that reads back as the same double; zero for values that no decimal spells.
  public init(_ value: Double) {
    self = PrintedNumber(value.isFinite ? value.description : "0") ?? PrintedNumber(0)
  }

  public init(_ value: Int) {
    let digits = String(value.magnitude).utf8.map { $0 - 0x30 }
    self = digits.withUnsafeBufferPointer {
      PrintedNumber(negative: value < 0, digits: $0, point: digits.count, decimals: 0)
    }
  }

  public func scaled(byPowerOfTen power: Int) -> PrintedNumber {
    var copy = self
    if !digits.isEmpty { copy.point += power }
    copy.decimals = max(0, decimals - power)
    return copy
  }

  /// The nearest double.
  public var double: Double { Double(canonical) ?? 0 }

  /// The whole number, if it is one that fits.
  public var integer: Int? {
    guard point >= digits.count, point <= 18 else { return digits.isEmpty ? 0 : nil }
    let magnitude = digits.reduce(0) { $0 * 10 + Int($1) }
    let value = (digits.count..<point).reduce(magnitude) { product, _ in product * 10 }
    return isNegative ? -value : value
  }

  /// The spelling of RFC 8785 §3.2.2.3 (that of ECMAScript's Number::toString), digits beyond a double's kept.
  public var canonical: String {
    guard !digits.isEmpty else { return "0" }
    var text = isNegative ? "-" : ""
    func letters(_ slice: ArraySlice<UInt8>) -> String { String(decoding: slice.map { $0 + 0x30 }, as: UTF8.self) }
    if point > 21 || point < -5 {
      text += letters(digits[..<1])
      if digits.count > 1 { text += "." + letters(digits[1...]) }
      text += "e" + (point > 0 ? "+" : "-") + String(abs(point - 1))
    } else if point <= 0 {
      text += "0." + String(repeating: "0", count: -point) + letters(digits[...])
    } else if point >= digits.count {
      text += letters(digits[...]) + String(repeating: "0", count: point - digits.count)
    } else {
      text += letters(digits[..<point]) + "." + letters(digits[point...])
    }
    return text
  }
}
