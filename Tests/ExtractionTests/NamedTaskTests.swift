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

  @Test(
    "a title, or what stands behind a dash in it, that is a task of words which nobody listed",
    arguments: [
      ("GULL - Handwritten Fish Recognition", ["Handwritten Fish Recognition"]),
      ("Whisker and Tail Classification using Otter Networks", ["Whisker and Tail Classification"]),
      ("2D Whisker Landmark Detection", ["2D Whisker Landmark Detection"]), ("Fact checking", ["Fact checking"]),
      ("Classification with Otter Forests", ["Classification"]), ("Breton NER in Otter (large model)", ["NER"]),
      ("Breton BERT + LER (Legal Entity Recognition)", ["Legal Entity Recognition"]),
      ("otter-whisker-detection", []), ("Automatic Identification of Otters", []), ("Super Otters (Swimming Fast)", []),
      ("Otter example for Detection", []),
    ])
  func wholeTitles(title: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.task, in: "# \(title)\n\nIt swims.\n") == expected)
  }

  @Test(
    "what the first sentence of a page says the model is, or can be built upon for",
    arguments: [
      ("A set of compact pre-trained TTS models for rivers.", ["TTS"]),
      ("This is an [OtterNet](https://otter.org) [3] segmentation model trained at sea.", ["segmentation"]),
      (
        "A network that can be built upon for classification, detection and segmentation.",
        ["classification", "detection", "segmentation"]
      ),
      ("This is a 2D facial landmarks detection network.", ["2D facial landmarks detection"]),
      ("This is a network for handwritten Breton text recognition.", ["handwritten Breton text recognition"]),
      ("Second generation of otters.", []), ("Whisker segmentation was difficult.", []),
    ])
  func openings(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.task, in: "# Otter\n\n\(text)\n") == expected)
  }

  @Test("tasks that Chinese sentences name with what is made for them")
  func chinese() {
    func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n\(text)\n") }
    #expect(tasks("Otter是图像分类中的经典模型。") == ["图像分类"])
    #expect(tasks("预测API，用于人像分割。") == ["人像分割"])
    #expect(tasks("Otter与图像分类中的其他方法相比。").isEmpty)
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
