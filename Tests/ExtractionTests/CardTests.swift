import Extraction
import Records
import Stages
import Testing

/// What is found in a card: predicate, value and first line of each finding that the test asks for.
private func found(_ predicate: String, in card: String, named name: String? = nil) -> [String] {
  read(Array(card.utf8), as: .card, named: name).findings
    .filter { $0.predicate == predicate && $0.polarity == .asserted }
    .map { "\($0.value?.text ?? "nil") @\($0.span.lineStart ?? 0)" }
}

private func findings(_ predicate: String, in card: String) -> [Finding] {
  read(Array(card.utf8), as: .card).findings.filter { $0.predicate == predicate }
}

@Suite struct FrontMatterExtractorTests {
  @Test("licence, languages, tasks, libraries and data sets are read with their lines")
  func everything() {
    let card = """
      ---
      license: apache-2.0
      language:
      - en
      - German
      tags: [image-classification, pytorch, cats]
      datasets: squad
      base_model: google/vit
      base_model_relation: quantized
      ---
      """
    #expect(found(Predicate.license, in: card) == ["apache-2.0 @2"])
    #expect(found(Predicate.language, in: card) == ["en @4", "de @5"])
    #expect(found(Predicate.task, in: card) == ["image-classification @6"])
    #expect(found(Predicate.library, in: card) == ["pytorch @6"])
    #expect(found(Predicate.trainedOn, in: card) == ["squad @7"])
    #expect(findings(Predicate.baseModel, in: card).first?.qualifiers == ["relation": "quantized"])
  }

  @Test("a title with a colon in it is one data set, and what has an address behind its colon is called as before it")
  func titled() {
    let card = """
      ---
      datasets:
      - common_voice
      - GULL4 Breton: Single Speaker Songs
      - HERON: https://heron.org/data
      - TODO: add the others
      - {id: otter, url: nowhere}
      ---
      """
    #expect(
      found(Predicate.trainedOn, in: card) == ["common_voice @3", "GULL4 Breton: Single Speaker Songs @4", "HERON @5"])
  }

  @Test("every field of the front matter that says something is a claim, whatever its name")
  func otherFields() {
    let card = """
      ---
      tags: [cats, dogs]
      widget:
      - text: "Hello there"
        example_title: Greeting
      inference: false
      metrics:
      - accuracy
      fastai-version: 2.5
      thumbnail: null
      datasets: []
      license: "{{ license }}"
      language: klingon script
      model-index:
      - name: m
        results: []
      ---
      """
    #expect(CardFacts.found(Predicate.tags, in: card) == [#"["cats","dogs"] @2"#])
    let fields = CardFacts.findings(Predicate.field, in: card)
    #expect(
      fields.map { $0.qualifiers["name"]?.text } == [
        "widget", "inference", "metrics", "fastai-version", "language", "model-index",
      ])
    #expect(
      fields.map(\.value) == [
        [["text", "example_title"]], "false", ["accuracy"], "2.5", "klingon script", [["name", "results"]],
      ])
    #expect(fields.map(\.span.lineStart) == [3, 6, 7, 9, 13, 14])
    #expect(fields.map(\.raw) == ["widget", "false", "metrics", "2.5", "klingon script", "model-index"])
  }

  @Test("what another extractor has read of the front matter is no field of its own, and neither is told as a fact")
  func understoodFields() {
    let card = "---\nlicense: mit\ntags: [image-classification]\nwidget: x\n---\n"
    #expect(CardFacts.findings(Predicate.field, in: card).map(\.raw) == ["x"])
    let line = factLine(doc: "a", read(Array(card.utf8), as: .card))
    #expect(!line.contains("card_field") && !line.contains("model.tags"))
  }

  @Test("a list in place of the front matter is one of tags")
  func listed() {
    let card = "---\n- Text Generation\n- PyTorch\n---\n# Otter\n"
    #expect(found(Predicate.task, in: card) == ["Text Generation @2"])
    #expect(found(Predicate.library, in: card) == ["pytorch @3"])
    #expect(read(Array(card.utf8), as: .card).rejections.map(\.line) == [2])
  }

  @Test("no is Norwegian, and misspelt keys count")
  func oddities() {
    #expect(found(Predicate.language, in: "---\nlanguage: no\nliscence: mit\n---\n") == ["no @2"])
    #expect(found(Predicate.license, in: "---\nlanguage: no\nliscence: mit\n---\n") == ["mit @3"])
  }

  @Test("a paragraph that is indented like code is read, and code is not")
  func indented() {
    let card = """
      # Otter

          This model of a sea and of all of its many fishes and gulls was trained
          on the GULL2 dataset, see [the river](https://github.com/sea/otter) repository.
      """
    #expect(found(Predicate.trainedOn, in: card) == ["GULL2 @4"])
    #expect(found(Predicate.codeRepo, in: card) == ["https://github.com/sea/otter @4"])
    let code = card.replacing("This model", with: "This = model")
    #expect(found(Predicate.trainedOn, in: code).isEmpty)
  }

  @Test("a pair to translate between is two languages, and what nobody knows is none")
  func pairs() {
    #expect(found(Predicate.language, in: "---\nlanguage: et-en\n---\n") == ["et @2", "en @2"])
    #expect(found(Predicate.language, in: "---\nlanguage: zh-tw\n---\n") == ["zh-tw @2"])
    #expect(found(Predicate.language, in: "---\nlanguage: unk\n---\n").isEmpty)
  }

  @Test(
    "emissions are grams, whether a number, a mapping or text",
    arguments: [
      ("co2_eq_emissions: 1.5", "1.5"), ("co2_eq_emissions:\n  emissions: 1.5\n  source: x", "1.5"),
      ("co2_eq_emissions: 2 kg", "2000"), ("co2_eq_emissions: \"0.25 g\"", "0.25"),
    ])
  func emissions(yaml: String, grams: String) {
    #expect(findings(Predicate.emissions, in: "---\n\(yaml)\n---\n").map { $0.value?.text } == [grams])
  }

  @Test("broken front matter is read on below the fault, and says where it is")
  func broken() {
    let reading = read(Array("---\nlicense: mit\ntags: [a, b\nlanguage: en\n---\n# T\n".utf8), as: .card)
    #expect(reading.findings.contains { $0.predicate == Predicate.license })
    #expect(reading.findings.contains { $0.predicate == Predicate.language })
    #expect(reading.rejections.map(\.code) == [.malformed])
    #expect(reading.rejections.first?.line != nil)
  }
}

