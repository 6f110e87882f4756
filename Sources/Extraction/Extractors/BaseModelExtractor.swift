import Markdown
import Records
import Stages

/// Reads from which model a model was made: "a fine-tuned version of X", "initialised from X", "checkpoint `X`".
struct BaseModelExtractor: CardExtractor {
  static let name = "base-model"
  static let summary = "Read which model a model was made from."
  static let version = 4
  static let method = Method.proseRule
  static let confidence = 0.9

  func read(_ card: Card, into findings: inout Findings) {
    Self.readTables(card, &findings)
    let others = card.passagesOnOthers
    for (index, passage) in card.passages.enumerated()
    where !passage.signals.isDisjoint(with: [.origin, .training]) && !others.contains(index) {
      read(passage.words, &findings)
    }
  }

  private func read(_ words: Words, _ findings: inout Findings) {
    func add(_ name: Name, _ relation: String, confidence: Double? = nil) {
      let line = words.line(at: name.range.lowerBound)
      findings.add(
        Predicate.baseModel, .string(name.text), raw: name.text, lines: line...line, ["relation": .string(relation)],
        confidence: confidence)
    }
    for index in words.all.indices where !Signals(of: words[index]).isDisjoint(with: [.origin, .training]) {
      if let name = Self.nameOfWhole(words, index) {
        add(name, words.has(index, "based") ? "finetune" : "conversion", confidence: 0.8)
      } else if let name = Self.nameBefore(words, index) {
        add(name, "finetune", confidence: 0.8)
      } else if let (next, relation) = Self.phrase(words, index), let name = Self.name(words, from: next) {
        // Repositories are converted, too, and are no models.
        if relation == "conversion", words.has(index, "converte"), Self.isRepository(name, words) { continue }
        add(name, relation)
      }
    }
  }

  /// "Pretrain" and "Base model" columns: what each row's model was made from.
  private static func readTables(_ card: Card, _ findings: inout Findings) {
    for (number, table) in card.tables.enumerated() {
      guard let column = table.header.firstIndex(where: { columns.contains(folded($0.text)) }), column > 0 else {
        continue
      }
      for (row, cells) in table.rows.enumerated() where column < cells.count {
        let text = cells[column].text
        guard looksLikeName(text), !text.mentions(" "), PrintedValue(text) == nil else { continue }
        findings.add(
          Predicate.baseModel, .string(text), raw: text, lines: cells[column].lines, ["relation": "finetune"],
          cell: (number, row, column), method: .table)
      }
    }
  }

  private static let columns = Lexicon<Bool>([
    "pretrain", "pretrained model", "pre trained model", "base model", "parent model",
  ])
}
