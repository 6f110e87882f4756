import Markdown
import Records
import Stages

/// Reads which sections of a card hold only what a template put into them: looked for, and absent.
///
/// The claim has no value, the section's lines, and the template's words as what was printed.
struct BoilerplateExtractor: CardExtractor {
  static let name = "boilerplate"
  static let summary = "Read which sections hold only a template's words."
  static let method = Method.proseRule
  static let confidence = 0.97

  func read(_ card: Card, into findings: inout Findings) {
    for index in card.document.sections.indices where card.topics[index].isSection {
      guard let words = Self.template(in: index, card) else { continue }
      let section = card.document.sections[index]
      findings.add(
        card.topics[index].rawValue, nil, raw: words.text, lines: section.lines,
        section: card.document.path(ofSection: index), polarity: .absent)
    }
  }

  /// The template's words in a section that holds nothing else; nil where it says something of its own, or nothing at all.
  static func template(in index: Int, _ card: Card) -> (text: String, lines: ClosedRange<Int>)? {
    var found: (text: String, lines: ClosedRange<Int>)?
    for position in card.document.sections[index].blocks {
      switch card.document.blocks[position].content {
      case .heading, .thematicBreak: continue
      case .paragraph(let text) where SectionsExtractor.isTemplate(text.text):
        found = found ?? (text.text, card.document.blocks[position].lines)
      case .html(let html) where html.begins(with: "<!--"): continue
      default: return nil
      }
    }
    return found
  }
}
