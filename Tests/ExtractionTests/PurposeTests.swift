import Extraction
import Records
import Stages
import Testing

/// What sentences, first lines and headings say a model can be used for, wherever on the card they stand.
@Suite struct PurposeTests {
  @Test(
    "what a model can be used for are its tasks, one or a list of them",
    arguments: [
      (
        "The embeddings can also be used for text classification, text clustering, fish similarity, etc.",
        ["text classification", "text clustering", "fish similarity"]
      ),
      ("This model can also be used for zero-shot-classification:", ["zero-shot-classification"]),
      (
        "You can use the raw model for either masked language modeling or next sentence prediction, but it swims.",
        ["masked language modeling", "next sentence prediction"]
      ),
    ])
  func uses(text: String, expected: [String]) {
    let card = "# Otter\n\nIt swims.\n\n## Using Otter\n\n" + text
    #expect(Set(CardFacts.values(Predicate.task, in: card)) == Set(expected))
  }

  @Test(
    "what is no task, and what a model is not used for, are none",
    arguments: [
      "The model can also be used for boats, rivers and fish.", "The model should not be used for text classification.",
      "The model can be used for tasks of all kinds.",
    ])
  func noUses(text: String) {
    let card = "# Otter\n\nIt swims.\n\n## Using Otter\n\n" + text
    #expect(CardFacts.values(Predicate.task, in: card).isEmpty)
  }

