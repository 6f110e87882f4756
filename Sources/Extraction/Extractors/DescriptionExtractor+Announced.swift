import Markdown
import Records
import Stages

/// Lists of tasks, one an item, below a text that says so: "Otter supports the following tasks:", "**Capabilities**".
extension DescriptionExtractor {
  /// Items behind so many are not looked at.
  private static let longestRun = 24

  /// - Parameter index: the passage that may announce a list, which begins behind it.
  func readAnnouncedTasks(_ card: Card, at index: Int, _ findings: inout Findings) {
    guard Self.announcesTasks(card.passages[index]) else { return }
    let depth = card.document.blocks[card.passages[index + 1].block].item?.depth
    var heads: [(name: Substring, line: Int)] = []
    var (items, told) = (0, 0)
    for item in card.passages[(index + 1)...].prefix(Self.longestRun) {
      guard let place = card.document.blocks[item.block].item else { break }
      guard place.isStart, place.depth == depth else { continue }
      items += 1
      let names = Self.tasks(in: Self.head(of: item.text.text))
      if !names.isEmpty { told += 1 }
      heads += names.map { ($0, item.text.line) }
    }
    guard told > 1, told * 2 > items else { return }
    for (name, line) in heads {
      findings.addOnce(Predicate.task, String(name), raw: String(name), lines: line...line)
    }
  }

  private static func announcesTasks(_ passage: Passage) -> Bool {
    let text = passage.text.text.trimmed
    guard text.utf8.count < 400, !text.isEmpty else { return false }
    // "## Capabilities", "**Tasks**", "Use cases:"
    if text.utf8.count < 32, withFolded(text, headings.contains) { return true }
    guard !passage.isHeading, text.utf8.last == 0x3A else { return false }
    let isNamed = text.mentions("task") || text.mentions("apabilit") || text.mentions("use case")
    guard isNamed || text.mentions(" used for") || text.mentions(" support") else { return false }
    let words = passage.words
    let sentence = words.sentence(around: words.count - 1)
    var isMeant = false
    for index in sentence {
      if words.has(index, "not", "cannot", "evaluate", "tested") || words.has(index, "benchmar") { return false }
      isMeant =
        isMeant
        || words.has(
          index, "supports", "support", "perform", "performs", "can", "handle", "handles", "used", "capable", "include",
          "trained", "tuned", "finetune", "designed", "intended", "capabili", "suitable", "following", "solve", "solves"
        )
    }
    return isMeant
  }

  private static let headings = Lexicon<Bool>([
    "tasks", "supported tasks", "tasks supported", "capabilities", "key capabilities", "use cases", "intended tasks",
    "intended use cases", "main capabilities", "model capabilities", "core capabilities",
  ])

  /// What stands before the first colon, bracket, comma or dash.
  private static func head(of text: String) -> Substring {
    let end = text.withBytes { bytes in
      bytes.indices.first { index in
        switch bytes[index] {
        case 0x28, 0x3A, 0x2C, 0x0A, 0x3B: true
        case 0x2E: index + 1 == bytes.count || bytes[index + 1] <= 0x20
        // "Translation - from Breton", "Translation – from Breton"
        case 0x2D: index > 0 && bytes[index - 1] == 0x20 && index + 1 < bytes.count && bytes[index + 1] == 0x20
        case 0xE2: index > 0 && bytes[index - 1] == 0x20
        default: false
        }
      } ?? bytes.count
    }
    return text[..<text.utf8.index(text.startIndex, offsetBy: end)].trimmed
  }

  /// The task that stands there, or both of "Text classification and clustering".
  private static func tasks(in head: Substring) -> [Substring] {
    guard head.utf8.count <= 48 else { return [] }
    let and = head.place(of: " and ")
    let parts = and.map { [head[..<$0.lowerBound], head[$0.upperBound...]] } ?? [head]
    return parts.allSatisfy { ($0.spaced.count <= 5 && Tasks.isTask($0)) || isSingle($0) } ? parts : []
  }

  private static func isSingle(_ name: Substring) -> Bool { withLowercased(name, Tasks.single.contains) }
}