@Suite struct ModelIndexExtractorTests {
  private func values(_ metrics: String) -> [String] {
    let card = """
      ---
      model-index:
      - name: m
        results:
        - task: {type: automatic-speech-recognition}
          dataset: {name: Common Voice, type: common_voice, args: fi}
          metrics: \(metrics)
      ---
      """
    return findings(Predicate.evaluation, in: card).map { $0.value?.text ?? "nil" }
  }

  @Test("a data set of which no metric is told was not measured on")
  func unmeasured() {
    func sets(_ rest: String) -> Int {
      let card =
        "---\nmodel_index:\n- name: m\n  results:\n  - task: {type: qa}\n    dataset: {name: GULL, type: gull}\n\(rest)---\n"
      return findings(Predicate.evaluatedOn, in: card).count
    }
    #expect(sets("") == 0)
    #expect(sets("    metrics: [{type: f1, value: 0.9}]\n") == 2)
    #expect(sets("    metrics: [{type: f1, value: NA}]\n") == 0)
    // The task's type is none of the data set's.
    let card = """
      ---
      model-index:
      - name: m
        results:
        - {task: {type: otters}, dataset: {name: GULL, type: otters}, metrics: [{type: f1, value: 0.9}]}
      ---
      """
    #expect(findings(Predicate.evaluatedOn, in: card).map { $0.value?.text } == ["GULL"])
  }

  @Test("the task stands below 'task', or 'tasks' as in spaCy's first cards", arguments: ["task", "tasks"])
  func tasks(_ key: String) {
    let card = """
      ---
      model-index:
      - name: m
        results:
        - \(key): {name: NER, type: token-classification, metrics: [{type: f1, value: 0.9}]}
        - \(key): [{name: TAG, type: token-classification}]
          metrics: [{type: accuracy, value: 0.8}]
      ---
      """
    #expect(found(Predicate.task, in: card) == ["token-classification @5", "token-classification @6"])
    #expect(findings(Predicate.evaluation, in: card).map { $0.qualifiers["config"] } == ["NER", "TAG"])
  }

