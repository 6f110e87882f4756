import Records

/// A metric and its value in one text, as cells have them: `mAP 0.376`, `PSNR37.66`, `Acc: 91.2%`, `EM of 68.1 in SQuAD v1.1`.
struct MetricCell {
  var metric: String
  /// A percentage as a proportion.
  var number: PrintedNumber
  /// What it was measured on, where the text says so.
  var dataset: String?

  init?(_ printed: some StringProtocol) {
    var text = printed.trimmed
    guard text.utf8.count <= 60 else { return nil }
    if let place = text.place(of: " on ") ?? text.place(of: " in "),
      case let name = text[place.upperBound...].trimmed, KnownDatasets.has(name)
    {
      dataset = String(name)
      text = text[..<place.lowerBound].trimmed
    }
    guard text.utf8.count <= 40, let first = text.utf8.first, first.isLetter,
      let digit = Self.value(in: text)
    else { return nil }
    let name = text[..<digit].trimmed
    var metric = name.utf8.last == 0x3A || name.utf8.last == 0x3D ? name.dropLast().trimmed : name
    if metric.ends(with: " of") { metric = metric.dropLast(3) }
    // `Inception_V4` and `R50` are names.
    guard !metric.utf8.contains(0x5F), metric.utf8.count > 1 || metric.utf8.count < text[..<digit].utf8.count,
      let scale = MetricName(metric).scale, let value = PrintedValue(text[digit...]),
      value.rest.isEmpty
    else {
      return nil
    }
    self.metric = String(metric)
    let isPercent = value.isPercent || scale == .proportion && value.number.value > 5
    number = isPercent ? value.number.scaled(byPowerOfTen: -2) : value.number
  }

  /// Where the value begins: behind a space or mark if there is one, as `Top-1 75.2` has it.
  private static func value(in text: Substring) -> String.Index? {
    let start = text.utf8.lastIndex { $0 == 0x20 || $0 == 0x3A || $0 == 0x3D }.map { text.utf8.index(after: $0) }
    if let start, let first = text[start...].utf8.first, first.isDigit { return start }
    return text.utf8.firstIndex { $0.isDigit }
  }
}
