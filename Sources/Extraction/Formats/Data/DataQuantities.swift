import Records
import YAML

/// Counts, times and devices under known names, in base units.
enum DataQuantities {
  typealias Adding = DataFieldsExtractor.Adding

  /// Parameters and floating-point operations: `34.5M`, `11960000`, `25.6` under a name that says millions.
  static func add(_ entry: DataEntry, _ meaning: DataKeys.Meaning, _ add: Adding) {
    guard let text = entry.node.text, let printed = PrintedValue(text), !printed.isPercent else { return }
    let isFlops: Bool
    switch meaning {
    case .flops: isFlops = true
    // A size alone is most often one in bytes.
    case .size where !folded(text).mentions("param"): return
    default: isFlops = false
    }
    let unit = printed.rest.prefix { $0.isLetter }.lowercased()
    guard !["mb", "gb", "kb", "mib", "gib", "kib", "bytes"].contains(unit) else { return }
    let named =
      power(entry.unit)
      ?? (entry.key.begins(with: "g") || entry.key.ends(with: " gmacs")
        ? 9
        : entry.key.begins(with: "m") && entry.key != "macs" && entry.key != "mac" && entry.key != "madds"
          && entry.key != "mult adds" && entry.key != "multiply adds" ? 6 : nil)
    // A count that is no whole number is one of millions, or of thousands of millions.
    let isPart = text.utf8.contains(UInt8(ascii: ".")) && printed.number.value < 100_000
    let number =
      printed.magnified
      ?? printed.number.scaled(byPowerOfTen: named ?? (isPart ? (isFlops ? 9 : 6) : 0))
    guard number.value >= 1000, number.value < 1e18 else { return }
    add(
      isFlops ? Predicate.flops : Predicate.paramsTotal, .number(number), entry.node,
      entry.node.text.map { shown($0, printed) }, [:])
  }

  /// `34B` of `34B parameters (dense)`.
  private static func shown(_ text: String, _ printed: PrintedValue) -> String {
    let text = text.trimmed
    return printed.rest.utf8.count > 8 ? String(text.prefix { $0 != " " }) : String(text)
  }

  private static func power(_ unit: String) -> Int? {
    switch unit {
    case "m", "million", "millions": 6
    case "g", "b", "billion", "gflops", "gmacs": 9
    case "k": 3
    default: nil
    }
  }

  // MARK: Time

  /// A time, or a list of times each with its setting. Answers whether to look inside.
  static func addLatency(_ entry: DataEntry, _ add: Adding) -> Bool {
    let power = timePower(entry.unit) ?? timePower(entry.key.spaced.last.map(String.init) ?? "") ?? -3
    func addTime(_ node: YAML.Node?, among parent: YAML.Node) {
      guard let node, let text = node.text, let printed = PrintedValue(text), !printed.isPercent,
        printed.number.value > 0
      else { return }
      let own = timePower(printed.rest.lowercased()) ?? power
      var qualifiers: Qualifiers = [:]
      for pair in parent.pairs {
        guard let name = pair.key.text.map({ folded($0) }), let value = pair.value.text?.trimmed, !value.isEmpty else {
          continue
        }
        switch name {
        case "hardware", "device": qualifiers["hardware"] = .string(String(value))
        case "batch size", "infer batch size":
          qualifiers["batch_size"] = pair.value.int.map { .number($0) } ?? .string(String(value))
        case "backend", "mode": qualifiers[name] = .string(String(value))
        default: break
        }
      }
      if let mark = entry.path.lastIndex(of: "performance metrics"), mark + 1 < entry.path.count {
        qualifiers["hardware"] = qualifiers["hardware"] ?? .string(entry.printedPath[mark + 1])
        if mark + 2 < entry.path.count {
          qualifiers["config"] = .string(entry.printedPath[(mark + 2)...].joined(separator: " "))
        }
      }
      add(Predicate.latency, .number(printed.number.scaled(byPowerOfTen: own)), node, text, qualifiers)
    }
    if entry.node.isSequence {
      for item in entry.node.items { addTime(item.value(folded: "value"), among: item) }
    } else if entry.node.isMapping {
      addTime(entry.node.value(folded: "value") ?? entry.node.value(folded: "mean"), among: entry.node)
    } else {
      addTime(entry.node, among: entry.parent)
    }
    return false
  }

  private static func timePower(_ unit: String) -> Int? {
    if unit.begins(with: "ms") || unit.begins(with: "milli") { return -3 }
    if unit.begins(with: "us") || unit.begins(with: "µs") || unit.begins(with: "micro") { return -6 }
    if unit == "s" || unit.begins(with: "s/") || unit.begins(with: "sec") { return 0 }
    return nil
  }

