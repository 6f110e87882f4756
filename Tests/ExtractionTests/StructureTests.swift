import Extraction
import Records
import Stages
import Testing

@Suite struct PropertyTests {
  @Test("a table of two columns states task, operations, parameters and library")
  func specification() {
    let card = """
      | Metric | Value |
      |---|---|
      | Type | Detection |
      | GFlops | 62.2 |
      | MParams | 17.9 |
      | Source framework | PyTorch\\* |
      """
    #expect(CardFacts.values(Predicate.task, in: card) == ["Detection"])
    #expect(CardFacts.values(Predicate.flops, in: card) == ["62200000000"])
    #expect(CardFacts.values(Predicate.paramsTotal, in: card) == ["17900000"])
    #expect(CardFacts.values(Predicate.library, in: card) == ["pytorch"])
  }

  @Test("comments at the top of a page are its metadata")
  func comments() {
    let card =
      "# m\n\nOne sentence.\n\n<!-- task: image-classification -->\n<!-- license: mit -->\n<!-- language: en -->\n<!-- format: hub -->\n"
    #expect(CardFacts.found(Predicate.task, in: card) == ["image-classification @5"])
    #expect(CardFacts.found(Predicate.license, in: card) == ["mit @6"])
    #expect(CardFacts.found(Predicate.language, in: card) == ["en @7"])
  }

  @Test("the list of models in a comment is read with the name of each")
  func collection() {
    let card = """
      # m

      <!--
      Type: model-index
      Models:
      - Name: otter18
        Metadata:
          FLOPs: 2300
          Parameters: 11960000
          Training Resources: 8x GPUs
          LR: 0.1
          Image Size: '224'
        Code: https://github.com/sea/otter/blob/main/x.py
        Results:
        - Task: Image Classification
          Dataset: GULL
          Metrics:
            Top 1 Accuracy: 73.03%
      -->
      """
    #expect(CardFacts.found(Predicate.paramsTotal, in: card) == ["11960000 @9"])
    #expect(CardFacts.found(Predicate.hardware, in: card) == ["GPUs @10"])
    let pod = card.replacing("8x GPUs", with: "4x4 TPU Pod")
    #expect(CardFacts.found(Predicate.hardware, in: pod) == ["TPU Pod @10"])
    #expect(CardFacts.findings(Predicate.hardware, in: pod).first?.qualifiers["count"] == nil)
    #expect(CardFacts.found(Predicate.inputSize, in: card) == ["[224,224] @12"])
    #expect(CardFacts.found(Predicate.codeRepo, in: card) == ["https://github.com/sea/otter @13"])
    let result = CardFacts.findings(Predicate.evaluation, in: card).first
    #expect(result?.value?.text == "0.7303")
    #expect(result?.qualifiers["dataset"] == "GULL")
    #expect(result?.qualifiers["metric"] == "Top 1 Accuracy")
  }
}

@Suite struct TableShapeTests {
  @Test("a table whose rule has a cell too many is read nevertheless")
  func uneven() {
    let card = "| arch | top 1 | Params (M) |\n| --- | --- | --- | --- |\n| otter | 69.12 | 3.79 |\n"
    #expect(CardFacts.found(Predicate.evaluation, in: card) == ["0.6912 @3"])
    #expect(CardFacts.found(Predicate.paramsTotal, in: card) == ["3790000 @3"])
  }

  @Test("a cell may name its metric, and numbers beside known metrics are metrics")
  func named() {
    let card = "## Accuracy\n\n| Model | Accuracy |\n|--|--|\n| otter | mAP 0.376 |\n"
    #expect(CardFacts.findings(Predicate.evaluation, in: card).map { $0.qualifiers["metric"] } == ["mAP"])
    let beside = "## Results\n\n| model | Relevance | nDCG |\n|--|--|--|\n| otter | 2.64 | 0.83 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: beside) == ["2.64", "0.83"])
  }

  @Test("data sets below each other and a model in every column are told from data sets in the header")
  func transposed() {
    let card =
      "# otter-2\n\n## Evaluation\n\n| Benchmark | Heron-7 | otter-2 |\n|--|--|--|\n| GULL | 51.8 | 60 |\n| TERN | 1 | 2 |\n| SKUA | 3 | 4 |\n"
    let found = CardFacts.findings(Predicate.evaluation, in: card)
    #expect(found.map { $0.value?.text } == ["60", "2", "4"])
    #expect(found.first?.qualifiers["dataset"] == "GULL")
  }

