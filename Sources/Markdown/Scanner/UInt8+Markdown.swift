/// What single bytes can mean in Markdown.
extension UInt8 {
  @inline(__always) var isMarkdownSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  @inline(__always) var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isASCIIDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isASCIIPunctuation: Bool {
    self >= 0x21 && self <= 0x7E && !isASCIILetter && !isASCIIDigit
  }

  /// Whether it begins something inside of a text: line end, `!` `&` `*` `<` `[` `\` `]` `_` or a backtick.
  @inline(__always) var isSpecial: Bool {
    // One bit for each byte below 64, and for each from 64 on.
    let low: UInt64 = 1 << 0x0A | 1 << 0x21 | 1 << 0x26 | 1 << 0x2A | 1 << 0x3C
    let high: UInt64 = 1 << (0x5B - 64) | 1 << (0x5C - 64) | 1 << (0x5D - 64) | 1 << (0x5F - 64) | 1 << (0x60 - 64)
    return self < 128 && (self < 64 ? low : high) >> UInt64(self & 63) & 1 != 0
  }
}