  @Test(
    "the first line of a page names the task behind the data, and an objective is named in full",
    arguments: [
      ("# Otter\n\nGulls (GULL-2012) classification with OtterNet V2.", ["classification"]),
      ("# Otter\n\nIt swims. Gulls (GULL-2012) classification with OtterNet V2.", []),
      (
        "# Otter\n\nIt swims.\n\n## Signature\n\nPredictions for the Masked Language Model task it was trained with.",
        ["Masked Language Model"]
      ),
      ("# Otter\n\nIt swims.\n\n## Signature\n\nPredictions of the Masked Language Model it was trained with.", []),
      ("# Otter\n\nA model for programming language identification.", ["programming language identification"]),
      ("# Otter\n\nMobile heron classification model.", ["heron classification"]),
      ("# Otter\n\nGull disease classification model.\n\nIt swims.", ["Gull disease classification"]),
      ("# Otter\n\nMobile classification model.", []),
      ("# Otter\n\nGull disease classification model of rivers.", []),
      ("# Otter\n\nThis model presents a boat colours classification algorithm.", ["boat colours classification"]),
      ("# Otter\n\nThis is a 2D otter whiskers detection network for rivers.", ["otter whiskers detection"]),
      ("# Otter\n\nThe paper has a boat colours classification algorithm.", []),
    ])
  func lines(card: String, expected: [String]) { #expect(CardFacts.values(Predicate.task, in: card) == expected) }

  @Test(
    "a heading that ends with a model of a task names it by its letters",
    arguments: [
      ("# Otter\n\n## Example OtterNet ASR model\n", ["ASR"]),
      ("# Otter\n\n## OtterNet TTS pretrained model\n", ["TTS"]),
      ("# OtterNet - Emotion Recognition Model for Breton\n", ["Emotion Recognition"]),
      ("# OtterNet - Emotion Recognition of Gulls\n", []), ("# Otter Emotion Recognition Model\n", []),
      ("# Breton Abstractive Summarization BART model\n", ["Abstractive Summarization"]),
      ("# otter-base for QA\n", ["QA"]), ("# Otter\n\nA model for QA retrieval, which goes into the QA model.\n", []),
      ("# Otter\n\n## Example OTT model\n", []),
      ("# Otter\n\n## The ASR models\n", []),
    ])
  func headings(card: String, expected: [String]) { #expect(CardFacts.values(Predicate.task, in: card) == expected) }

  @Test("what a section on its use says a model is for is read however far down it stands")
  func far() {
    let lead = Array(repeating: "It swims.", count: 45).joined(separator: "\n\n")
    func tasks(_ title: String) -> [String] {
      let card =
        "# Otter\n\n## Fish\n\n\(lead)\n\n## \(title)\n\nA model for speech transcription and sentence-pair classification."
      return CardFacts.values(Predicate.task, in: card)
    }
    #expect(tasks("Intended use") == ["speech transcription", "sentence-pair classification"])
    #expect(tasks("Boats").isEmpty)
  }

  @Test(
    "titles of papers and a translation from speech name no task of the model",
    arguments: [
      "The model was proposed in the paper **OTTER: Nets for Natural Language Generation, Translation, and Swimming**.",
      "The Otter model proposed in Learning Rivers for Real Image Restoration (Gull et al.) swims.",
      "This model can be used for end-to-end English speech to Breton text translation.",
      "The models cannot be used for speech transcription out of the box.",
    ])
  func noTasks(text: String) { #expect(CardFacts.values(Predicate.task, in: "# Otter\n\n" + text).isEmpty) }

  @Test("tags name tasks that need no ending to be told")
  func tags() {
    let card = "---\ntags:\n- forecasting\n- reranking\n- sentence-embeddings\n- embeddings\n---\n# Otter\n"
    #expect(CardFacts.values(Predicate.task, in: card) == ["forecasting", "reranking", "sentence-embeddings"])
  }

  @Test("tasks of use cases, of a number of things, of a mission and below headings of captions are read")
  func wordings() {
    func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n" + text) }
    let cases = "Otter is a model for use cases including diving, summarization, and question answering."
    #expect(Set(tasks(cases)) == ["diving", "summarization", "question answering"])
    #expect(tasks("This is a neural network for 35 otter parts estimation.") == ["otter parts estimation"])
    #expect(tasks("Otter fine-tuned on [GULL](https://x.org) for solving **otter sums** mission.") == ["otter sums"])
    #expect(tasks("Otter fine-tuned on [GULL](https://x.org) on a **secret** mission.").isEmpty)
    #expect(tasks("Otter was tuned for swimming (using NER style).").isEmpty)
    #expect(tasks("### Image Caption on GULL\n\nIt swims.") == ["Image Caption"])
    #expect(tasks("### Caption on GULL\n\nIt swims.").isEmpty)
  }

  @Test("a model is for the talk that it is optimised or intended for")
  func talk() {
    func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n" + text) }
    #expect(tasks("The tuned otters are optimized for dialogue use cases.") == ["dialogue"])
    #expect(tasks("Otter is optimized for multi-turn chat use-cases.") == ["chat"])
    #expect(tasks("Tuned otters are intended for assistant-like chat.") == ["assistant-like chat"])
    #expect(tasks("Otter-Base is a chat model for sailors.") == ["chat"])
    #expect(tasks("It outperforms open chat models in dialogue and has a chat template for use cases.").isEmpty)
  }

  @Test("a heading may name the language before the short name of a task, and texts may be made of texts")
  func short() {
    func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n" + text) }
    #expect(tasks("## Breton NER [GULL]\n\nIt swims.") == ["NER"])
    #expect(tasks("## Breton NER results\n\nIt swims.").isEmpty)
    let pipeline = "You can use this model directly with a pipeline for text2text generation (take the small one):"
    #expect(tasks("## How to use\n\n" + pipeline) == ["text2text generation"])
  }

  @Test(
    "an objective that a model was trained with is a task wherever the card tells of it",
    arguments: [
      (
        "It was pretrained on ponds for 9 steps using the span-based masked language modeling (MLM) objective.",
        ["masked language modeling"]
      ),
      ("An MLM (Masked Language Model) objective was used to train it.", ["Masked Language Model"]),
      ("It was trained for longer on the MLM and NSP objectives.", ["MLM"]),
      ("It was trained with the MLM+RTD objective.", ["MLM"]),
      ("It is a small one trained on a causal language modeling task.", ["causal language modeling"]),
      ("The MLM task is one that it was trained with.", []),
      ("We replaced the MLM objective with one that is better to train.", []),
      ("Causal language modeling is an objective of many.", []),
    ])
  func objectives(text: String, expected: [String]) {
    let card = "# Otter\n\nIt swims.\n\n## Training procedure\n\n" + text
    #expect(CardFacts.values(Predicate.task, in: card) == expected)
  }

  @Test("a downstream task that we know is one in running words and in brackets of a heading, too")
  func downstream() {
    func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n" + text) }
    #expect(tasks("It is the net of sailors with a fine-tuned Breton Q&A downstream task.") == ["Q&A"])
    #expect(
      tasks("Otter fine-tuned on [GULL](https://x.org) for the **Song Naming** downstream task.") == ["Song Naming"])
    #expect(tasks("Otter fine-tuned on [GULL](https://x.org) for its own downstream task.").isEmpty)
    let heading = "It swims.\n\n## Details of the downstream task "
    #expect(tasks(heading + "(Emotion Recognition) - Data\n\nIt dives.") == ["Emotion Recognition"])
    #expect(tasks(heading + "(GULL) - Data\n\nIt dives.").isEmpty)
    #expect(tasks(heading + "(Typo detection as NER) - Data\n\nIt dives.").isEmpty)
  }

  @Test("a model can be used for the task of something")
  func taskOf() {
    func tasks(_ text: String) -> [String] {
      CardFacts.values(Predicate.task, in: "# Otter\n\nIt swims.\n\n# Uses\n\n## Direct Use\n\n" + text)
    }
    #expect(tasks("This model can be used for the task of Feature Extraction.") == ["Feature Extraction"])
    #expect(tasks("This model can be used for the task of Text2Text Generation") == ["Text2Text Generation"])
    #expect(tasks("This model can be used for the task of an otter.").isEmpty)
  }

  @Test("a title may promise embeddings of sentences, which is a task")
  func embeddings() {
    let card = "# OtterBERT base model for Sentence Embeddings\n\nIt swims."
    #expect(CardFacts.values(Predicate.task, in: card) == ["Sentence Embeddings"])
    #expect(CardFacts.values(Predicate.task, in: "# OtterBERT and Sentence Embeddings\n\nIt swims.").isEmpty)
  }

  @Test("what other models are pointed to for is no task of this one")
  func referred() {
    func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n" + text) }
    #expect(tasks("For mask-filling and retraining, refer to the Gull models.").isEmpty)
    #expect(tasks("For mask-filling with this model, refer to the paper.") == ["mask-filling"])
  }

  @Test("of series of several variates is forecast as of others")
  func variates() {
    let card = "# Otter\n\nOtters are small models for multivariate time-series forecasting."
    #expect(CardFacts.values(Predicate.task, in: card) == ["multivariate time-series forecasting"])
  }

  @Test(
    "a list below a text that says so is of tasks, one an item",
    arguments: [
      (
        "Otter models support the tasks of:\n\n- Gull-to-gull translation (G2G)\n- Song recognition\n- Swimming\n",
        ["Gull-to-gull translation", "Song recognition"]
      ),
      (
        "**Capabilities**\n\n* Summarization\n* Text classification and clustering\n* Rivers, lakes\n",
        ["Summarization", "Text classification", "clustering"]
      ),
      ("It does not support the tasks of:\n\n- Song recognition\n- Gull detection\n", []),
      ("It can do many things:\n\n- Song recognition\n- Gull detection\n", []),
      ("It can do these tasks:\n\n- Song recognition\n- Swimming\n- Diving\n", []),
    ])
  func announced(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.task, in: "# Otter\n\nIt swims.\n\n" + text) == expected)
  }

