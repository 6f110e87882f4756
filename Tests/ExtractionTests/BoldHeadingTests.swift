import Extraction
import Records
import Testing

/// Headings that are merely bold, and wordings of headings that tell whose data and whose training is meant.
@Suite struct BoldHeadingTests {
  private func sections(_ card: String) -> [String] {
    read(Array(card.utf8), as: .card).findings.filter {
      $0.predicate.hasPrefix("section.") && $0.polarity == .asserted
    }
    .map { "\($0.predicate.dropFirst(8)) \($0.span.lineStart ?? 0)-\($0.span.lineEnd ?? 0)" }
  }

  @Test("a line that is bold from end to end heads a section, where no real heading is of its subject")
  func bold() {
    let card = "# Otter\n\n**Training Data**\n\nGulls.\n\n**Training Procedure:**\n\nBy night.\n\n## Rivers\n\nMany.\n"
    #expect(sections(card) == ["training_data 3-5", "training_procedure 7-9"])
    #expect(sections("# Otter\n\n## Data\n\nFish.\n\n**Training Data**\n\nGulls.\n") == ["training_data 3-9"])
    #expect(sections("# Otter\n\n**Training Data**\nGulls.\n") == ["training_data 3-4"])
  }

  @Test(
    "bold text in a sentence, without content, or above a command or an example heads none",
    arguments: [
      "**Training Data** is scarce.\n\nGulls.\n", "**Training Data**\n\n## Rivers\n\nMany.\n",
      "**Train/Test Command**\n\nGulls.\n", "**Example Tweets**\n\nGulls.\n",
    ])
  func none(text: String) { #expect(sections("# Otter\n\n" + text).isEmpty) }

  @Test("a word alone above an entry of BibTeX heads how to cite")
  func labels() {
    let entry = "```\n@article{otter,\n}\n```\n"
    #expect(sections("# Otter\n\nCitation:\n\n" + entry) == ["citation 3-8"])
    #expect(sections("# Otter\n\nCitation\n" + entry) == ["citation 3-7"])
    #expect(sections("# Otter\n\nCitation:\n\n```\nimport otter\n```\n").isEmpty)
    #expect(sections("# Otter\n\nCitation:\n\nOtters swim.\n\n" + entry).isEmpty)
  }

  @Test(
    "headings tell that the model was trained, can be used or was tested",
    arguments: [
      ("How this model was trained", "training_procedure"), ("How the model can be used", "how_to_use"),
      ("Tests", "evaluation"), ("Fish-Pruning details", "training_procedure"),
      ("Details of the downstream task (Gulls)", "training_data"),
    ])
  func wordings(heading: String, topic: String) {
    #expect(sections("# Otter\n\n## \(heading)\n\nIt is told here.\n") == ["\(topic) 3-5"])
  }

  @Test("details of a task's model are none of its data")
  func models() {
    #expect(sections("# Otter\n\n## Details of the downstream task (Gulls) - Model\n\nIt is told here.\n").isEmpty)
  }

  @Test("references are how to cite the model where they ask for it, and what can be fine-tuned was not trained so")
  func references() {
    let works = "[1] Otto Gull. Otters at Sea. 2021.\n"
    #expect(
      sections("# Otter\n\n## References\n\nIf you use it please cite:\n\n" + works) == ["citation 3-7"])
    #expect(sections("# Otter\n\n## References\n\n" + works).isEmpty)
    #expect(sections("# Otter\n\n## Fine-tuning\n\nAll models can be directly fine-tuned on fish.\n").isEmpty)
  }
}
