import Records

/// A device that a text names, with how many of it: `8 V100 GPUs`, `TPU v3-8`, `2 x GeForce GTX 1070`.
struct Hardware {
  /// In the singular and without the word GPU.
  var name: String
  var count: Int?
  /// From the count on, in UTF-8 bytes of the text.
  var range: Range<Int>
  /// Whether it is more than the kind of device.
  var isSpecific: Bool

  /// What a cell below "GPUs" says: `8`, `2xV100 32GB`, `4 A100`.
  init?(cell: String) {
    let digits = cell.utf8.prefix(while: \.isDigit)
    var rest = cell[digits.endIndex...].trimmed
    let count = Int(Substring(digits))
    if count != nil, let first = rest.utf8.first, first | 0x20 == UInt8(ascii: "x") { rest = rest.dropFirst().trimmed }
    range = 0..<cell.utf8.count
    if rest.isEmpty {
      guard let count, (1...100_000).contains(count) else { return nil }
      (name, self.count, isSpecific) = ("GPUs", count, false)
      return
    }
    guard let device = Self.all(in: Words(String(rest), line: 1)).first,
      device.isSpecific || device.name.utf8.contains(where: \.isDigit)
    else { return nil }
    (name, self.count, isSpecific) = (device.name, count ?? device.count, true)
  }

  init(name: String, count: Int?, range: Range<Int>, isSpecific: Bool) {
    (self.name, self.count, self.range, self.isSpecific) = (name, count, range, isSpecific)
  }

  /// Every device in a text. Of a text that names one, the mere word GPU says nothing more.
  static func all(in words: Words) -> [Hardware] {
    var found: [Hardware] = []
    var index = 0
    while index < words.count {
      // Most words are of no device, which one look tells.
      if kinds[words[index]] == nil {
        if let counted = counted(words, index) { found.append(counted) }
        index += 1
      } else if let (name, next) = device(words, index) {
        let counted = count(words, before: index)
        var end = name.upperBound
        if words.has(next, "gpus", "gpu") { end = words[next].range.upperBound }
        let text = words.string(name)
        found.append(
          Hardware(
            name: text, count: counted?.value, range: (counted?.from ?? name.lowerBound)..<end,
            isSpecific: text.utf8.count > 4))
        index = next
      } else if words.has(index, "gpus", "tpus"), !words.has(index + 1, "per"),
        let counted = count(words, before: index),
        !isExample(words, counted.from)
      {
        let isGPU = words.has(index, "gpus")
        found.append(
          Hardware(
            name: isGPU ? "GPUs" : "TPUs", count: counted.value, range: counted.from..<words[index].range.upperBound,
            isSpecific: false))
        index += 1
      } else {
        index += 1
      }
    }
    // "on cloud TPU-v4s, with so many tokens per TPU-v4" names one device.
    if found.count > 1 {
      var ends: Set<Substring> = []
      for name in found.lazy.map(\.name) where name.utf8.contains(where: \.isDigit) {
        var rest = name[...]
        while let space = rest.utf8.firstIndex(of: 0x20) {
          rest = rest[rest.utf8.index(after: space)...]
          ends.insert(rest)
        }
      }
      found.removeAll { ends.contains($0.name[...]) }
    }
    let isNamed = found.contains(where: \.isSpecific) || found.contains { $0.name.utf8.contains(where: \.isDigit) }
    return isNamed ? found.filter { $0.isSpecific || $0.name.utf8.contains(where: \.isDigit) } : found
  }

