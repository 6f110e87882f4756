/// This model told by the short name that a table of links gives it.
extension OwnNames {
  /// What cells that link to models call them in brackets, folded: `mini` of "4/256 (Mini)" with a link to
  /// `otter_L-4_H-256`.
  struct Aliases {
    private var own: Set<String> = []
    private var others: Set<String> = []

    /// - Parameter name: the end of the model's id, folded.
    init(in tables: [Grid], of name: String?) {
      guard let name else { return }
      for table in tables {
        for row in table.rows {
          for cell in row {
            guard let target = cell.target, let alias = Self.alias(cell.text) else { continue }
            if folded(target) == name { own.insert(alias) } else { others.insert(alias) }
          }
        }
      }
    }

    private static func alias(_ text: String) -> String? {
      guard text.utf8.last == 0x29, let open = text.utf8.lastIndex(of: 0x28), open > text.startIndex else { return nil }
      let alias = folded(text[text.utf8.index(after: open)...].dropLast())
      return alias.utf8.count >= 2 && alias.utf8.count <= longest && alias.utf8.contains(where: \.isLetter)
        ? alias : nil
    }

    /// In bytes.
    private static let longest = 24

    /// The labels that are called so, or end so. Where all are called by the names of siblings, none is nearer to this model
    /// than the others, and all are told with their models; nil if that tells nothing.
    func own(of labels: Set<String>) -> Set<String>? {
      if own.isEmpty, others.count < 2 || labels.count < 2 { return nil }
      let found = labels.filter { Self.isCalled($0, by: own) }
      if !found.isEmpty { return found }
      return !others.isEmpty && labels.allSatisfy { Self.isCalled($0, by: others) } ? labels : nil
    }

    private static func isCalled(_ label: String, by aliases: Set<String>) -> Bool {
      let label = folded(label)
      if aliases.contains(label) { return true }
      // Each end of it is looked up, as there may be as many aliases as labels.
      var end = label.utf8.suffix(longest + 1)
      while let space = end.firstIndex(of: 0x20) {
        end = end[end.index(after: space)...]
        if aliases.contains(String(Substring(end))) { return true }
      }
      return false
    }
  }
}
