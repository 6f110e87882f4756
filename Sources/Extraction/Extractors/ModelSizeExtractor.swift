import Markdown
import Records
import Stages

/// Reads how many parameters a model has and what size of image it takes, from sentences, lists and example code.
struct ModelSizeExtractor: CardExtractor {
  static let name = "model-size"
  static let summary = "Read parameter counts and input sizes."
  static let version = 17
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    let named = card.names.lazy.compactMap(NamedSize.init).first
    var counts: [Count] = []
    var marks = Marks()
    for (_, passage) in card.passages(about: .digits) {
      if passage.signals.contains(.shape), !Self.isOutput(passage, card) {
        readShapes(passage.words, &findings)
        readSides(passage.words, &findings)
      }
      if passage.signals.contains(.size) {
        let first = counts.count
        readParameters(passage.words, &counts)
        if passage.isItem, counts.count > first { marks.note(passage, first..<counts.count) }
      }
      if let named { readSizes(passage.words, named, &counts) }
    }
    marks.removeOthers(from: &counts)
    add(counts, named, &findings)
    // After the shapes, which say which side is the height.
    for (index, passage) in card.passages(about: [.pixels, .digits]) {
      if passage.signals.contains(.pixels), !(passage.isItem && card.passagesOnOthers.contains(index)) {
        readPixels(passage.words, &findings)
        if passage.signals.contains(.beyondASCII) { readChinese(passage, &findings) }
      }
      if passage.signals.contains(.digits), !passage.text.spans.isEmpty { readStarred(passage, &findings) }
    }
    for (number, table) in card.tables.enumerated() { readColumn(table, number, &findings) }
    for listing in card.listings where listing.mentions.contains(.crop) {
      let isOutput = withFolded(card.document.sections[listing.section].title) { $0.has("output", at: 0) }
      var line = listing.line
      for content in listing.text.lines {
        defer { line += 1 }
        guard let crop = Self.crop(content) ?? (isOutput ? nil : Self.tensor(content)) else { continue }
        findings.add(
          Predicate.inputSize, crop.size.value, raw: String(crop.raw), lines: line...line, method: .code)
      }
    }
  }

  private enum SizeColumn { case input, image }
  private static let sizes = Lexicon<SizeColumn>([
    (.input, ["input size", "crop size"]),
    (
      .image,
      [
        "resolution", "input resolution", "image resolution", "resolution px", "resolution pixels", "image size",
        "img size", "image size pixels", "input size pixels", "size pixels",
      ]
    ),
  ])

  /// "Arch | Input Size | AP", "| crop size | Otter", "resolution | gpus | backbone | top1 acc": the size that each row's model takes.
  private func readColumn(_ table: Grid, _ number: Int, _ findings: inout Findings) {
    let roles = table.roles
    // What has no title stands over the models.
    let isFirst = table.header.first.map { $0.text.isEmpty || TableReading.areConfigs(roles, table) } == true
    guard let models = roles.firstIndex(of: .model) ?? (isFirst ? 0 : nil),
      let column = table.titles.firstIndex(where: { title in
        switch Self.sizes[title] {
        case .input: models == 0 || models == 1 && roles[0] == .split
        case .image: roles.contains { $0.isValue }
        case nil: false
        }
      })
    else { return }
    for (row, cells) in table.rows.enumerated() where max(column, models) < cells.count {
      let cell = cells[column]
      guard cell.text.utf8.count <= 12, let size = ImageSize(cell.text) else { continue }
      findings.add(
        Predicate.inputSize, size.value, raw: cell.text, lines: cell.lines, ["model": .string(cells[models].text)],
        cell: (number, row, column), method: .table)
    }
  }

  /// Whether what stands there is about what comes out of the model.
  private static func isOutput(_ passage: Passage, _ card: Card) -> Bool {
    card.document.path(ofSection: passage.section).contains { title in
      let name = folded(title)
      return name.begins(with: "output") || name.ends(with: " output") || name.ends(with: " outputs")
    }
  }

  /// `CenterCrop(224)`, `CenterCrop(size=(448, 448))`, `"crop_size": 182`
  private static func crop(_ line: Substring) -> (size: ImageSize, raw: Substring)? {
    let value: Substring
    if let call = line.place(of: "CenterCrop(") {
      let arguments = Substring(line[call.upperBound...].utf8.prefix { $0 != 0x29 })
      let first = arguments.utf8.firstIndex(where: \.isDigit) ?? arguments.endIndex
      value = Substring(arguments.utf8[first...].prefix { $0.isDigit || $0 == 0x2C || $0 == 0x20 })
      // Nothing but the size: `CenterCrop(int(0.9 * side))` has one that is computed.
      guard
        arguments[..<first].utf8.allSatisfy({ $0.isLetter || $0 == 0x3D || $0 == 0x28 || $0 == 0x5B || $0 == 0x20 }),
        arguments.utf8.count - value.utf8.count - arguments.utf8.distance(from: arguments.startIndex, to: first) <= 1
      else { return nil }
    } else if let name = line.place(of: "crop_size") ?? line.place(of: "image_size") {
      let rest = line[name.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
      guard rest.first == ":" || rest.first == "=" else { return nil }
      let printed = rest.dropFirst().trimmed
      // `image_size = (416, 416)`
      let isPair = printed.utf8.first == 0x28 || printed.utf8.first == 0x5B
      value = Substring(
        isPair
          ? printed.utf8.dropFirst().prefix { $0.isDigit || $0 == 0x2C || $0 == 0x20 }
          : printed.utf8.prefix(while: \.isDigit))
    } else {
      return nil
    }
    guard let size = ImageSize(value) else { return nil }
    return (size, value)
  }

  /// `data_0: float[1, 3, 224, 224]`
  private static func tensor(_ line: Substring) -> (size: ImageSize, raw: Substring)? {
    let text = line.trimmed
    guard text.utf8.last == 0x5D, text.utf8.count <= 80, let colon = text.place(of: ": float"),
      let open = text.utf8.firstIndex(of: 0x5B), open > colon.lowerBound,
      let size = ImageSize(text[open...], isSide: false)
    else { return nil }
    return (size, text[text.utf8.index(colon.lowerBound, offsetBy: 2)...])
  }

  /// "接受输入图片大小为224 x 224 x 3": Chinese has no space before the number.
  private func readChinese(_ passage: Passage, _ findings: inout Findings) {
    let text = passage.text.text
    guard let place = text.place(of: "图片大小为"),
      case let sides = text[place.upperBound...].utf8.prefix(while: { $0.isDigit || $0 == 0x20 || $0 == 0x78 }),
      sides.first?.isDigit == true, let size = ImageSize(Substring(sides).trimmed, isSide: false)
    else { return }
    let line = passage.line(at: text.utf8.distance(from: text.startIndex, to: place.upperBound))
    findings.add(Predicate.inputSize, size.value, raw: String(Substring(sides).trimmed), lines: line...line)
  }

  /// `shape: 1, 3, 512, 512`, `float[1, 3, 224, 224]`, "height and width of at least 224"
  private func readShapes(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices where words.has(index, "shape", "shapes", "float") {
      let bytes = words.bytes
      var name = index
      // "of shape(s) (1, 416, 416, 3)", "input shapes of (1, 416, 416, 3)"
      while words.has(name + 1, "s", "of", "is"), words[name + 1].range.upperBound - words[index].range.upperBound < 12
      {
        name += 1
      }
      var start = words[name].range.upperBound
      while start < bytes.count, !bytes[start].isDigit, bytes[start] != 0x0A, start - words[name].range.upperBound < 12
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
      guard text.utf8.count > 8, case let sides = text.split(whereSeparator: { !$0.isNumber }), sides.count >= 3,
        let size = ImageSize(text), Self.isOfImage(bytes, behind: end, sides)
      else {
        continue
      }
      let line = words.line(at: start)
      findings.add(Predicate.inputSize, size.value, raw: text, lines: line...line)
      return
    }
  }

  /// Whether a shape is that of an image: what its format says, "format: `B, C, H, W`", and without one, no sides alone behind
  /// a 1 that counts inputs, "`1, 16, 1024`".
  private static func isOfImage(_ bytes: [UInt8], behind end: Int, _ sides: [Substring]) -> Bool {
    let rest = bytes[end...].prefix(100).prefix { $0 != 0x0A }
    guard let place = Array(rest).withUnsafeBufferPointer({ $0.offset(of: "ormat", from: 0) }) else {
      return sides.count != 3 || sides[0] != "1"
    }
    let letters = rest.dropFirst(place + 5).prefix(24).filter { $0.isCapital }
    return letters.isEmpty || letters.contains(UInt8(ascii: "H")) || letters.contains(UInt8(ascii: "W"))
  }

  /// "shape (3 x H x W), where H and W are expected to be at least 224"
  private func readSides(_ words: Words, _ findings: inout Findings) {
    for index in words.all.indices
    where words.has(index, "h") && words.has(index + 1, "and") && words.has(index + 2, "w") {
      guard
        let least = words.places(index + 3, index + 9).first(where: {
          words.has($0, "least") && words.has($0 - 1, "at")
        }),
        least + 1 < words.count, let size = ImageSize(words.string(least + 1))
      else { continue }
      let range = words[least + 1].range
      let line = words.line(at: range.lowerBound)
      findings.add(Predicate.inputSize, size.value, raw: words.string(range), lines: line...line)
    }
    readEquations(words, &findings)
  }

  /// "where `height = 320`, `width = 320`"
  private func readEquations(_ words: Words, _ findings: inout Findings) {
    func side(_ index: Int) -> Int? {
      guard index + 1 < words.count, words.gap(after: index).elementsEqual(" = ".utf8) else { return nil }
      return Int(words.string(index + 1)).flatMap { ImageSize.isSide($0) ? $0 : nil }
    }
    for index in words.all.indices where words.has(index, "height") {
      guard let height = side(index),
        let other = words.places(index + 2, index + 6).first(where: { words.has($0, "width") }), let width = side(other)
      else { continue }
      let line = words.line(at: words[index].range.lowerBound)
      findings.add(
        Predicate.inputSize, .array([.number(height), .number(width)]), raw: words.string(index + 1), lines: line...line
      )
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
      if parts.count == 2, let height = Int(parts[0]), let width = Int(parts[1]), !text.begins(with: "0") {
        range = words[index].range
        sides = [height, width]
      } else if parts.count == 3 && (parts[0] == "3" || parts[2] == "3")
        || parts.count == 4 && (parts[1] == "3" || parts[3] == "3"), let size = ImageSize(text)
      {
        range = words[index].range
        sides = [size.height, size.width]
      } else if words.has(index, "x"), index > 0, index + 1 < words.count, let height = Int(words.string(index - 1)),
        let width = Int(words.string(index + 1))
      {
        range = words[index - 1].range.lowerBound..<words[index + 1].range.upperBound
        sides = [height, width]
      } else {
        continue
      }
      guard sides.allSatisfy(ImageSize.isSide), !Self.isBound(words.bytes, range.lowerBound),
        !Self.isLimit(words, words.has(index, "x") ? index - 1 : index), !Self.isVolume(words, range),
        !Self.isBeforeCrop(words, index), !Self.isPatch(words, index),
        !Self.isMap(words, index), !Self.isMade(words, index)
      else { continue }
      let line = words.line(at: range.lowerBound)
      var value = JSON.array(sides.map { .number($0) })
      // "on 864x480 resolution" beside the shape [1, 3, 480, 864] has the width first.
      let turned = JSON.array(sides.reversed().map { .number($0) })
      if sides[0] != sides[1],
        findings.all.suffix(64).contains(where: { $0.predicate == Predicate.inputSize && $0.value == turned })
      {
        value = turned
      }
      findings.add(Predicate.inputSize, value, raw: words.string(range), lines: line...line)
    }
  }

  /// "images of size 224*224*3", of which Markdown takes the middle for emphasis.
  private func readStarred(_ passage: Passage, _ findings: inout Findings) {
    let text = passage.text
    for span in text.spans where span.kind == .emphasis && span.range.count <= 4 && span.range.lowerBound > 0 {
      text.text.withBytes { bytes in
        let (low, high) = (span.range.lowerBound, span.range.upperBound)
        guard high < bytes.count, bytes[low..<high].allSatisfy(\.isDigit) else { return }
        let before = bytes[..<low].suffix(4).reversed().prefix(while: \.isDigit).reversed()
        let after = bytes[high...].prefix(4).prefix(while: \.isDigit)
        let printed = [Array(before), Array(bytes[low..<high]), Array(after)].map {
          String(decoding: $0, as: UTF8.self)
        }
        .joined(separator: "*")
        guard !before.isEmpty, !after.isEmpty, let size = ImageSize(printed) else { return }
        let line = passage.line(at: low)
        findings.add(Predicate.inputSize, size.value, raw: printed, lines: line...line)
      }
    }
  }

  /// Two of the sides of `112 x 128 x 80`. Of `224 x 224 x 3`, the third number counts channels.
  private static func isVolume(_ words: Words, _ range: Range<Int>) -> Bool {
    func isTimes(_ byte: UInt8) -> Bool { byte | 0x20 == 0x78 || byte == 0x97 }
    let bytes = words.bytes
    let before = bytes[max(0, range.lowerBound - 4)..<range.lowerBound].last { $0 != 0x20 }
    if let before, isTimes(before) { return true }
    // Of the sign of multiplication, the first byte of two.
    var next = bytes[range.upperBound...].prefix(4).drop { $0 == 0x20 }
    guard let sign = next.first, sign | 0x20 == 0x78 || sign == 0xC3 && next.dropFirst().first == 0x97 else {
      return false
    }
    next = bytes[(next.startIndex + (sign == 0xC3 ? 2 : 1))...].prefix(3).drop { $0 == 0x20 }
    let isChannels = next.first == UInt8(ascii: "3") || next.first == UInt8(ascii: "1")
    return !isChannels || next.dropFirst().first?.isDigit == true
  }

  /// "resized to 256x256, then cropped to 224x224"
  private static func isBeforeCrop(_ words: Words, _ index: Int) -> Bool {
    words.places(index - 8, index).contains { words.has($0, "resize", "resized", "resizing", "rescaled") }
      && words.places(index + 1, index + 16).contains { words.has($0, "crop", "cropped", "cropping", "crops") }
  }

  /// "patches (resolution 16x16)", "An Image is Worth 16x16 Words": what images are cut into or looked at through.
  private static func isPatch(_ words: Words, _ index: Int) -> Bool {
    words.has(index - 1, "worth")
      || words.places(index - 4, index).contains { words.has($0, "patch", "patches", "kernel", "kernels") }
      // "whose kernel size is as large as 31x31"
      || words.places(index - 7, index).contains { words.has($0, "kernel") && words.has($0 + 1, "size") }
  }

  /// "attached to 38x38, 19x19 and 10x10 feature maps"
  private static func isMap(_ words: Words, _ index: Int) -> Bool {
    // No further than a sentence's list, as each of its numbers looks to the end.
    let end = words.places(index + 1, index + 24).first {
      !words.bytes[words[$0].range.lowerBound].isDigit && !words.has($0, "and", "x")
    }
    return end.map { words.has($0, "feature") } ?? false
  }

  /// "generate images of increasing resolution: 64x64, 256x256", "evaluated at 512x512": what comes out of a model.
  private static func isMade(_ words: Words, _ index: Int) -> Bool {
    let first = words.has(index, "x") ? index - 1 : index
    if words.has(first - 1, "at"), words.has(first - 2, "evaluate") {
      return words.sentence(around: first).contains { words.has($0, "prompts", "fid") }
    }
    return (max(0, first - 9)..<max(0, first - 1)).contains {
      words.has($0, "generate", "generati") && words.has($0 + 1, "images", "pictures", "an")
    }
  }

  /// "bigger than 64 x 64 pixels", "up to 64x64": what is found or made in images.
  private static func isLimit(_ words: Words, _ first: Int) -> Bool {
    words.has(first - 1, "than") || words.has(first - 1, "to") && words.has(first - 2, "up")
  }

  /// ">= 1024x1024" says what images were chosen.
  private static func isBound(_ bytes: [UInt8], _ start: Int) -> Bool {
    bytes[max(0, start - 4)..<start].contains { $0 == 0x3E || $0 == 0x3C }
  }
}