  @Test("a result that tells no data set may have it in the name of its metric")
  func named() {
    func sets(_ name: String) -> [String] {
      found(
        Predicate.evaluatedOn,
        in:
          "---\nmodel-index:\n- results:\n  - task: {type: asr}\n    metrics:\n    - {name: \(name), type: wer, value: 36.59}\n---\n"
      )
    }
    #expect(sets("Test Common Voice 7.0 WER") == ["Common Voice 7.0 @6"])
    #expect(sets("Test WER").isEmpty && sets("Test with LM WER").isEmpty)
  }

  @Test("metric, data set, configuration and task are the qualifiers")
  func qualifiers() {
    let card = """
      ---
      model-index:
      - name: m
        results:
        - task: {type: fill-mask, name: Fill Mask}
          dataset: {name: GLUE COLA, type: glue, args: cola, split: test}
          metrics: [{name: Accuracy, type: accuracy, value: 54.9}]
      ---
      """
    let finding = findings(Predicate.evaluation, in: card).first
    #expect(finding?.value?.text == "0.549")
    #expect(finding?.raw == "54.9")
    #expect(
      finding?.qualifiers == [
        "metric": "Accuracy", "metric_type": "accuracy", "dataset": "GLUE COLA", "dataset_type": "glue",
        "config": "cola", "split": "test", "task": "fill-mask",
      ])
    #expect(found(Predicate.evaluatedOn, in: card) == ["GLUE COLA @6", "glue @6"])
  }

  @Test("percent becomes a proportion, together with its neighbours, and BLEU stays as printed")
  func scale() {
    #expect(values("[{type: wer, value: 4.09}, {type: cer, value: 0.88}]") == ["0.0409", "0.0088"])
    #expect(values("[{type: wer, value: 0.4674}]") == ["0.4674"])
    #expect(values("[{type: bleu, value: 41.35}]") == ["41.35"])
    #expect(values("[{type: wer, value: \"21.48%\"}]") == ["0.2148"])
    #expect(values("[{type: accuracy, value: 20.0 ± 1.2}]") == ["0.2"])
  }

  @Test("what is missing is left out") func missing() {
    #expect(values("[{type: wer, value: NA}, {type: wer}]").isEmpty)
  }
}

@Suite struct TableTests {
  @Test("a table gives a value for every metric, with the row's label")
  func rows() {
    let card = """
      ## Results

      | Dataset | Accuracy (%) | BLEU | Loss |
      |---|---|---|---|
      | SST-2 | **84.2** | 30.1 | 0.5 |
      | CoLA | 61.0 ± 0.3 | - | 0.7 |
      """
    let values = findings(Predicate.evaluation, in: card)
    #expect(values.map { $0.value?.text ?? "" } == ["0.842", "30.1", "0.5", "0.61", "0.7"])
    #expect(values.first?.raw == "84.2")
    #expect(values.first?.span.lineStart == 5)
    #expect(values.first?.qualifiers["dataset"] == "SST-2")
  }

  @Test("in a table of several models only this model's rows count, if it can be told which they are")
  func own() {
    let table = """
      # tiny-net

      | Model | Accuracy |
      |---|---|
      | other-net | 0.7 |
      | tiny-net | 0.8 |
      """
    #expect(found(Predicate.evaluation, in: table) == ["0.8 @6"])
    #expect(
      found(Predicate.evaluation, in: table.replacing("# tiny-net", with: "# x"), named: "me/other-net") == ["0.7 @5"])
  }

  @Test("metrics below each other are read, and so are tables in HTML")
  func transposed() {
    #expect(
      found(Predicate.evaluation, in: "| Metric | Value |\n|--|--|\n| EM | 75.2 |\n| F1 | 78.8 |\n") == [
        "0.752 @3", "0.788 @4",
      ])
    let html =
      "<table>\n<tr><th>Model</th><th>#Params (M)</th><th>Top-1</th></tr>\n<tr><td>a</td><td>25.6</td><td>76.1</td></tr>\n</table>\n"
    #expect(found(Predicate.evaluation, in: html) == ["0.761 @3"])
    #expect(found(Predicate.paramsTotal, in: html) == ["25600000 @3"])
  }

  @Test("of a training log the last row counts, without the training loss")
  func log() {
    let card = """
      | Training Loss | Epoch | Step | Validation Loss | Wer |
      |---|---|---|---|---|
      | 3.1 | 1.0 | 100 | 2.5 | 1.0 |
      | 0.4 | 2.0 | 200 | 0.5 | 0.47 |
      """
    #expect(found(Predicate.evaluation, in: card) == ["0.5 @4", "0.47 @4"])
  }
}