  /// "39 days", "less than 9 hours"; hours of GPUs are no duration.
  static func addDuration(_ entry: DataEntry, _ add: Adding) {
    guard let text = entry.node.text, entry.node.isStated, text.utf8.count < 120 else { return }
    let words = folded(text)
    guard !words.mentions("gpu"), !words.mentions("tpu"), !words.mentions("core"),
      let start = text.firstIndex(where: \.isWholeNumber),
      let printed = PrintedValue(text[start...])
    else { return }
    let seconds: Double
    switch folded(printed.rest).prefix(3) {
    case "min": seconds = 60
    case "hou", "hrs", "h": seconds = 3600
    case "day": seconds = 86_400
    case "wee": seconds = 604_800
    case "mon": seconds = 2_592_000
    default: return
    }
    let end = printed.rest.prefix { $0.isLetter }
    let raw = text.place(of: end, from: start).map { String(text[start..<$0]) } ?? text
    add(Predicate.duration, .number(PrintedNumber(printed.number.value * seconds)), entry.node, raw, [:])
  }

  /// Grams: "2.2 tCO2e", "11 kg", 3.5.
  static func addEmissions(_ entry: DataEntry, _ add: Adding) {
    guard let node = entry.node.isMapping ? entry.node.value(folded: "emissions") : entry.node, node.isStated,
      let text = node.text, let start = text.firstIndex(where: \.isWholeNumber),
      let printed = PrintedValue(text[start...])
    else { return }
    let unit = folded(printed.rest)
    let power: Int
    if unit.begins(with: "kg") || unit.begins(with: "kilo") {
      power = 3
    } else if unit.begins(with: "t") || unit.begins(with: "metric t") {
      power = 6
    } else if unit.isEmpty || unit.begins(with: "g") {
      power = 0
    } else {
      return
    }
    add(Predicate.emissions, .number(printed.number.scaled(byPowerOfTen: power)), node, nil, [:])
  }

  // MARK: Devices

  /// "8x NVIDIA V100 GPUs": the device with its count.
  static func addHardware(_ node: YAML.Node, _ add: Adding) {
    guard let text = node.text?.trimmed, text.utf8.count <= 80, node.isStated else { return }
    // "8x V100 GPUs (b256), 16x A100-80G GPUs (b4096)": one for each of two trainings.
    let parts = text.split(separator: ", ")
    let areCounted = parts.count > 1 && parts.allSatisfy { $0.utf8.first?.isDigit == true }
    for part in areCounted ? parts : [text] { addHardware(areCounted ? withoutNote(part) : part, node, add) }
  }

  /// Without what stands in brackets behind it.
  private static func withoutNote(_ text: Substring) -> Substring {
    guard text.utf8.last == 0x29, let open = text.place(of: " (") else { return text }
    return text[..<open.lowerBound]
  }

  private static func addHardware(_ text: Substring, _ node: YAML.Node, _ add: Adding) {
    var name = text
    var qualifiers: Qualifiers = [:]
    let digits = text.prefix(while: \.isWholeNumber)
    if !digits.isEmpty, let count = Int(digits), count < 1_000_000 {
      var rest = text.dropFirst(digits.count)
      if rest.first == "x" || rest.first == "×" { rest = rest.dropFirst() }
      rest = rest.trimmed
      if rest.begins(with: "x ") { rest = rest.dropFirst(2) }
      guard !rest.isEmpty else { return }
      // The shape of a "4x4 TPU Pod" counts no devices, nor does the memory of a "24 GB GPU".
      let side = rest.prefix(while: \.isWholeNumber)
      let isMemory = side.isEmpty && ["GB ", "GiB ", "TB "].contains { rest.begins(withText: $0) }
      if side.isEmpty, !isMemory { qualifiers["count"] = .number(count) }
      if !isMemory { name = rest.dropFirst(side.count).trimmed }
    } else if let single = ["a single ", "A single ", "single ", "Single "].first(where: { text.begins(withText: $0) })
    {
      qualifiers["count"] = .number(1)
      name = text.dropFirst(single.count).trimmed
    }
    for ending in [" GPUs", " GPU", " gpus"] where name.ends(withText: ending) { name = name.dropLast(ending.count) }
    // A date or a sentence is no device.
    guard name.contains(where: \.isLetter), name.spaced.count <= 8 else { return }
    add(Predicate.hardware, .string(String(name)), node, nil, qualifiers)
  }
}

extension String {
  /// The place behind a part of the text that stands after a place.
  fileprivate func place(of part: Substring, from start: Index) -> Index? {
    guard !part.isEmpty else { return nil }
    return self[start...].firstRange(of: part)?.upperBound
  }
}
