import Markdown
import Records
import Stages

/// Reads how many parameters a model has and what size of image it takes, from sentences, lists and example code.
struct ModelSizeExtractor: CardExtractor {
  static let name = "model-size"
  static let summary = "Read parameter counts and input sizes."
  static let version = 3
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    for passage in card.passages {
      if passage.signals.contains(.pixels) { readPixels(passage.words, &findings) }
      if passage.signals.isSuperset(of: [.shape, .digits]), !Self.isOutput(passage, card) {
        readShapes(passage.words, &findings)
      }
      if passage.signals.isSuperset(of: [.size, .digits]) { readParameters(passage.words, &findings) }
    }
    for (number, table) in card.tables.enumerated() { readColumn(table, number, &findings) }
    for listing in card.listings where listing.mentions.contains(.crop) {
      var line = listing.line
      for content in listing.text.lines {
        defer { line += 1 }
        guard let side = Self.crop(content) else { continue }
        findings.add(
          Predicate.inputSize, [.number(side.value), .number(side.value)], raw: String(side.raw), lines: line...line,
          method: .code)
      }
    }
  }

  /// "Arch | Input Size | AP": the size that each row's model takes.
  private func readColumn(_ table: Grid, _ number: Int, _ findings: inout Findings) {
    guard let first = table.header.first, TableRole(first.text) == .model,
      let column = table.header.firstIndex(where: { folded($0.text) == "input size" })
    else { return }
    for (row, cells) in table.rows.enumerated() where column < cells.count {
      let cell = cells[column]
      guard cell.text.utf8.count <= 12, let size = ImageSize(cell.text) else { continue }
      findings.add(
        Predicate.inputSize, size.value, raw: cell.text, lines: cell.lines, ["model": .string(cells[0].text)],
        cell: (number, row, column), method: .table)
    }
  }

  /// Whether what stands there is about what comes out of the model.
  private static func isOutput(_ passage: Passage, _ card: Card) -> Bool {
    card.document.path(ofSection: passage.section).contains { title in
      let name = folded(title)
      return name.hasPrefix("output") || name.hasSuffix(" output") || name.hasSuffix(" outputs")
    }
  }

  /// `CenterCrop(224)`, `"crop_size": 182`
  private static func crop(_ line: Substring) -> (value: Int, raw: Substring)? {
    let value: Substring
    if line.mentions("CenterCrop(") {
      value = line.split(separator: "(").last ?? ""
      guard value.drop(while: \.isNumber).first == ")" else { return nil }
    } else if let name = line.place(of: "crop_size") ?? line.place(of: "image_size") {
      let rest = line[name.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
      guard rest.first == ":" || rest.first == "=" else { return nil }
      value = rest.dropFirst().trimmed
    } else {
      return nil
    }
    let digits = value.prefix { $0.isNumber }
    guard let side = Int(digits), ImageSize.isSide(side) else { return nil }
    return (side, digits)
  }

  /// `shape: 1, 3, 512, 512`, `float[1, 3, 224, 224]`, "height and width of at least 224"
  private func readShapes(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "shape", "float") {
      var start = words[index].range.upperBound
      let bytes = words.bytes
      while start < bytes.count, !bytes[start].isDigit, bytes[start] != 0x0A, start - words[index].range.upperBound < 12
      {
        guard !bytes[start].isLetter else { break }
        start += 1
      }
      guard start < bytes.count, bytes[start].isDigit else { continue }
      var end = start
      while end < bytes.count,
        bytes[end].isDigit || bytes[end] == 0x20 || bytes[end] == 0x2C || bytes[end] | 0x20 == 0x78
      {
        end += 1
      }
      while end > start, !bytes[end - 1].isDigit { end -= 1 }
      let text = words.string(start..<end)
      guard text.utf8.count > 8, text.split(whereSeparator: { !$0.isNumber }).count >= 3, let size = ImageSize(text)
      else {
        continue
      }
      let line = words.line(at: start)
      findings.add(Predicate.inputSize, size.value, raw: text, lines: line...line)
      return
    }
  }

  /// `224x224`, `299 x 299`
  private func readPixels(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices {
      let first = words.bytes[words[index].range.lowerBound]
      guard first.isDigit || first | 0x20 == UInt8(ascii: "x") || first == 0xC3 else { continue }
      let range: Range<Int>
      let sides: [Int]
      let text = words.string(index)
      let parts = text.split { $0 == "x" || $0 == "X" || $0 == "×" }
      if parts.count == 2, let height = Int(parts[0]), let width = Int(parts[1]), !text.hasPrefix("0") {
        range = words[index].range
        sides = [height, width]
      } else if words.has(index, "x"), index > 0, index + 1 < words.count, let height = Int(words.string(index - 1)),
        let width = Int(words.string(index + 1))
      {
        range = words[index - 1].range.lowerBound..<words[index + 1].range.upperBound
        sides = [height, width]
      } else {
        continue
      }
      guard sides.allSatisfy(ImageSize.isSide), !Self.isBound(words.bytes, range.lowerBound),
        !Self.isVolume(words, range), !Self.isBeforeCrop(words, index)
      else { continue }
      let line = words.line(at: range.lowerBound)
      findings.add(Predicate.inputSize, .array(sides.map { .number($0) }), raw: words.string(range), lines: line...line)
    }
  }

  /// Two of the sides of `112 x 128 x 80`.
  private static func isVolume(_ words: Words, _ range: Range<Int>) -> Bool {
    func isTimes(_ byte: UInt8) -> Bool { byte | 0x20 == 0x78 || byte == 0x97 }
    let before = words.bytes[max(0, range.lowerBound - 4)..<range.lowerBound].last { $0 != 0x20 }
    let after = words.bytes[range.upperBound..<min(words.bytes.count, range.upperBound + 4)]
    // Of the sign of multiplication, the last byte of two or the first.
    guard let next = after.first(where: { $0 != 0x20 }) else { return before.map(isTimes) ?? false }
    return before.map(isTimes) ?? false || next | 0x20 == 0x78 || after.starts(with: [0xC3, 0x97])
      || after.starts(with: [0x20, 0xC3, 0x97])
  }

  /// "resized to 256x256, then cropped to 224x224"
  private static func isBeforeCrop(_ words: Words, _ index: Int) -> Bool {
    (max(0, index - 8)..<index).contains { words.has($0, "resize", "resized", "resizing", "rescaled") }
      && (index + 1..<min(words.count, index + 16)).contains { words.has($0, "crop", "cropped", "cropping", "crops") }
  }

  /// ">= 1024x1024" says what images were chosen.
  private static func isBound(_ bytes: [UInt8], _ start: Int) -> Bool {
    bytes[max(0, start - 4)..<start].contains { $0 == 0x3E || $0 == 0x3C }
  }

  /// "110M parameters", "6.7 billion parameters", "Model size: 95M", "Number of parameters: 65M"
  private func readParameters(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "paramete", "params") {
      let sentence = words.sentence(around: index)
      if sentence.contains(where: { words.has($0, "than", "compared", "while", "whereas") }) { continue }
      for offset in 1...3 where index - offset >= 0 {
        let position = index - offset
        guard words.bytes[words[position].range.lowerBound].isDigit else { continue }
        var start = words[position].range.lowerBound
        if start >= 2, words.bytes[start - 1] == 0x2E, words.bytes[start - 2].isDigit {
          start = words[position - 1].range.lowerBound
        }
        add(words, start, words[index].range.lowerBound, &findings)
        break
      }
      if words.gap(after: index).contains(UInt8(ascii: ":")), index + 1 < words.count {
        add(words, words[index + 1].range.lowerBound, words.bytes.count, &findings)
      }
    }
  }

  private func add(_ words: Words, _ start: Int, _ end: Int, _ findings: inout Findings) {
    guard start < end, let printed = PrintedValue(words.string(start..<end)), !printed.isPercent else { return }
    let unit = printed.rest.prefix { $0.isLetter }
    guard let number = printed.magnified ?? (printed.number.value >= 100_000 ? printed.number : nil) else { return }
    guard number.value >= 1000, !printed.rest.hasPrefix("MB"), !printed.rest.hasPrefix("GB") else { return }
    let line = words.line(at: start)
    var stop = start
    while stop < end, words.bytes[stop].isDigit || words.bytes[stop] == 0x2E || words.bytes[stop] == 0x2C { stop += 1 }
    while stop < end, words.bytes[stop] == 0x20 { stop += 1 }
    let raw = words.string(start..<min(end, stop + unit.utf8.count)).trimmed
    findings.add(Predicate.paramsTotal, .number(number), raw: String(raw), lines: line...line)
  }
}
