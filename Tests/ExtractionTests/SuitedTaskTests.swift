import Extraction
import Records
import Stages
import Testing

/// Tasks that a model is said to be suited to, that its paper is about, and that its title names beside it.
@Suite struct SuitedTaskTests {
  private func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n" + text) }

  @Test(
    "the title of the paper below that of a card ends or begins with the task",
    arguments: [
      ("OtterNet: Small Nets for Deep Song Recognition", ["Song Recognition"]),
      ("Real-Time Text Detection with Otters", ["Text Detection"]),
      ("OtterNet: Small Nets for Image Recognition", []), ("Small Nets for Song Recognition and Swimming", []),
      ("Song Recognition of Otters", []),
    ])
  func papers(title: String, expected: [String]) {
    #expect(tasks("> [\(title)](https://example.org/otter)\n\n## Abstract\n\nIt swims.") == expected)
    #expect(tasks("It swims.\n\n[\(title)](https://example.org/otter)").isEmpty)
  }

  @Test("what an abstract presents is for a task, unlike what it says of others")
  func abstracts() {
    func tasks(_ text: String) -> [String] { self.tasks("It swims.\n\n## Abstract\n\n" + text) }
    #expect(tasks("We present OtterNets for video recognition. They swim.") == ["video recognition"])
    #expect(tasks("On the task of video classification, they swim.") == ["video classification"])
    #expect(tasks("We present OtterNets. Many use nets for video recognition.").isEmpty)
    #expect(tasks("We propose to look for nets that swim, for video recognition.").isEmpty)
  }
}