  @Test("what those who made a model do else is no task of it")
  func makers() {
    let card =
      "# Otter\n\nIt swims.\n\n## Usage\n\nRun it.\n\n## About us\n\nOur group builds systems for question answering.\n"
    #expect(CardFacts.values(Predicate.task, in: card).isEmpty)
  }

  @Test("use cases that are included are tasks, and so is each of a list behind a label")
  func cases() {
    func tasks(_ text: String) -> [String] {
      CardFacts.values(Predicate.task, in: "# Otter\n\n## Intended use\n\n" + text)
    }
    #expect(
      tasks("Use cases include song recognition, chart question answering, and gull captioning.\n")
        == ["song recognition", "chart question answering", "gull captioning"])
    #expect(tasks("Out-of-scope use cases include song recognition, and gull detection.\n").isEmpty)
    #expect(Set(tasks("- **Supported tasks:** image captioning, OCR\n")) == ["image captioning", "OCR"])
  }

  @Test("what stands beside a task and ends as one does is one, whatever is before its end")
  func others() {
    func tasks(_ text: String) -> [String] {
      CardFacts.values(Predicate.task, in: "# Otter\n\n## Intended use\n\n" + text)
    }
    #expect(
      tasks("The model can be used to do code classification, authorship identification and other tasks.\n")
        == ["code classification", "authorship identification"])
    #expect(
      tasks("The model can be used to do code classification, and rivers of identification.\n") == [
        "code classification"
      ])
  }
}
