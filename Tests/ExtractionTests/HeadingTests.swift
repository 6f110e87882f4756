import Extraction
import Records
import Stages
import Testing

/// Headings by what they promise, and titles, which promise nothing.
@Suite struct HeadingTests {
  private func sections(_ card: String, named name: String? = nil) -> [String] {
    read(Array(card.utf8), as: .card, named: name).findings.filter {
      $0.predicate.hasPrefix("section.") && $0.polarity == .asserted
    }
    .map { "\($0.predicate.dropFirst(8)) \($0.span.lineStart ?? 0)-\($0.span.lineEnd ?? 0)" }
  }

  @Test(
    "a heading of two subjects is of both",
    arguments: [
      ("Datasets & Training", ["training_data", "training_procedure"]),
      ("Uses & Limitations", ["intended_use", "limitations"]), ("Weights, Licence and Usage", ["how_to_use"]),
      ("Suitable Use(s), Limitations, and Tradeoffs", ["intended_use", "limitations"]),
      ("Data and Other Sources", ["training_data"]),
      ("Training and evaluation data", ["training_data"]), ("Intended uses & limitations", ["intended_use"]),
      ("Dataset (train and validation)", ["training_data"]), ("Train", ["training_procedure"]),
      ("Referencing OtterNet", ["citation"]), ("Evaluation on the Otter corpus", ["evaluation"]),
      ("Hands-on", ["how_to_use"]), ("Run CLI Demo", ["how_to_use"]),
      ("三、模型API", ["how_to_use"]),
      ("Export for on-device deployment", ["how_to_use"]), ("Running the model on a CPU", ["how_to_use"]),
      ("Songs Data Description", ["training_data"]),
    ])
  func pairs(heading: String, topics: [String]) {
    let found = sections("# Otter\n\n## \(heading)\n\nIt is told here.\n")
    #expect(Set(found) == Set(topics.map { "\($0) 3-5" }))
  }

