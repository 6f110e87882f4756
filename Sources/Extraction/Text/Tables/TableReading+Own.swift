import Records

/// Which rows and columns are those of the card's own model.
extension TableReading {
  /// Only what is said of this model, if any label says which rows or columns are its own.
  mutating func keepOwn() {
    guard values.count > 1 else { return }
    if let rows = ownSizes() {
      values.removeAll { !rows.contains($0.row) }
      owner = .thisModel
      return
    }
    if let row = linkedRow() {
      values.removeAll { $0.row != row }
      owner = .thisModel
      return
    }
    if keepMarked() {
      owner = .thisModel
      return
    }
    if let group = ownGroup() { values.removeAll { !group.contains($0.row) } }
    let models = Set(values.compactMap { $0.qualifiers["model"]?.string })
    if let student = student(models) {
      values.removeAll { $0.qualifiers["model"]?.string != student }
      owner = .thisModel
      return
    }
    // What no header calls models may be some all the same: "ImageNet1K | Top1 Acc." over "EffNetV2-S".
    let labels = models.isEmpty ? Set(values.compactMap(\.label)) : models
    if !labels.isEmpty,
      let own = context.names.own(of: labels, atLeast: models.isEmpty ? .said : .family)
    {
      values.removeAll { value in
        (models.isEmpty ? value.label : value.qualifiers["model"]?.string).map { !own.contains($0) } ?? false
      }
      if !models.isEmpty { owner = .thisModel }
    } else if let own = titled(models) {
      values.removeAll { $0.qualifiers["model"]?.string != own }
      owner = .thisModel
    } else if let row = tunedRow(models) ?? strongRow(models) {
      values.removeAll { $0.row != row }
    } else if context.isAblation, let last = values.map(\.row).max() {
      values.removeAll { $0.row != last }
    } else if models.count > 1,
      models.allSatisfy({ Self.isModelName($0) || NamedSize(folded($0)) != nil })
    {
      owner = .otherModels
    }
  }

  /// The rows of this model's size, where a second column tells the sizes of models that are called alike.
  func ownSizes() -> Set<Int>? {
    guard grid.header.count > 2, grid.rows.count > 1,
      withFolded(
        grid.header[1].text, { $0.isEmpty || $0.elementsEqual("size".utf8) || $0.elementsEqual("params".utf8) })
    else { return nil }
    var rows: [String: Int] = [:]
    for (row, cells) in grid.rows.enumerated() {
      guard cells.count > 1, let size = PrintedValue(cells[1].text), size.rest == "B" || size.rest == "M" else {
        return nil
      }
      rows[cells[0].text + " " + cells[1].text] = row
    }
    guard Set(grid.rows.map { $0[0].text }).count < rows.count,
      let own = context.names.own(of: Set(rows.keys), atLeast: .start)
    else { return nil }
    return Set(own.compactMap { rows[$0] })
  }

  /// The only row that links to this model in one of its first columns, whatever they are called.
  private func linkedRow() -> Int? {
    guard grid.rows.count > 1 else { return nil }
    var found: Int?
    for (row, cells) in grid.rows.enumerated() {
      guard cells.indices.prefix(3).contains(where: { context.names.isOwn(cells[$0], orEnd: $0 > 0) }) else { continue }
      guard found == nil else { return nil }
      found = row
    }
    return found
  }

  /// Keeps the values that cells say are of this model: "68.2 (this one)" in the row of a family, with others' beside it.
  private mutating func keepMarked() -> Bool {
    guard values.contains(where: Self.isMarked) else { return false }
    values.removeAll { !Self.isMarked($0) }
    return true
  }

  private static func isMarked(_ value: Value) -> Bool {
    value.cell.text.utf8.last == 0x29
      && (value.cell.text.ends(with: "(this one)") || value.cell.text.ends(with: "(this model)"))
  }

  /// The rows below a row that is nothing but a version, which one of the names has: "V1" above those of `otter-base-v1`,
  /// where the rows of "V2" are called alike.
  private func ownGroup() -> Range<Int>? {
    let heads = grid.rows.indices.filter { row in
      grid.rows[row].dropFirst().allSatisfy { $0.text.isEmpty } && Self.isVersion(grid.rows[row].first?.text ?? "")
    }
    guard heads.count > 1 else { return nil }
    let own = heads.filter { context.names.words.contains(Substring(folded(grid.rows[$0][0].text))) }
    guard own.count == 1, let place = heads.firstIndex(of: own[0]) else { return nil }
    return own[0]..<(place + 1 < heads.count ? heads[place + 1] : grid.rows.count)
  }

  private static func isVersion(_ text: String) -> Bool {
    text.utf8.count == 2 && text.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "v") && text.utf8.last?.isDigit == true
  }

  /// "Student (DistilOtter)" beside "Teacher (Otter)": who publishes what learned from another shows what it learned from.
  private func student(_ models: Set<String>) -> String? {
    guard models.contains(where: { $0.begins(with: "Teacher") }) else { return nil }
    let found = models.filter { $0.begins(with: "Student") }
    return found.count == 1 ? found.first : nil
  }

  /// The only model that the heading is about: "Mixed & Stochastic" below "# Mixed & Stochastic Checkpoints".
  private func titled(_ models: Set<String>) -> String? {
    guard models.count > 1 else { return nil }
    let found = models.filter { $0.utf8.count >= 8 && context.title.begins(withText: $0) }
    return found.count == 1 ? found.first : nil
  }

  /// The only row of models that is called after what this model was tuned from, as its link tells, among others that were
  /// tuned alike.
  private func tunedRow(_ models: Set<String>) -> Int? {
    guard models.count > 1 else { return nil }
    let found = grid.rows.indices.filter { row in
      guard let cell = grid.rows[row].first, models.contains(cell.text), let target = cell.target else { return false }
      return context.names.isTuned(from: target)
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The only row of models whose name is in bold, beside others that are not: which one the table is about, where no name
  /// is this model's.
  private func strongRow(_ models: Set<String>) -> Int? {
    guard models.count > 1 else { return nil }
    var found: Int?
    for (row, cells) in grid.rows.enumerated() {
      guard let cell = cells.first, cell.isStrong else { continue }
      guard found == nil, models.contains(cell.text) else { return nil }
      found = row
    }
    return found
  }
}
