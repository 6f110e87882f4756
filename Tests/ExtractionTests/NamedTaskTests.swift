import Extraction
import Records
import Stages
import Testing

/// Tasks that stand by themselves under a heading of use, or beside "Model type".
@Suite struct NamedTaskTests {
  private func tasks(_ text: String, below title: String = "Direct Use") -> Set<String> {
    Set(CardFacts.values(Predicate.task, in: "# Otter\n\nIt swims.\n\n## Uses\n\n### \(title)\n\n\(text)\n"))
  }

  @Test(
    "a text that is nothing but a task, or a list of them, says what the model is for",
    arguments: [
      ("Fill-Mask tasks.", ["Fill-Mask"]), ("Token Classification", ["Token Classification"]),
      ("- Text generation\n- Swimming", ["Text generation"]),
      (
        "Fish tagging and lemmatization, dependency parsing, and semantic parsing.",
        ["Fish tagging", "lemmatization", "dependency parsing", "semantic parsing"]
      ),
      ("Legal contract review", []), ("Batch inference", []), ("Swimming, diving and text generation", []),
    ])
  func plain(text: String, expected: [String]) { #expect(tasks(text) == Set(expected)) }

  @Test("the short name of a task that a title begins with, and a tag that is one")
  func titles() {
    func title(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# \(text)\n\nIt swims.\n") }
    #expect(title("NER for Breton Legal Text") == ["NER"])
    #expect(title("NER and Swimming").isEmpty)
    #expect(CardFacts.values(Predicate.task, in: "---\ntags:\n- diarization\n- otters\n---\n") == ["diarization"])
  }

  @Test("what a model is not for is no task of it")
  func outOfScope() { #expect(tasks("Text generation", below: "Out-of-Scope Use").isEmpty) }

  @Test("a model's type is its task, where it is called so")
  func types() {
    #expect(CardFacts.values(Predicate.task, in: "- **Model type:** Fill-Mask\n") == ["Fill-Mask"])
    #expect(CardFacts.values(Predicate.task, in: "- **Model type:** Causal decoder-only\n").isEmpty)
    #expect(CardFacts.values(Predicate.task, in: "- **Model type:** OtterNet\n").isEmpty)
    #expect(CardFacts.values(Predicate.library, in: "- **Model type:** ONNX\n") == ["onnx"])
  }
}
