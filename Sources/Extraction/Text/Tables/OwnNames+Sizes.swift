/// The sizes that names of models tell.
extension OwnNames {
  /// What a table of one family says by sizes: `EffNetV2-S`, `EffNetV2-M`, `EffNetV2-L`.
  ///
  /// Sizes alone, as "Tiny | Small | Base", are those of the plain models: `t5-efficient-base-nl32` is none of them.
  ///
  /// - Returns: the labels of the size that the model's names have; none of them if its size is not among them; nil if the
  ///   labels are no sizes of one family, or the names have none.
  func ofSize(_ labels: Set<String>) -> Set<String>? {
    guard labels.count > 1 else { return nil }
    let said = said
    guard !said.isEmpty else { return nil }
    var stem: String?
    var own: Set<String> = []
    for label in labels {
      let parts = folded(label).spaced
      guard let last = parts.last, Self.isSize(last) else { return nil }
      let rest = parts.dropLast().joined()
      if let stem, stem != rest { return nil }
      stem = rest
      if said.contains(last), parts.count > 1 || names.first?.ends(withText: " " + last) == true { own.insert(label) }
    }
    return own
  }

  /// Whether a label tells a size as the names do, and another: "Otter 1B (ours)" in the card of `otter-7b`.
  func isOfOtherSize(_ label: String) -> Bool {
    guard label.utf8.contains(where: { $0 | 0x20 == UInt8(ascii: "b") }) else { return false }
    let sizes = folded(label).spaced.filter(Self.isBillions)
    if sizes.isEmpty { return false }
    let said = said.filter(Self.isBillions)
    return !said.isEmpty && said.isDisjoint(with: sizes)
  }

  /// Whether a row is of another size than the names tell, where a column has those of models that are called alike.
  func isOfOtherSize(_ cells: [Grid.Cell], in table: Grid) -> Bool {
    guard let column = table.header.firstIndex(where: { $0.text.utf8.count <= 10 && Self.isSizeTitle($0.text) }),
      column < cells.count
    else { return false }
    return isOfOtherSize(cells[column].text)
  }

  private static func isSizeTitle(_ title: String) -> Bool { withFolded(title) { sizeTitles.contains($0) } }

  private static let sizeTitles = Lexicon<Bool>(["params", "size", "parameters", "model size"])

  /// `13b`, `1.5b`
  private static func isBillions(_ word: Substring) -> Bool {
    word.utf8.count >= 2 && word.utf8.last == UInt8(ascii: "b") && word.utf8.first?.isDigit == true
      && word.utf8.dropLast().allSatisfy { $0.isDigit || $0 == 0x2E }
  }

  /// The sizes that the names tell. That of `L-12_H-128` is no large one.
  private var said: Set<Substring> {
    var said: Set<Substring> = []
    for name in names {
      let parts = name.spaced
      for (index, part) in parts.enumerated() where Self.isSize(part) {
        let isCounted = index + 1 < parts.count && parts[index + 1].utf8.allSatisfy(\.isDigit)
        if part.utf8.count > 1 || !isCounted { said.insert(part) }
        // `otter-1-3b` has 1.3 billion, where `otter-2-7b` may have 7.
        if index > 0, Self.isBillions(part), parts[index - 1].utf8.allSatisfy(\.isDigit) {
          said.insert(Substring(parts[index - 1] + "." + part))
        }
      }
    }
    return said
  }

  /// `xl`, `base`, `b4`, `13b`
  private static func isSize(_ word: Substring) -> Bool {
    if sizes.contains(word) { return true }
    let bytes = Array(word.utf8)
    guard bytes.count >= 2, bytes.count <= 5 else { return false }
    if bytes.count == 2, bytes[0] == UInt8(ascii: "b"), bytes[1].isDigit { return true }
    guard let last = bytes.last, last == UInt8(ascii: "b") || last == UInt8(ascii: "m") else { return false }
    return bytes.dropLast().allSatisfy { $0.isDigit || $0 == 0x2E } && bytes[0].isDigit
  }

  private static let sizes = Lexicon<Bool>([
    "xs", "s", "m", "l", "xl", "xxl", "tiny", "mini", "nano", "small", "medium", "base", "large", "xlarge", "xxlarge",
    "huge", "giant",
  ])
}