  /// A device that its number stands at without a space: `8xV100`.
  private static func counted(_ words: Words, _ index: Int) -> Hardware? {
    let range = words[index].range
    guard words.bytes[range.lowerBound].isDigit, (5...10).contains(range.count), !isExample(words, range.lowerBound)
    else { return nil }
    let text = words.string(range)
    guard text.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }), let device = Hardware(cell: text),
      device.isSpecific, device.count != nil
    else { return nil }
    // "8xA100-80GB"
    let isLong = isVariant(words, index + 1) && words.gap(after: index).count == 1
    let end = isLong ? words[index + 1].range.upperBound : range.upperBound
    return Hardware(
      name: device.name + words.string(range.upperBound..<end), count: device.count, range: range.lowerBound..<end,
      isSpecific: true)
  }

  private enum Kind { case maker, model, series, other }

  /// What words a device's name begins with.
  private static let kinds = WordTable<Kind>([
    (.maker, ["nvidia", "tesla", "geforce", "google", "cloud", "quadro", "amd", "intel", "instinct"]),
    (.model, models),
    (.series, series),
    (.other, ["tpu", "tpus", "tpuv2", "tpuv3", "tpuv4", "tpuv5", "tpuv5e", "tpuv5p", "gpus"]),
  ])

  /// What tells a device by itself. `Signals` looks for the same words.
  static let models: [StaticString] = [
    "v100", "a100", "p100", "t4", "k80", "h100", "a6000", "p40", "m40", "a40", "2080ti", "1080ti", "v100s", "a100s",
    "h100s", "h800", "h800s", "h200", "h200s", "h20", "a10g", "a10", "l4", "l40", "l40s", "p4", "gaudi", "gaudi2",
    "gaudi3", "mi250", "mi300", "mi300x",
    "mi250x", "a800", "a30", "b200", "gh200", "rtx3090", "rtx3080", "rtx4090", "rtx2080", "rtx2080t", "rtx6000",
    "gtx1080", "gtx1080t",
  ]

  /// What a number behind it makes the name of a device.
  static let series: [StaticString] = ["rtx", "gtx", "titan"]

  /// "e.g. 8 GPUs"
  private static func isExample(_ words: Words, _ offset: Int) -> Bool {
    offset > 5 && words.bytes[offset - 5..<offset].elementsEqual("e.g. ".utf8)
  }

  /// The bytes of a device's name that begins at a word, and the word behind it.
  private static func device(_ words: Words, _ index: Int) -> (name: Range<Int>, next: Int)? {
    var next = index
    while next < words.count, kinds[words[next]] == .maker { next += 1 }
    let start = words[index].range.lowerBound
    // A part of an address is no device.
    if start > 0, words.bytes[start - 1] == 0x2F || words.bytes[start - 1] == 0x2E { return nil }
    guard next < words.count else { return nil }
    // "Nvidia 3090", "2 GeForce 1080 Ti"
    if next > index, isNumber(words, next) {
      let end = words.has(next + 1, "ti", "super") && words.gap(after: next).count == 1 ? next + 1 : next
      return (start..<words[end].range.upperBound, end + 1)
    }
    // "NVIDIA P5000", "Quadro GV100"
    if next > index, isModelNumber(words, next) { return (start..<words[next].range.upperBound, next + 1) }
    guard let kind = kinds[words[next]] else { return nil }
    if kind == .model {
      // "8 80GB A100 GPUs"
      let isSized = index > 0 && words.gap(after: index - 1).elementsEqual(" ".utf8) && isMemory(words, index - 1)
      let start = isSized ? words[index - 1].range.lowerBound : start
      var end = words[next].range.upperBound
      // "V100s" are several V100.
      if words.bytes[end - 1] | 0x20 == UInt8(ascii: "s"), words.bytes[end - 2].isDigit, !words.has(next, "l40s") {
        end -= 1
      }
      next += 1
      while next < words.count, isVariant(words, next) || isPart(words, next), words.gap(after: next - 1).count == 1 {
        end = words[next].range.upperBound
        if words.bytes[end - 1] == UInt8(ascii: "s"), words.bytes[end - 2] | 0x20 == UInt8(ascii: "b") { end -= 1 }
        next += 1
      }
      // "Gaudi 2"
      if words.has(next - 1, "gaudi"), words.has(next, "2", "3"), words.gap(after: next - 1).elementsEqual(" ".utf8) {
        end = words[next].range.upperBound
        next += 1
      }
      if let size = memory(words, next) { (end, next) = (words[size].range.upperBound, size + 1) }
      return (start..<end, next)
    }
    if kind == .series, next + 1 < words.count {
      var end = next + 1
      if words.has(end, "titan"), end + 1 < words.count { end += 1 }
      if words.has(end + 1, "ti", "super"), words.gap(after: end).count == 1 { end += 1 }
      var stop = words[end].range.upperBound
      // "RTX 3090s"
      if words.bytes[stop - 1] | 0x20 == UInt8(ascii: "s"), words.bytes[stop - 2].isDigit { stop -= 1 }
      if let size = memory(words, end + 1) { (stop, end) = (words[size].range.upperBound, size) }
      return (start..<stop, end + 1)
    }
    return tensorDevice(words, next, from: start)
  }

  /// The `3090` that a maker's cards are called by where their series is left out.
  private static func isNumber(_ words: Words, _ index: Int) -> Bool {
    let bytes = words.bytes[words[index].range]
    return bytes.count == 4 && bytes.allSatisfy(\.isDigit) && bytes.first != 0x30 && bytes.last == 0x30
      && bytes.dropFirst().first == 0x30 && bytes.dropFirst(2).first.map { $0 >= 0x36 } == true
  }

  /// The letter or two with a number that NVIDIA's cards for workstations are called by, which are too many for a list.
  private static func isModelNumber(_ words: Words, _ index: Int) -> Bool {
    guard words.has(index - 1, "nvidia", "quadro", "tesla"), words.gap(after: index - 1).count == 1,
      kinds[words[index]] == nil
    else { return false }
    let bytes = words.bytes[words[index].range]
    let letters = bytes.prefix { $0.isCapital }.count
    let digits = bytes.dropFirst(letters)
    return (1...2).contains(letters) && (2...4).contains(digits.count) && digits.allSatisfy(\.isDigit)
  }

  /// `TPU v3-8` is two words and a number.
  private static func tensorDevice(_ words: Words, _ index: Int, from start: Int) -> (name: Range<Int>, next: Int)? {
    var next = index
    guard words.has(next, "tpu", "tpus", "tpuv2", "tpuv3", "tpuv4") || words.has(next, "tpuv5", "tpuv5e", "tpuv5p")
    else { return nil }
    // An edge TPU is what the model is for.
    if next > 0, words.has(next - 1, "per", "cancelled", "preempti", "edge") { return nil }
    // "v3-8 TPU"
    var start = start
    if index > 1, words.has(index - 2, "v2", "v3", "v4"), words.gap(after: index - 2).elementsEqual("-".utf8),
      words.bytes[words[index - 1].range.lowerBound].isDigit
    {
      start = words[index - 2].range.lowerBound
    }
    var end = words[next].range.upperBound
    if words.has(next, "tpus") { end -= 1 }
    next += 1
    // "8 TPU cores"
    if words.has(next, "cores"), words.gap(after: next - 1).elementsEqual(" ".utf8), index > 0,
      words.bytes[words[index - 1].range].allSatisfy(\.isDigit)
    {
      return (start..<words[next].range.upperBound - 1, next + 1)
    }
    // The TPU Research Cloud gives them, its team is thanked.
    if words.has(next, "core", "cores", "research", "team", "programm", "program", "grant") { return nil }
    // "TPU Pod V3-8"
    if words.has(next, "pod"), words.has(next + 1, "v2", "v3", "v4") { next += 1 }
    if words.has(next, "v2", "v3", "v4", "v5e", "v5p", "v5") || words.has(next, "v2s", "v3s", "v4s") {
      end = words[next].range.upperBound
      if words.bytes[end - 1] | 0x20 == UInt8(ascii: "s") { end -= 1 }
      next += 1
    }
    if next < words.count, end == words[next - 1].range.upperBound,
      words.gap(after: next - 1).elementsEqual("-".utf8), words.bytes[words[next].range.lowerBound].isDigit
    {
      end = words[next].range.upperBound
      next += 1
    }
    // "a cloud TPU (v3-8)"
    if words.bytes[start..<end].contains(0x28), end < words.bytes.count, words.bytes[end] == 0x29 { end += 1 }
    return (start..<end, next)
  }

  private static func isMemory(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "40gb", "80gb", "32gb", "16gb", "24gb")
  }

  private static func isVariant(_ words: Words, _ index: Int) -> Bool {
    words.has(
      index, "pcie", "sxm", "sxm2", "sxm3", "sxm4", "sxm5", "40gb", "80gb", "32gb", "16gb", "24gb", "40gbs", "80gbs",
      "32gbs",
      "16gbs", "40g", "80g")
  }

  /// The last word of the memory that a device is told apart by: "12 GB", `24GB`, "32 Go".
  private static func memory(_ words: Words, _ index: Int) -> Int? {
    guard index > 0, index < words.count, words.gap(after: index - 1).elementsEqual(" ".utf8) else { return nil }
    let first = words.bytes[words[index].range]
    let digits = first.prefix(while: \.isDigit)
    guard (1...3).contains(digits.count) else { return nil }
    let isJoined = first.count == digits.count + 2
    let last = isJoined ? index : index + 1
    guard
      isJoined || first.count == digits.count && words.gap(after: index).elementsEqual(" ".utf8) && last < words.count
    else { return nil }
    let unit = words.bytes[words[last].range].suffix(2)
    guard isJoined || words[last].range.count == 2, unit.first.map({ $0 | 0x20 == UInt8(ascii: "g") }) == true,
      unit.last == UInt8(ascii: "B") || unit.last == UInt8(ascii: "o") || unit.last == UInt8(ascii: "b"),
      // "RTX 3090, 24 GB of RAM" is of the machine.
      !words.has(last + 1, "of", "ram", "memory", "vram", "system") || words.gap(after: last).first != 0x20
    else { return nil }
    return last
  }

  /// Whether it is what stands behind the point of "SXM2.0".
  private static func isPart(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "0") && words.gap(after: index - 1).elementsEqual(".".utf8) && words.has(index - 1, "sxm2", "sxm4")
  }

  /// The number before a device: `8`, `8 x`, `two`, `32 x 8 x`, of which the product is left to the reader.
  private static func count(_ words: Words, before index: Int) -> (value: Int, from: Int)? {
    var position = index - 1
    while position >= 0,
      words.has(position, "x", "nvidia", "cloud", "google", "tesla") || isMemory(words, position)
    { position -= 1 }
    guard position >= 0, index - position <= 3 else { return nil }
    // "v3-8 TPU" counts no devices.
    if position > 0, words.gap(after: position - 1).elementsEqual("-".utf8) { return nil }
    // "1,024 H800"
    let start = words[position].range.count == 3 ? HyperparametersExtractor.start(words, of: position) : nil
    if let start, start < words[position].range.lowerBound,
      words.bytes[start..<words[position].range.lowerBound].contains(0x2C)
    {
      let digits = words.string(start..<words[position].range.upperBound).filter { $0 != "," }
      return Int(digits).flatMap { (1...100_000).contains($0) ? ($0, start) : nil }
    }
    let text = words.string(position)
    let numbers = ["one": 1, "two": 2, "four": 4, "eight": 8, "single": 1, "three": 3, "sixteen": 16]
    let digits = text.ends(with: "x") || text.ends(with: "X") ? String(text.dropLast()) : text
    guard let value = Int(digits) ?? numbers[text.lowercased()], (1...100_000).contains(value) else { return nil }
    let gap = words.gap(after: position)
    guard gap.allSatisfy({ $0 == 0x20 || $0 == 0xC3 || $0 == 0x97 || $0 == 0x2A }) else { return nil }
    return (value, words[position].range.lowerBound)
  }
}
