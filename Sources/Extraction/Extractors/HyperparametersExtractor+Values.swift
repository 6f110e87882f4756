import Records
import Stages

/// What a value says: a number, the result of a product, or pairs of its own.
extension HyperparametersExtractor {
  /// Without quotes, and without what closes the list of settings around it: `50` of `"50"`, `74` of `74}`. nil where a call
  /// begins, and for what is too long to be a value.
  static func plain(_ value: String) -> String? {
    guard let first = value.utf8.first, value.utf8.count <= (first == 0x7B ? 1200 : 400) else { return nil }
    guard let last = value.utf8.last, last == first || last == 0x7D || last == 0x28, value.utf8.count > 1 else {
      return value
    }
    switch last {
    case 0x28: return nil
    case 0x7D: return value.utf8.contains(0x7B) ? value : plain(String(value.dropLast().trimmed))
    case 0x22, 0x27: return value.utf8.count > 2 ? String(value.dropFirst().dropLast()) : value
    default: return value
    }
  }

  /// `learning rate 2e-5,`, `batch size 64`: a name of several words that we know, with nothing between it and its number.
  static func spoken(_ parts: [Substring], _ line: Substring) -> (name: Substring, value: Substring)? {
    guard parts.count <= 4, var value = parts.last else { return nil }
    let name = line[..<value.startIndex].trimmed
    if value.utf8.last == 0x2C { value = value.dropLast() }
    guard value.utf8.first?.isDigit == true, name.utf8.allSatisfy({ $0.isLetter || $0 == 0x20 || $0 == 0x5F }),
      PrintedValue(value)?.rest.isEmpty == true, isKnown(Entry.snake(name))
    else { return nil }
    return (name, value)
  }

  /// A number where the whole text is one.
  static func value(_ text: String) -> JSON {
    let plain = text.trimmed
    guard let printed = PrintedValue(plain) else { return .string(text) }
    if let number = scientific(printed) { return .number(number) }
    if printed.rest.isEmpty, !printed.isPercent { return .number(printed.number) }
    if printed.rest.utf8.count == 1 || isScale(printed.rest), let number = printed.magnified { return .number(number) }
    if isUnit(printed.rest), !printed.isPercent { return .number(printed.number) }
    // "5e-5(with decay, ends at 4.95e-8)"
    if printed.rest.utf8.first == 0x28, printed.rest.utf8.last == 0x29, printed.rest.mentions(" ") {
      return .number(printed.number)
    }
    return .string(text)
  }

  private static func isScale(_ rest: String) -> Bool { withFolded(rest) { scales.contains($0) } }
  private static let scales = Lexicon<Bool>(["thousand", "million", "billion"])

  /// What a number of a setting may count: "1,024 sequences".
  private static func isUnit(_ rest: String) -> Bool { withFolded(rest) { units.contains($0) } }
  private static let units = Lexicon<Bool>([
    "sequences", "tokens", "steps", "epochs", "epoch", "samples", "examples", "instances", "sentences", "images",
    "iterations", "updates",
  ])

  /// The number of `warmup to 0.0001 for 10,000 steps`, of `32 x 8 x 2 x 4 = 2048` and of
  /// `4 per model x 32 data parallel = 128 samples`; nil for plain values.
  static func number(inSentence value: String) -> (JSON, String)? {
    let words = value.spaced
    guard words.count > 2 else { return nil }
    if let result = product(value) { return result }
    guard words.count > 4, PrintedValue(value) == nil, let place = words.firstIndex(of: "to"), place + 1 < words.count,
      let printed = PrintedValue(words[place + 1]), printed.rest.isEmpty
    else { return nil }
    return (.number(printed.number), String(words[place + 1]))
  }

  /// What a product comes to, whatever its factors are called and what it is a number of.
  private static func product(_ value: String) -> (JSON, String)? {
    guard value.utf8.first?.isDigit == true, let mark = value.utf8.lastIndex(of: 0x3D),
      value[..<mark].trimmed.spaced.contains(where: { $0 == "x" || $0 == "*" || $0 == "×" }),
      let result = value[value.utf8.index(after: mark)...].spaced.first, let printed = PrintedValue(result),
      printed.rest.isEmpty
    else { return nil }
    return (.number(printed.number), String(result))
  }

  /// The pairs that a value holds itself: `batch size=4, GPUs=8, Gradient Accumulations=4. Total batch size=128`.
  static func pairs(in value: String) -> [(name: Substring, value: Substring)] {
    // "Adam with betas=(0.9,0.999) and epsilon=1e-08" is one value, and what nearly all cards have.
    guard value.utf8.count(where: { $0 == 0x3D }) > 1, !value.utf8.contains(0x28) else { return [] }
    let parts = value.split { $0 == "," || $0 == ";" }.flatMap { $0.split(separator: ". ") }
    let pairs = parts.compactMap { part -> (name: Substring, value: Substring)? in
      guard let pair = pair(part.trimmed), PrintedValue(pair.value)?.rest.isEmpty == true,
        pair.name.utf8.first?.isLetter == true
      else { return nil }
      return pair
    }
    return pairs.count == parts.count ? pairs.filter { isKnown(Entry.snake($0.name)) } : []
  }

