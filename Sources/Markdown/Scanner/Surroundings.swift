/// What stands beside a run of `*` or `_`, which decides whether it may open or close emphasis.
struct Surroundings {
  var isSpace: Bool
  var isPunctuation: Bool

  /// The character that begins at an index; the end of the text counts as space.
  init(at index: Int, in content: UnsafeBufferPointer<UInt8>) {
    guard index < content.count else {
      self.init(ascii: 0x0A)
      return
    }
    let byte = content[index]
    if byte < 0x80 {
      self.init(ascii: byte)
    } else {
      var end = index + 1
      while end < content.count, content[end] & 0xC0 == 0x80 { end += 1 }
      self.init(character: content[index..<end])
    }
  }

  /// The character that ends before an index; the beginning of the text counts as space.
  init(before index: Int, in content: UnsafeBufferPointer<UInt8>) {
    guard index > 0 else {
      self.init(ascii: 0x0A)
      return
    }
    var start = index - 1
    while start > 0, content[start] & 0xC0 == 0x80 { start -= 1 }
    self.init(at: start, in: content)
  }

  private init(ascii byte: UInt8) {
    isSpace = byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C || byte == 0x0D
    isPunctuation = byte.isASCIIPunctuation
  }

  private init(character: Slice<UnsafeBufferPointer<UInt8>>) {
    guard let scalar = String(decoding: character, as: UTF8.self).unicodeScalars.first else {
      (isSpace, isPunctuation) = (false, false)
      return
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: (isSpace, isPunctuation) = (true, false)
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
      .finalPunctuation, .otherPunctuation:
      (isSpace, isPunctuation) = (false, true)
    default: (isSpace, isPunctuation) = (false, false)
    }
  }
}