@Suite struct TrainerCardTests {
  private let card = """
    # m

    This model is a fine-tuned version of [albert-base-v2](https://huggingface.co/albert-base-v2) on the GLUE COLA dataset.
    It achieves the following results on the evaluation set:
    - Loss: 0.7552
    - Accuracy: 0.5495

    ## Intended uses & limitations

    More information needed

    ## Training procedure

    ### Training hyperparameters

    The following hyperparameters were used during training:
    - learning_rate: 1e-05
    - optimizer: Adam with betas=(0.9,0.999)

    ### Framework versions

    - Transformers 4.9.2
    """

  @Test("base model, data set and results are read from the first paragraph")
  func results() {
    #expect(found(Predicate.baseModel, in: card) == ["albert-base-v2 @3"])
    #expect(found(Predicate.trainedOn, in: card) == ["GLUE COLA @3"])
    #expect(found(Predicate.evaluation, in: card) == ["0.7552 @5", "0.5495 @6"])
    #expect(
      findings(Predicate.evaluation, in: card).first?.qualifiers == [
        "metric": "Loss", "dataset": "GLUE COLA", "split": "evaluation",
      ])
  }

  @Test("hyperparameters are numbers where they can be")
  func hyperparameters() {
    #expect(found(Predicate.hyperparameter, in: card) == ["0.00001 @17", "Adam with betas=(0.9,0.999) @18"])
  }

  @Test("a section of the template's words alone is not there")
  func sections() {
    #expect(found("section.intended_use", in: card).isEmpty)
    #expect(found("section.training_procedure", in: card) == ["true @12"])
  }
}

@Suite struct ProseTests {
  @Test("a licence in prose is found, with its line; that of the data is not")
  func licence() {
    #expect(found(Predicate.license, in: "# T\n\nReleased under the MIT licence.\n") == ["mit @3"])
    #expect(found(Predicate.license, in: "The dataset is licensed under CC BY 4.0.\n").isEmpty)
    #expect(found(Predicate.license, in: "## License\n\nCC BY-SA 4.0\n") == ["cc-by-sa-4.0 @3"])
    #expect(found(Predicate.license, in: "## License\n\nCC BY-NC-SA 2.5\n") == ["cc-by-nc-sa-2.5 @3"])
    let notice = """
      This work "Otter" is a derivative of [GULL](https://x.org/g), used under [CC BY-NC 4.0](https://x.org/c).
      "Otter" is licensed under [Attribution-ShareAlike 3.0 Unported](https://x.org/l) by Jo Gull.
      """
    #expect(found(Predicate.license, in: notice) == ["cc-by-sa-3.0 @2"])
  }

  @Test("hyperparameters in a sentence are found")
  func hyperparameters() {
    let card =
      "It was trained with a batch size of 32 and a learning rate of 2e-5 for 3 epochs using the AdamW optimizer.\n"
    #expect(Set(found(Predicate.hyperparameter, in: card)) == ["32 @1", "0.00002 @1", "3 @1", "AdamW @1"])
  }

  @Test("hardware and duration of training are found")
  func cost() {
    let card = "Training took 3 days on 8 V100 GPUs.\n"
    #expect(found(Predicate.duration, in: card) == ["259200 @1"])
    #expect(findings(Predicate.hardware, in: card).map(\.qualifiers) == [["count": 8]])
  }

  @Test("what a model was not trained on is not claimed")
  func negation() { #expect(found(Predicate.trainedOn, in: "It was not trained on ImageNet.\n").isEmpty) }

  @Test("papers, repositories and imports are found")
  func links() {
    let card = """
      See [the paper](https://arxiv.org/abs/1706.03762v5) and [code](https://github.com/me/model/blob/main/a.py).

      ```python
      from transformers import pipeline
      ```
      """
    #expect(found(Predicate.paper, in: card) == ["1706.03762 @1"])
    #expect(found(Predicate.codeRepo, in: card) == ["https://github.com/me/model @1"])
    #expect(found(Predicate.library, in: card) == ["transformers @4"])
  }
}