  /// `3.0 x 10-4`, as `3.0 x 10<sup>-4</sup>` reads without its tags, and `3.0×10^-4`.
  private static func scientific(_ printed: PrintedValue) -> PrintedNumber? {
    guard let times = printed.rest.unicodeScalars.first, times == "x" || times == "×" || times == "*",
      case let power = printed.rest.unicodeScalars.dropFirst().drop(while: { $0 == " " }),
      power.starts(with: "10".unicodeScalars),
      case let exponent = power.dropFirst(2).drop(while: { $0 == "^" || $0 == "*" || $0 == "{" }),
      let sign = exponent.first, sign == "-" || sign == "−",
      let places = Int(String(String.UnicodeScalarView(exponent.dropFirst().prefix { $0 != "}" }))),
      (1...12).contains(places)
    else { return nil }
    return printed.number.scaled(byPowerOfTen: -places)
  }

  /// The power of ten that a number is multiplied with, `x 10^-4`, `· 10−5`, `× 10⁻⁴`, and where it ends.
  ///
  /// A sign or a raised digit tells it from a number: "3 × 104 gulls".
  static func power(of bytes: [UInt8], behind end: Int) -> (exponent: Int, end: Int)? {
    var at = end
    func skip(_ marks: StaticString...) -> Bool {
      for mark in marks
      where bytes[at...].starts(with: UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)) {
        at += mark.utf8CodeUnitCount
        return true
      }
      return false
    }
    _ = skip(" ")
    guard skip("×", "x", "*", "·", "⋅", "\\times", "\\cdot") else { return nil }
    _ = skip(" ")
    guard skip("10") else { return nil }
    var isTold = skip("^{", "^", "**")
    let isNegative = skip("-", "−", "–", "⁻")
    var power: Int?
    while at < bytes.count, (power ?? 0) < 100 {
      if bytes[at].isDigit {
        power = (power ?? 0) * 10 + Int(bytes[at] - 0x30)
        at += 1
      } else if let digit = raised.firstIndex(where: { bytes[at...].starts(with: $0.utf8) }) {
        power = (power ?? 0) * 10 + digit
        at += raised[digit].utf8.count
        isTold = true
      } else {
        break
      }
    }
    guard let power, power < 40, isTold || isNegative else { return nil }
    _ = skip("}")
    return (isNegative ? -power : power, at)
  }

  private static let raised = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"]

  /// The end of what a whole number is multiplied with: `*8` of `32*8`, `x4x2` of `16x4x2`.
  static func factors(_ bytes: [UInt8], behind end: Int) -> Int? {
    guard end > 0, end < bytes.count, bytes[end - 1].isDigit else { return nil }
    var last = end
    for _ in 0..<3 {
      guard let start = sign(bytes, last) else { break }
      let digits = bytes[start...].prefix(5).prefix(while: \.isDigit)
      let close = digits.endIndex
      guard (1...4).contains(digits.count), close == bytes.count || !bytes[close].isLetter || bytes[close] == 0x78
      else {
        break
      }
      last = close
    }
    return last > end ? last : nil
  }

  /// Where what stands behind a sign of multiplication begins: `x`, `*`, `×`, `·`, with or without spaces around it.
  private static func sign(_ bytes: [UInt8], _ end: Int) -> Int? {
    var at = end
    func skipSpace() { if at < bytes.count, bytes[at] == 0x20 { at += 1 } }
    skipSpace()
    guard at + 1 < bytes.count else { return nil }
    switch (bytes[at], bytes[at + 1]) {
    case (0x78, _), (0x2A, _): at += 1
    case (0xC3, 0x97), (0xC2, 0xB7): at += 2
    case (0xE2, 0x8B) where at + 2 < bytes.count && bytes[at + 2] == 0x85: at += 3
    default: return nil
    }
    skipSpace()
    return at
  }

  /// `Num Epochs = 10`, `Total train batch size (w. parallel, distributed & accumulation) = 4`: what the Trainer prints when
  /// it starts, but how many examples it found.
  func readStart(_ listing: Listing, _ findings: inout Findings) {
    var line = listing.line
    for content in listing.text.lines {
      defer { line += 1 }
      guard let mark = content.place(of: " = "), !content.mentions("examples") else { continue }
      let name = content[..<mark.lowerBound].prefix { $0 != "(" }.trimmed
      let value = content[mark.upperBound...].trimmed
      guard name.mentions(" "), value.utf8.allSatisfy({ $0.isDigit || $0 == 0x2C }), !value.isEmpty else { continue }
      add(String(name), String(value), raw: String(value), line: line, &findings, method: .code)
    }
  }
}