  @Test("without a metric values stay as printed, save for the tasks of GLUE")
  func unnamed() {
    #expect(
      CardFacts.values(
        Predicate.evaluation, in: "## Results\n\n| Model | MR | SST |\n|--|--|--|\n| o | 90.8 | 94.4 |\n") == [
          "90.8", "94.4",
        ])
    #expect(
      CardFacts.values(
        Predicate.evaluation,
        in: "## Results\n\n| Model | MNLI | QQP | RTE |\n|--|--|--|--|\n| o | 87.6 | 91.9 | 78.7 |\n")
        == ["0.876", "0.919", "0.787"])
  }

  @Test("of an ablation the last row is the model")
  func ablation() {
    let card = "### Ablation\n\n| Method | Recall |\n|--|--|\n| a | 0.1 |\n| b | 0.2 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.2"])
  }

  @Test("beside this model's values those that a paper reports are another's")
  func reported() {
    let card = "| Metric | # Value | # Original (Table 5) |\n|--|--|--|\n| EM | 75.2 | 76.2 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.752"])
  }
}

@Suite struct SettingsTests {
  @Test("settings are read from code, from lines and from lines that tags break")
  func lines() {
    #expect(
      CardFacts.found(
        Predicate.hyperparameter, in: "## Hyperparameters\n\n```\nbatch_size = 96\nlr = 3e-5 # peak\n```\n")
        == ["96 @4", "0.00003 @5"])
    #expect(
      CardFacts.found(
        Predicate.hyperparameter,
        in: "# Finetuning Parameters\n\nEpochs: 5\nLearning Rate: 4e\u{2212}5\nBatch Size: 16\n")
        == ["5 @3", "0.00004 @4", "16 @5"])
    let names = ["batch_size", "learning_rate", "a_b", "c_d", "e_f", "g_h", "i_j", "k_l"]
    let markup =
      "<details>\n<summary>The whole configuration, as it was printed at the start of the run on the cluster</summary>\n"
      + names.map { "<br/>\($0) 1000000000000001\n" }.joined() + "</details>\n"
    #expect(CardFacts.findings(Predicate.hyperparameter, in: markup).count == 8)
  }

  @Test("an invitation to train is no record of the training")
  func invitation() {
    let card =
      "To try fine-tuning it, run the following:\n\n```\npython x.py --learning_rate 3e-5 --num_train_epochs 3\n```\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: card).isEmpty)
  }

  @Test("a number may stand before its name or directly behind it")
  func order() {
    let names = CardFacts.findings(
      Predicate.hyperparameter, in: "Trained with batch size 1760 and a 2e-5 learning rate.\n")
    #expect(names.map { $0.qualifiers["name"] } == ["batch_size", "learning_rate"])
  }

  @Test("hours and days with a decimal are seconds")
  func duration() {
    #expect(CardFacts.values(Predicate.duration, in: "It took about 3.5 hours to finish.\n") == ["12600"])
    #expect(CardFacts.values(Predicate.duration, in: "Trained on 40 hours of speech.\n").isEmpty)
  }

  @Test("devices have a count and no plural, and a core is none")
  func hardware() {
    #expect(CardFacts.values(Predicate.hardware, in: "Trained on 440 A100-40GBs.\n") == ["A100-40GB"])
    #expect(CardFacts.values(Predicate.hardware, in: "Trained with 32 examples per TPU core.\n").isEmpty)
  }

  @Test("clauses in Japanese state hardware and settings")
  func japanese() {
    let card = "- 学習パラメータ: エポック数=10\n- 学習にGPU、推論にCPUを利用。\n"
    #expect(CardFacts.values(Predicate.hardware, in: card) == ["GPU"])
    #expect(CardFacts.findings(Predicate.hyperparameter, in: card).map { $0.qualifiers["name"] } == ["エポック数"])
  }

  @Test("shapes of inputs and sizes of crops are input sizes")
  func sizes() {
    #expect(CardFacts.values(Predicate.inputSize, in: "Image, name: `x`, shape: `1, 3, 512, 512`\n") == ["[512,512]"])
    #expect(CardFacts.values(Predicate.inputSize, in: "```\n\"crop_size\": 182,\n```\n") == ["[182,182]"])
    #expect(CardFacts.values(Predicate.inputSize, in: "Images of a size >= 512x512 were kept.\n").isEmpty)
  }
}
