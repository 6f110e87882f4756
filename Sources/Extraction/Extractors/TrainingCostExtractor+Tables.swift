import Markdown
import Records
import Stages

/// Tables that tell what the training of each model took: "Model | Hardware | Time (in days)", "GPU Type | Carbon Emitted
/// (tCO2eq)".
extension TrainingCostExtractor {
  /// What a column tells, with what its numbers are multiplied by.
  private enum Cost {
    case hardware
    case seconds(Int)
    /// A power of ten of a gram.
    case grams(Int)

    init?(_ header: String) {
      guard header.utf8.count <= 60, header.withBytes({ Self.words.groups(in: $0) }) != 0 else { return nil }
      let name = folded(header)
      if ["hardware", "gpu type", "hardware type", "training hardware", "accelerator"].contains(name) {
        self = .hardware
      } else if name.ends(with: "in days"), name.mentions("time") {
        self = .seconds(86_400)
      } else if name.ends(with: "in hours"), name.mentions("time"), !name.mentions("gpu") {
        self = .seconds(3600)
      } else if name.mentions("carbon emi"), let power = Self.gramUnits.first(where: { name.mentions($0.unit) })?.power
      {
        self = .grams(power)
      } else {
        return nil
      }
    }

    /// What headers that are worth a closer look have in them.
    private static let words = Phrases([["ardware", "GPU", "ccelerator", "ime", "arbon"]])

    private static let gramUnits: [(unit: StaticString, power: Int)] = [("tco", 6), ("kg", 3), ("gram", 0)]
  }

  /// The rows of this model, where there are several.
  ///
  /// - Returns: whether one of several tells what the training of this model emitted.
  func readCosts(_ table: Grid, _ number: Int, _ card: Card, _ findings: inout Findings) -> Bool {
    let columns = table.header.indices.dropFirst().compactMap { index in
      Cost(table.header[index].text).map { (index, $0) }
    }
    guard !columns.isEmpty else { return false }
    let isAlone = columns.count == 1
    // What a result was measured on stands in a column of that name, too.
    if isAlone, case .hardware = columns[0].1, HyperparametersExtractor.settings(of: table) == nil { return false }
    let labels = Set(table.rows.compactMap { $0.first?.text })
    guard let own = labels.count > 1 ? OwnNames(card.names, owner: card.owner).own(of: labels) : labels else {
      return false
    }
    for (row, cells) in table.rows.enumerated() where cells.first.map({ own.contains($0.text) }) ?? false {
      for (column, cost) in columns where column < cells.count {
        read(cells[column], as: cost, (number, row, column), &findings)
      }
    }
    return !own.isEmpty && own.count < labels.count
      && columns.contains { if case .grams = $0.1 { true } else { false } }
  }

  private func read(
    _ cell: Grid.Cell, as cost: Cost, _ place: (Int, Int, Int), _ findings: inout Findings
  ) {
    switch cost {
    case .hardware:
      guard cell.text.utf8.count <= 80, let device = Hardware.all(in: Words(cell.text, line: 1)).first else { return }
      findings.add(
        Predicate.hardware, .string(device.name), raw: cell.text, lines: cell.lines,
        device.count.map { ["count": .number($0)] } ?? [:], cell: place, method: .table)
    case .seconds(let unit):
      guard let printed = PrintedValue(cell.text), printed.rest.isEmpty else { return }
      findings.add(
        Predicate.duration, .number(PrintedNumber(printed.number.value * Double(unit))), raw: cell.text,
        lines: cell.lines, cell: place, method: .table)
    case .grams(let power):
      guard let printed = PrintedValue(cell.text), printed.rest.isEmpty else { return }
      findings.add(
        Predicate.emissions, .number(printed.number.scaled(byPowerOfTen: power)), raw: cell.text, lines: cell.lines,
        cell: place, method: .table)
    }
  }
}