  @Test(
    "words within a name or a title, and performance that is wished for, are no subject",
    arguments: [
      "# Module river/otter/data_all-dataset/1", "## OtterNet: Improving Otters by Pre-Training",
      "# otter__fish__train-8-3", "# Otter\n\n### `river/otter_asr_train_raw_char`",
      "# Otter\n\n## Example River2 ASR model", "# Otter\n\n## Training commands",
      "# Otter\n\n## Example of the output", "# Otter\n\n## Display result",
      "# Otter\n\n## Image retrieval", "# Otter\n\n## Image size for performance boost",
      "# Otter\n\n## Natural language inference", "# Otter\n\n## `otter_asr_train_raw`",
      "# Otter\n\n## `Otto Gull/river_asr_train_raw_char`", "# Otter\n\n## Finetuning samples",
      "# Otter\n\n## Visualization of inference result",
    ])
  func titles(heading: String) { #expect(sections(heading + "\n\nIt is told here.\n").isEmpty) }

  @Test("what a model is not for is no section of its own")
  func unsuitable() {
    #expect(sections("# Otter\n\n## Unsuitable use cases\n\nNot for gulls.\n").isEmpty)
    #expect(sections("# Otter\n\n## Suitable use cases\n\nFor gulls.\n") == ["intended_use 3-5"])
  }

  @Test("what is promised for later, or only signed, is no content, and a disclaimer of biases tells limitations")
  func promises() {
    #expect(sections("# Otter\n\n## How to use\n\n```python\n# coming soon\n```\n").isEmpty)
    #expect(
      sections("# Otter\n\n## Citation\n\n> Created by [Otto Gull](https://x.org) | [Home](https://x.org)\n").isEmpty)
    #expect(sections("# Otter\n\n## Disclaimer\n\nDo consider the biases of the data.\n") == ["limitations 3-5"])
    #expect(sections("# Otter\n\n## Disclaimer\n\nAll rights are the sailors'.\n").isEmpty)
    #expect(
      sections("# Otter\n\n## Author\n\nOtto Gull. If you use it, please cite as:\n\n> Gull\n") == ["citation 3-7"])
    #expect(sections("# Otter\n\n## Author\n\nOtto Gull, who swims.\n").isEmpty)
    #expect(sections("# Otter\n\n## TF 2.X\n\n```python\nimport otter\n```\n") == ["how_to_use 3-7"])
  }

  @Test("labels, empty code and notes of what is to be done are no content either")
  func notes() {
    let notes = [
      "TODO: Add table if available", "(to do)", "WIP", "```bibtex\n\n```", "```\nMore information needed\n```",
      "**BibTeX:**\n\nMore information needed\n\n**APA:**\n\nMore information needed",
    ]
    for note in notes { #expect(sections("# Otter\n\n## Citation\n\n\(note)\n").isEmpty) }
    #expect(sections("# Otter\n\n## Citation\n\n**APA:**\n\nGull, O. On otters.\n") == ["citation 3-7"])
  }

  @Test("a sign beside a heading's word changes nothing, and details of a paper are how to cite it where they do")
  func signs() {
    #expect(sections("# Otter\n\n## Dataset 📚\n\nIt is told here.\n") == ["training_data 3-5"])
    #expect(sections("# Otter\n\n## Otters 📚\n\nIt is told here.\n").isEmpty)
    let paper = "# Otter\n\n## More about our paper\n\nIt is told here.\n"
    #expect(sections(paper).isEmpty)
    #expect(sections(paper + "\n```\n@article{otter,\n}\n```\n") == ["citation 3-10"])
  }

  @Test("data that is to be fetched, or was held out, is no training data")
  func errands() {
    for heading in ["Download datasets", "Step 2: download the dataset", "Validation dataset"] {
      #expect(sections("# Otter\n\n## \(heading)\n\nIt is told here.\n").isEmpty)
    }
    #expect(sections("# Otter\n\n## Used datasets\n\nIt is told here.\n") == ["training_data 3-5"])
  }

  @Test("under results the heading of a data set is what they were measured on")
  func measuredOn() {
    let card = "# Otter\n\n## Results\n\n### GULL Dataset\n\n| Model | AP |\n|---|---|\n| otter | 0.5 |\n"
    #expect(sections(card) == ["evaluation 3-9"])
  }

  @Test("fine-tuning that is left to the reader is no training procedure, and one that tells results is evaluation")
  func fineTuning() {
    func found(_ text: String) -> [String] { sections("# Otter\n\n## Fine-tuning\n\n\(text)\n") }
    #expect(found("We fine-tuned it on fish for a day.") == ["training_procedure 3-5"])
    #expect(found("Consumers of this model can fine-tune it by passing `trainable=True`.").isEmpty)
    #expect(found("To fine-tune any Otter model follow the notebooks.").isEmpty)
    #expect(found("We present the dev results on SQuAD 2.0.") == ["evaluation 3-5"])
  }

  @Test("an evaluation below the training is a section as well, where the log of the training is part of it")
  func evaluationBelowTraining() {
    let training = "# Otter\n\n## Training procedure\n\nIt is told here.\n\n"
    let commands = "#### Evaluation Commands\n\n```bash\npython eval.py\n```\n"
    #expect(
      sections(training + "### Framework versions\n\n- River 1.2\n\n" + commands)
        == ["training_procedure 3-15", "evaluation 11-15"])
    #expect(sections(training + "### Results\n\nIt is told here.\n").count == 2)
    #expect(sections(training + "### Training results\n\nIt is told here.\n").count == 1)
  }

  @Test("a heading that begins with the use it is for tells how to use the model")
  func uses() {
    for heading in ["Use this model", "Use with PyTorch", "Using with River"] {
      #expect(sections("# Otter\n\n## \(heading)\n\nIt is told here.\n") == ["how_to_use 3-5"])
    }
    for heading in ["Tool use with Otter", "Using the following system", "You can use this model freely."] {
      #expect(sections("# Otter\n\n## \(heading)\n\nIt is told here.\n").isEmpty)
    }
  }

  @Test(
    "below the training, what was measured is evaluation unless the heading says that it is of the training",
    arguments: [
      ("### Eval results on PondVoice", true), ("### Results", true), ("### Training results", false),
      ("### Evaluation Commands", true), ("### get best model through a metric", false),
    ])
  func measured(heading: String, isSection: Bool) {
    let found = sections("# Otter\n\n## Training\n\nIt was trained.\n\n\(heading)\n\nIt swims.\n")
    #expect(found.contains("evaluation 7-9") == isSection)
  }

  @Test("what a comparison says is evaluation")
  func compared() { #expect(sections("# Otter\n\n## Comparison:\n\nHerons swim less.\n") == ["evaluation 3-5"]) }

  @Test("a first heading that begins with its subject is a section")
  func first() {
    #expect(sections("## Evaluation on Otter Test\n\nIt is told here.\n") == ["evaluation 1-3"])
    #expect(sections("### Result\n\nIt is told here.\n\n\n## Else\n") == ["evaluation 1-3"])
  }

  @Test("code that loads the model shows its use where no heading speaks of it")
  func shown() {
    let code = "```python\nfrom transformers import AutoModel\nmodel = AutoModel.from_pretrained(\"otter\")\n```\n"
    #expect(sections("# Otter\n\n## Extract a sentence\n\n\(code)") == ["how_to_use 3-8"])
    #expect(sections("# Otter\n\n\(code)").isEmpty)
    #expect(sections("# Otter\n\n## Usage\n\n\(code)\n## Extract\n\n\(code)").count == 1)
  }

  @Test("the use that was evaluated or is recommended is the intended one")
  func recommended() {
    #expect(sections("# Otter\n\n### Evaluated Use\n\nFor those who study rivers.\n") == ["intended_use 3-5"])
    #expect(sections("# Otter\n\n## Recommended Uses\n\nFor those who study rivers.\n") == ["intended_use 3-5"])
  }

  @Test("how readers train any model is no training of this one")
  func forReaders() {
    func card(_ text: String) -> String {
      "# Otter\n\n## Train\n\n\(text)\n\n```shell\npython train.py otter.py --seed=7\n```\n"
    }
    let command = card("You can use the following command to train a model.")
    #expect(CardFacts.values("section.training_procedure", in: command).isEmpty)
    #expect(!CardFacts.values("section.training_procedure", in: card("Otter was trained so.")).isEmpty)
    #expect(
      CardFacts.values(Predicate.hyperparameter, in: card("Example: train OtterNet on the GULL dataset.")).isEmpty)
    #expect(!CardFacts.values(Predicate.hyperparameter, in: card("Otter was trained so.")).isEmpty)
  }
}
