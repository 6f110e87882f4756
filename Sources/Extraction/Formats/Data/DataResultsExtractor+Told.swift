import Records
import Stages
import YAML

/// Results that a value of a structured document lists in words, as the cards of AllenNLP do.
extension DataResultsExtractor {
  /// A measure as it is told.
  struct Told {
    var metric: String
    var printed: PrintedValue
    var raw: String
    /// What stands before it in its line: `PondCoref 2012` of "PondCoref 2012 dev: coref_f1: 0.79".
    var dataset: String?
    var split: String?
  }

  /// "On the validation set:\nF1: 88%\nExact match: 84%", "Net Neutral: 0.61, Fraction Neutral: 0.67".
  ///
  /// - Returns: nil where something else than measures stands before or among them.
  static func told(_ text: String) -> [Told]? {
    var told: [Told] = []
    var split: String?
    for line in text.lines {
      let line = line.trimmed
      if line.isEmpty { continue }
      if told.isEmpty, line.begins(with: "On the "), line.ends(with: " set:") {
        split = String(line.dropFirst("On the ".count).dropLast(" set:".count))
        continue
      }
      guard let measures = measures(in: line, split) else {
        // What follows the measures explains them.
        if !told.isEmpty, line.spaced.count > 6 { break }
        return nil
      }
      told += measures
    }
    return told.isEmpty ? nil : told
  }

  private static func measures(in line: Substring, _ split: String?) -> [Told]? {
    var measures: [Told] = []
    var dataset: String?
    var split = split
    var rest = line
    while !rest.isEmpty {
      let end = rest.place(of: ", ")
      let part = end.map { rest[..<$0.lowerBound] } ?? rest
      rest = end.map { rest[$0.upperBound...] } ?? ""
      guard let mark = part.utf8.lastIndex(of: 0x3A), case let raw = part[part.utf8.index(after: mark)...].trimmed,
        let printed = PrintedValue(raw), printed.rest.isEmpty || printed.rest == "."
      else { return nil }
      var name = part[..<mark].trimmed
      if let place = name.place(of: ": ") {
        let data = name[..<place.lowerBound]
        let end = data.utf8.lastIndex(of: 0x20).map { data[data.utf8.index(after: $0)...] }
        if let end, end == "dev" || end == "test" {
          split = String(end)
          dataset = String(data.dropLast(end.utf8.count + 1))
        } else {
          dataset = String(data)
        }
        name = name[place.upperBound...]
      } else if name.begins(with: "Validation ") {
        split = "validation"
        name = name.dropFirst("Validation ".count)
      }
      guard (2...40).contains(name.utf8.count), name.utf8.contains(where: { $0.isLetter }) else { return nil }
      let value = raw.ends(with: ".") && printed.rest == "." ? raw.dropLast() : raw
      measures.append(
        Told(metric: String(name), printed: printed, raw: String(value), dataset: dataset, split: split))
    }
    return measures
  }

  /// - Parameter root: the whole document, which names the data of the evaluation.
  func readTold(
    _ node: YAML.Node, _ pointer: String, _ root: YAML.Node, _ own: DataFindings, _ findings: inout Findings
  ) {
    guard let told = node.text.flatMap(Self.told) else { return }
    let data = root.value(folded: "evaluation data")?.value(folded: "dataset")?.value(folded: "name")?.text?.trimmed
    for measure in told {
      let number =
        measure.printed.isPercent ? measure.printed.number.scaled(byPowerOfTen: -2) : measure.printed.number
      var qualifiers: Qualifiers = ["metric": .string(measure.metric)]
      qualifiers["dataset"] = (measure.dataset ?? data.map { String(DataFieldsExtractor.whole($0)) }).map {
        .string($0)
      }
      qualifiers["split"] = measure.split.map { .string($0) }
      own.add(Predicate.evaluation, .number(number), node, pointer, raw: measure.raw, qualifiers, to: &findings)
    }
  }
}
