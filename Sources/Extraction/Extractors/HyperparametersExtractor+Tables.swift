import Markdown
import Records
import Stages

/// Tables that tell the settings of several models or tasks.
extension HyperparametersExtractor {
  /// Where the names of hyperparameters stand in a table.
  enum Settings: Equatable {
    /// "Task | Batch Size | Learning Rate": in these columns of the header.
    case columns([Int])
    /// "warmup steps | 5000 | 2000" below the names of models: in these rows of the first column.
    case rows([Int])
  }

  /// nil for a table of something else, such as one of results that also says how many epochs there were.
  static func settings(of table: Grid) -> Settings? {
    guard table.header.count > 2, !table.rows.isEmpty else { return nil }
    let columns = table.header.indices.dropFirst().filter { isSettled(table.header[$0].text) }
    if columns.count >= 2 {
      return table.header.contains { isResult($0.text) } ? nil : .columns(Array(columns))
    }
    // "Hyperparameter | Value | Comment" is of one model.
    guard columns.isEmpty, !TableReading.isValueWord(table.header[1].text) else { return nil }
    let rows = table.rows.indices.filter { table.rows[$0].first.map { isSettled($0.text) } ?? false }
    guard
      rows.count >= 3 && rows.count * 2 >= table.rows.count
        // Two stand among those of an architecture: "batch size (tokens)", "sequence length".
        || rows.count >= 2
          && rows.contains(where: { isPlain(table.rows[$0][0].text) }),
      !table.rows.contains(where: { $0.first.map { isResult($0.text) } ?? false })
    else { return nil }
    return .rows(Array(rows))
  }

  /// Below a heading that says so, all columns are settings save those of results: "Training Size | Max Steps | Batch Size |
  /// Validation Perplexity".
  private static func headed(_ table: Grid) -> Settings? {
    guard table.header.count > 3, table.rows.count > 1,
      table.header.count(where: { isSettled($0.text) }) >= 2, table.header.contains(where: { isResult($0.text) })
    else { return nil }
    return .columns(table.header.indices.dropFirst().filter { !isResult(table.header[$0].text) })
  }

  /// A column that leaves no doubt, in a table that tells more of its models: "Params | Tokens | LR".
  private static func single(of table: Grid) -> Settings? {
    guard table.header.count > 2,
      let column = table.header.indices.dropFirst().first(where: { isRate(table.header[$0].text) }),
      !table.header.contains(where: { isResult($0.text) })
    else { return nil }
    return .columns([column])
  }

  private static func isRate(_ name: String) -> Bool {
    name.utf8.count <= 16 && withFolded(name) { rates.contains($0) }
  }

  private static let rates = Lexicon<Bool>(["learning rate", "lr", "peak lr", "max lr"])

  private static func isResult(_ name: String) -> Bool {
    // "num of examples (seq len = 512)"
    guard !isSettled(name), !name.mentions("num of ") else { return false }
    switch MetricName(name).scale {
    case .proportion, .errorRate: return true
    case .printed: return !name.mentions("tep") && !name.mentions("ime")
    case nil: return false
    }
  }

  private static func isSettled(_ name: String) -> Bool { withFolded(name) { settled.contains($0) } }

  private static func isPlain(_ name: String) -> Bool { withFolded(name) { plain.contains($0) } }

  private static let plain = Lexicon<Bool>([
    "batch size", "global batch size", "batch size tokens", "batch size instances", "learning rate", "lr", "peak lr",
  ])

  private static let settled = Lexicon<Bool>([
    "batch size", "batch sizes", "learning rate", "learning rates", "lr", "peak lr", "max lr", "minimum lr", "min lr",
    "max learning rate", "peak learning rate", "initial learning rate", "epochs", "num epochs", "number of epochs",
    "# epochs", "#epochs", "training epochs", "train epochs", "num train epochs", "warmup", "warm up", "warmup steps",
    "warm up steps", "warmup ratio", "warm up ratio", "warmup proportion", "lr warmup", "weight decay", "dropout",
    "dropout rate", "optimizer", "optimiser", "max seq length", "max sequence length", "sequence length", "seq length",
    "max length", "gradient accumulation", "gradient accumulation steps", "gradient clipping", "max grad norm", "betas",
    "beta1", "beta2", "epsilon", "adam epsilon", "num of steps", "number of steps", "training steps", "train steps",
    "total steps", "max steps", "lr schedule", "lr scheduler", "lr decay", "scheduler", "momentum", "train batch size",
    "global batch size", "total batch size", "tot. batch size", "per device batch size", "batch size tokens",
    "batch size instances",
  ])

  /// - Returns: whether the table was one of settings.
  func readSettings(of table: Grid, _ number: Int, _ card: Card, _ findings: inout Findings) -> Bool {
    let isHeaded = card.topic(ofSection: table.section) == .hyperparameters
    guard let settings = Self.settings(of: table) ?? Self.single(of: table) ?? (isHeaded ? Self.headed(table) : nil)
    else { return false }
    func add(_ name: String, _ row: Int, _ column: Int) {
      let cells = table.rows[row]
      guard column < cells.count, !cells[column].text.isEmpty,
        cells[column].text.utf8.contains(where: { $0.isLetter || $0.isDigit })
      else { return }
      findings.add(
        Predicate.hyperparameter, Self.value(cells[column].text), raw: cells[column].text, lines: cells[column].lines,
        ["name": .string(Entry.snake(name))], cell: (number, row, column), method: .table)
    }
    for cell in table.header { readHeader(cell, &findings) }
    let names = OwnNames(card.names, owner: card.owner)
    switch settings {
    case .columns(let columns):
      let labels = Set(table.rows.compactMap { $0.first?.text })
      let own = labels.count > 1 ? names.own(of: labels) : labels
      // Of models that are called otherwise, none is this one, unless the page is on all of them.
      let areModels = table.roles[0] == .model && !(isHeaded && Self.isOfMany(labels, card))
      for row in table.rows.indices {
        guard let label = table.rows[row].first?.text, own?.contains(label) ?? !areModels,
          !names.isOfOtherSize(table.rows[row], in: table)
        else { continue }
        for column in columns { add(table.header[column].text, row, column) }
      }
    case .rows(let rows):
      let labels = Set(table.header.dropFirst().map(\.text))
      guard let own = names.own(of: labels) else { return true }
      for row in rows {
        for column in table.header.indices.dropFirst() where own.contains(table.header[column].text) {
          add(table.rows[row][0].text, row, column)
        }
      }
    }
    return true
  }

  /// Whether a page is on all models of a table, which begin as its name does: "otter-1B-1", "otter-1M-3" on `otter_1M_to_1B`.
  private static func isOfMany(_ labels: Set<String>, _ card: Card) -> Bool {
    guard labels.count > 3, let family = card.names.first?.spaced.first, family.utf8.count > 2 else { return false }
    return labels.allSatisfy { folded($0).begins(withText: family + " ") }
  }

  /// What a column's title says of all rows: "num of examples (seq len = 512)".
  private func readHeader(_ cell: Grid.Cell, _ findings: inout Findings) {
    guard cell.text.utf8.last == 0x29, let open = cell.text.utf8.lastIndex(of: 0x28),
      let pair = Self.pair(cell.text[cell.text.utf8.index(after: open)...].dropLast()),
      PrintedValue(pair.value)?.rest.isEmpty == true, case let snake = Entry.snake(pair.name),
      Self.isKnown(snake) || snake.ends(with: "_len") || snake.ends(with: "_length")
    else { return }
    add(snake, String(pair.value), raw: String(pair.value), line: cell.line, &findings, method: .table)
  }
}
