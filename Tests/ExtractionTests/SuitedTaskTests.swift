import Extraction
import Records
import Stages
import Testing

/// Tasks that a model is said to be suited to, that its paper is about, and that its title names beside it.
@Suite struct SuitedTaskTests {
  private func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n" + text) }

  @Test(
    "what a model is suitable for, recommended for or made with is its task",
    arguments: [
      ("Otter model tuned on rivers suitable for off-the-shelf classification.", ["classification"]),
      ("You can use this model for performing off-the-shelf gull detection.", ["gull detection"]),
      ("Otter is recommended for use in river-based natural language inference tasks.", ["natural language inference"]),
      ("Otter is recommended for use in semantic similarity of songs tasks.", ["semantic similarity"]),
      ("Otter is recommended for use in rivers.", []),
      ("It does well in the tasks of song classification.", ["song classification"]),
      ("Otter was tuned with the objective of **text2text-generation**.", ["text2text-generation"]),
      ("It has off-the-shelf detection of gulls.", []),
      ("It won the first place on the tasks of song detection.", []),
      ("All the necessary tools to perform automatic speech recognition are here.", ["automatic speech recognition"]),
      ("This ASR system is made of two blocks.", ["ASR"]), ("Many an ASR system is made of two blocks.", []),
      ("It can be used for question answering task.", ["question answering"]),
      ("- Task: `text ranking`; `image ranking`;", ["text ranking", "image ranking"]),
    ])
  func suited(text: String, expected: [String]) { #expect(Set(tasks(text)) == Set(expected)) }

  @Test("an embedding that is trained on something, or based on it, is what a model makes")
  func embeddings() {
    #expect(tasks("Token based text embedding trained on songs.") == ["text embedding"])
    #expect(tasks("Text embedding based on OtterNets with a net of its own.") == ["Text embedding"])
    #expect(tasks("The layer holds a text embedding of songs.").isEmpty)
  }

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

  @Test("of a table of examples the first column names the tasks")
  func tables() {
    let rows = "|--|--|--|\nText Classification|Songs|GULL\nSwimming|Fish|GULL\n"
    #expect(tasks("## Samples\n\nTask|Use case|Dataset\n" + rows) == ["Text Classification"])
    #expect(tasks("## Samples\n\nTask|Otter|Gull\n" + rows).isEmpty)
  }

  @Test(
    "a title names a task in full behind it in short, behind the model's name, and beside how it is done",
    arguments: [
      ("# OtterBERT for NLI (natural language inference)", ["NLI", "natural language inference"]),
      ("# OtterBERT for NLI (small net)", ["NLI"]),
      ("# OtterNet: Real-time Gull Detection with Small Nets", ["Gull Detection"]),
      ("# OtterNet: Gull Detection and Nets", []),
      ("# [OtterNet: Real-time 3D gull detection](https://example.org)", ["3D gull detection"]),
      ("# [OtterNet: Net for depth estimation](https://example.org)", []),
      ("# [OtterNet: A model for depth estimation](https://example.org)", ["depth estimation"]),
      ("# Ultra-lightweight face detection model", ["face detection"]),
      ("# Breton Sentence-level Sentiment Analysis model with OtterNet", ["Sentiment Analysis"]),
      ("# OtterBERT + Song Detection", []), ("# OtterBERT + Emotion Detection", ["Emotion Detection"]),
      ("# Gull2022 OtterNet Spoken Language Identification Model", ["Spoken Language Identification"]),
    ])
  func titles(card: String, expected: [String]) {
    #expect(Set(CardFacts.values(Predicate.task, in: card)) == Set(expected))
  }

  @Test("of two tasks the one that ends as no other does is read beside the other, and what is shown is none")
  func partners() {
    #expect(
      Set(tasks("Otter is a model for document image understanding and information extraction tasks."))
        == ["document image understanding", "information extraction"])
    #expect(tasks("Otter is a model for rivers and information extraction tasks.") == ["information extraction"])
    #expect(tasks("Image classification demo apps and examples for sailors.").isEmpty)
  }

  @Test(
    "a Chinese sentence says what a model is or is for by a task that we know",
    arguments: [
      ("OtterNet是海鸥于2017年提出的图像分类模型，它会游泳。", ["图像分类"]), ("OtterNet是一种快速的、用于图像分类任务的网络。", ["图像分类"]),
      ("OtterNet是一种单阶段的目标检测器。", ["目标检测"]), ("该模型与传统目标检测方法相比更快。", []), ("通过命令行方式实现图像分类模型的调用。", []),
    ])
  func chinese(text: String, expected: [String]) { #expect(tasks(text) == expected) }
}
