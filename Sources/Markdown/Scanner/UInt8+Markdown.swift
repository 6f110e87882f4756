/// What single bytes can mean in Markdown.
extension UInt8 {
  @inline(__always) var isMarkdownSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
  @inline(__always) var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  @inline(__always) var isASCIIDigit: Bool { self &- 0x30 < 10 }
  @inline(__always) var isASCIIPunctuation: Bool {
    self >= 0x21 && self <= 0x7E && !isASCIILetter && !isASCIIDigit
  }
}
