/// ASCII letters, for text that is looked at as bytes.
extension UInt8 {
  var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isCapital: Bool { self &- 0x41 < 26 }
  var isDigit: Bool { self &- 0x30 < 10 }
  /// The small letter of a capital; anything else as it is.
  var lowercased: UInt8 { isCapital ? self | 0x20 : self }
}
