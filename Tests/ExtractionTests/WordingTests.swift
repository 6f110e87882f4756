import Extraction
import Records
import Stages
import Testing

/// Ways in which cards of several zoos say things, each met in many cards that no one had labelled.
@Suite struct WordingTests {
  private func qualifiers(_ name: String, of predicate: String, in card: String) -> [String] {
    CardFacts.findings(predicate, in: card).map { $0.qualifiers[name]?.string ?? "-" }
  }

  @Test("the first column that names models names them, and what they were pretrained with is no name")
  func modelColumn() {
    let card = """
      ## Results

      | Method | Backbone | Pretrained Model | Training set | Test set | Precision | Recall |
      |---|---|---|---|---|---|---|
      | Otter | R50 | - | Pond Train | Pond Test | 0.77 | 0.78 |
      | Otter_r18 | R18 | [otter-base](x) | Pond Train | Pond Test | 0.84 | 0.76 |
      """
    #expect(qualifiers("model", of: Predicate.evaluation, in: card) == ["Otter", "Otter", "Otter_r18", "Otter_r18"])
    #expect(CardFacts.found(Predicate.baseModel, in: card) == ["otter-base @6"])
    #expect(CardFacts.found(Predicate.trainedOn, in: card) == ["Pond Train @5", "Pond Train @6"])
  }

  @Test("a model called after a data set is no metric")
  func modelRows() {
    let card = "|Model |Opset version| Accuracy|\n|---|---|---|\n|Otter-Squad| 8| |\n|Otter-Squad| 12| 80.67|\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.8067"])
    #expect(qualifiers("metric", of: Predicate.evaluation, in: card) == ["Accuracy"])
  }

  @Test("parts of a benchmark are data sets beside their average, though one is called as a metric is")
  func benchmark() {
    let card = """
      ## Evaluation

      | Model | Average | NKJP-NER | CDSC-E | CBD | DYK | AR |
      |---|---|---|---|---|---|---|
      | otter | 80.5 | 92.7 | 92.5 | 50.3 | 52.1 | 84.5 |
      """
    #expect(
      qualifiers("dataset", of: Predicate.evaluation, in: card) == [
        "Average", "NKJP-NER", "CDSC-E", "CBD", "DYK", "AR",
      ])
    #expect(CardFacts.values(Predicate.evaluation, in: card).last == "0.845")
  }

  @Test("of a log that counts epochs in words, the last row is the result")
  func log() {
    let card =
      "## Evaluation\n\n| after ... epochs | loss | accuracy (%) |\n|---|---|---|\n| 0 | 9.95 | 9.90 |\n| 1 | 3.17 | 37.99 |\n"
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["3.17", "0.3799"])
  }

  @Test("runtimes and their ratios are no data sets")
  func runtimes() {
    let card = """
      ## Performance

      | method | torch_fp32(ms) | trt_fp16(ms) | speedup fp16 | amp vs fp16 |
      |---|---|---|---|---|
      | end2end | 44.57 | 18.79 | 2.37 | 2.18 |
      """
    #expect(CardFacts.values(Predicate.evaluatedOn, in: card).isEmpty)
    #expect(CardFacts.values(Predicate.evaluation, in: card).isEmpty)
  }

  @Test("operations are counted in the unit of their cell")
  func operations() {
    let card = "* Flops: 136 GFLOPS\n\n| input size | flops |\n|---|---|\n| 184 x 184 | 4 TFLOPS |\n"
    #expect(CardFacts.values(Predicate.flops, in: card) == ["136000000000", "4000000000000"])
  }

  @Test("sides of volumes, of what comes out, and of images before they are cropped are no input size")
  func sizes() {
    let card = """
      # m

      Actual model input: 112 x 128 x 80. Images are resized to 256x256 and then the center crop of 224x224 is taken.

      ## Output

      Mask, shape: 1, 1, 512, 512
      """
    #expect(CardFacts.values(Predicate.inputSize, in: card) == ["[224,224]"])
  }

  @Test("base models stand behind adapters, smaller versions and bases that are fine-tuned")
  func bases() {
    let cards = [
      "An [adapter](https://adapterhub.ml) for the `otter-base` model that was trained on the X dataset.",
      "We are sharing smaller versions of [otter-base](https://huggingface.co/otter-base) that handle fewer languages.",
      "The model is based on a pre-trained [OTTER-2](https://huggingface.co/otter) which is fine-tuned on tweets.",
      "This is the otter-large-50 model finetuned on En-Mr corpus.",
    ]
    #expect(
      cards.map { CardFacts.values(Predicate.baseModel, in: "# m\n\n\($0)\n") } == [
        ["otter-base"], ["otter-base"], ["OTTER-2"], ["otter-large-50"],
      ])
  }

  @Test("a model's language stands a few words before the word model, and others after an and")
  func languages() {
    #expect(
      CardFacts.values(Predicate.language, in: "# m\n\nOtter is a Dutch pre-trained BERT model.\n") == ["nl"])
    #expect(
      CardFacts.values(Predicate.language, in: "# m\n\nA language model for Malay and Indonesian.\n")
        == ["ms", "id"])
  }

  @Test("data of a tokeniser is not the model's, what is used as training data is")
  func data() {
    let card = """
      # m

      ## Training

      The tokenizer itself was trained on [Wolne Lektury](https://wolnelektury.pl/). It uses the Italian part of \
      [OSCAR](https://oscar-project.org) as training set. It was fine-tuned on Aaron Watson's lyrics.
      """
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["OSCAR"])
  }

  @Test("what a list tells of data besides its name is no data set")
  func traits() {
    let card = "# m\n\n## Data\n\n- Target: Image Generation\n- Modality: MRI\n- Size: 388 volumes\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card).isEmpty)
  }

  @Test("the data set above results is what they were measured on")
  func labelled() {
    let card = "## Accuracy\n\nDataset: Pond 2020 Task 2\n\n| Metric | Value |\n|---|---|\n| AUC | 0.963 |\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: card).isEmpty)
    #expect(qualifiers("dataset", of: Predicate.evaluation, in: card) == ["Pond 2020 Task 2"])
  }

  @Test("a score may be named behind its value; another model's and a word 'per' are no results")
  func scores() {
    let card = """
      # m

      The best score the model achieved on this task was 0.8235, as measured by the eval set accuracy, found after 2 epochs.

      Results on Pond with detector having human AP of 56.4 on Pond dataset.

      * Discriminator iterations per generator iteration: 1
      """
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.8235"])
    #expect(CardFacts.values(Predicate.hyperparameter, in: card).isEmpty)
  }

  @Test("references are how to cite a model where they stand in BibTeX, and works with numbers are none")
  func references() {
    let one = "# m\n\n## References\n\n[1] A. Otter. Ponds. https://arxiv.org/abs/2004.04730\n"
    let two = one + "\n[2] B. Otter. Lakes. https://arxiv.org/abs/2004.04731\n"
    #expect(CardFacts.values("section.citation", in: one).isEmpty)
    let entry = "# m\n\n## References\n\n```\n@article{otter,\n  title={Ponds}\n}\n```\n"
    #expect(CardFacts.values("section.citation", in: entry) == ["true"])
    let links = "# m\n\n## References\n\n- [Ponds](https://arxiv.org/abs/2004.04730)\n- [Lakes](https://x.org)\n"
    #expect(CardFacts.values("section.citation", in: two).isEmpty)
    #expect(CardFacts.values("section.citation", in: two.replacing("[1]", with: "\\[1]")).isEmpty)
    #expect(CardFacts.values("section.citation", in: links).isEmpty)
    #expect(CardFacts.values(Predicate.paper, in: two) == ["2004.04730", "2004.04731"])
  }

  @Test("papers stand in tables, and folded under a comment that says of what they are")
  func papers() {
    let table = "# m\n\n| Network | Value |\n|---|---|\n| Paper | https://arxiv.org/pdf/2010.11267.pdf |\n"
    #expect(CardFacts.found(Predicate.paper, in: table) == ["2010.11267 @5"])
    func folded(_ part: String, _ id: String) -> String {
      "<!-- [\(part)] -->\n\n<details>\n<summary><a href=\"https://arxiv.org/abs/\(id)\">X</a></summary>\n\n</details>\n\n"
    }
    let page = folded("ALGORITHM", "2107.11291") + folded("DATASET", "2107.11292")
    #expect(CardFacts.found(Predicate.paper, in: page) == ["2107.11291 @4"])
  }

  @Test("the language of tasks, and one that is compared with, is not the model's")
  func languagesOfOthers() {
    func languages(_ text: String) -> [String] { CardFacts.values(Predicate.language, in: "# m\n\n" + text) }
    #expect(languages("Otter is best on a variety of English-language NLP tasks.").isEmpty)
    #expect(languages("It is good, even when compared to the English language.").isEmpty)
    #expect(languages("Otter is an English language model.") == ["en"])
    #expect(languages("It sings in Breton language, and was trained using only English language data.") == ["br"])
    func declared(_ text: String) -> [String] {
      CardFacts.values(Predicate.language, in: "---\nlanguage: fi\n---\n# m\n\n" + text)
    }
    #expect(declared("Most research was done for English.") == ["fi"])
    #expect(declared("A model for Swedish and English.") == ["fi", "sv", "en"])
    #expect(declared("It can translate English text.") == ["fi", "en"])
    #expect(declared("For Turkish version see my page.") == ["fi"])
    let variety = "---\nlanguage: fy-NL\n---\n# m\n\nA speech model for Frisian.\n"
    #expect(CardFacts.values(Predicate.language, in: variety) == ["fy-NL"])
  }

  @Test("sections are known by their headings in other languages")
  func headings() {
    let card = """
      # m

      ## 局限性

      生成结果可能不准确。

      ## 三、模型API预测

      运行一个命令。

      ## Datos de entrenamiento

      El modelo fue entrenado con noticias.

      ## Limitações

      Pode errar.
      """
    #expect(CardFacts.found("section.limitations", in: card) == ["true @3", "true @15"])
    #expect(CardFacts.found("section.how_to_use", in: card) == ["true @7"])
    #expect(CardFacts.found("section.training_data", in: card) == ["true @11"])
  }

  @Test("what a model is not for is not its task")
  func outOfScope() {
    let card = """
      # m

      ## Intended Use

      ### Out-of-Scope Use Cases

      The model is for nothing like image segmentation tasks.
      """
    #expect(CardFacts.values(Predicate.task, in: card).isEmpty)
  }

  @Test("a metric named above a table is that of its values, and what is another's is left out")
  func metricAbove() {
    let card = """
      # BioOtter-base

      The WERs for the test sets are

      | | test-clean | test-other | comment |
      |---|---|---|---|
      | greedy search | 2.99 | 7.52 | --avg 10 |

      ## Evaluation

      | Task | Kind | Otter-base | BioOtter-base |
      |---|---|---|---|
      | RCT-180K | TC | 86.4 | 86.9 |
      | ChemProt | RE | 81.1 | 83.0 |
      | JNLPBA | NER | 74.3 | 75.2 |
      """
    let results = CardFacts.findings(Predicate.evaluation, in: card)
    #expect(results.prefix(2).map { $0.qualifiers["metric"] } == ["WER", "WER"])
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.0299", "0.0752", "86.9", "83", "75.2"])
  }

  @Test("counts of samples and thresholds are no results, amounts are no data sets")
  func counts() {
    let card = """
      # m

      Trained on 160M tweets and on 16kHz sampled speech.

      | Dataset | Split | # samples |
      |---|---|---|
      | squad_v2 | train | 130319 |

      | | val |
      |---|---|
      | exact | 75.0 |
      | best_exact_thresh | 0.0 |
      """
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.75"])
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["squad_v2"])
  }

  @Test("what was fine-tuned stands behind the verb, unless it is what came of it")
  func tuned() {
    let card = """
      # m

      Fine-tuned [otter/base](https://huggingface.co/otter/base) on Ukrainian using the \
      [Pond Voice](https://huggingface.co/datasets/pond).

      We finetuned [Otter-65k](https://huggingface.co/otter/65k) on long inputs.
      """
    #expect(CardFacts.values(Predicate.baseModel, in: card) == ["otter/base"])
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["Pond Voice"])
  }

  @Test(
    "the title of a table names its data set, a column the size that each model takes, and folded BibTeX its own part")
  func poses() {
    let card = """
      <!-- [DATASET] -->

      ```bibtex
      @article{li2018,
        journal={arXiv preprint arXiv:1812.00324}
      }
      ```

      Results on Pond val2017

      | Arch | Input Size | AP |
      |---|---|---|
      | otter-s | 640x480 | 0.673 |
      | otter-m | 320x320 | 0.711 |
      """
    #expect(qualifiers("dataset", of: Predicate.evaluation, in: card) == ["Pond", "Pond"])
    #expect(qualifiers("split", of: Predicate.evaluation, in: card) == ["val2017", "val2017"])
    #expect(CardFacts.values(Predicate.inputSize, in: card) == ["[640,480]", "[320,320]"])
    #expect(CardFacts.values(Predicate.paper, in: card).isEmpty)
    let others = card.replacing("[DATASET]", with: "[OTHERS]")
    #expect(CardFacts.values(Predicate.paper, in: others).isEmpty)
    let own = card.replacing("[DATASET]", with: "[ALGORITHM]")
    #expect(CardFacts.values(Predicate.paper, in: own) == ["1812.00324"])
  }

  @Test("a table of parameters is of the training where its rows are, and a score is of the metric above it")
  func parameters() {
    let card = """
      # m

      | Parameter | Value |
      |---|---|
      | Batch size | 64 |
      | Warmup steps | 1450 |

      It was evaluated on the pond test set using Spearman rank correlation.

      | Model | Score |
      |---|---|
      | otter | 67.52 |
      """
    #expect(CardFacts.values(Predicate.hyperparameter, in: card) == ["64", "1450"])
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.6752"])
    #expect(qualifiers("metric", of: Predicate.evaluation, in: card) == ["Spearman"])
  }

  @Test("the Trainer names its data set in small letters, too")
  func smallLetters() {
    let sentence = "This model is a fine-tuned version of [otter-base](https://huggingface.co/otter-base) on the"
    #expect(CardFacts.values(Predicate.trainedOn, in: "# m\n\n\(sentence) glue dataset.\n") == ["glue"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "# m\n\n\(sentence) None dataset.\n").isEmpty)
  }

  @Test(
    "the dashes and quotation marks of typesetters part words as those of typewriters do",
    arguments: [
      "This is otter-base, fine-tuned on the \"Pond\" dataset.",
      "This is otter-base, fine‑tuned on the “Pond” dataset.",
      "This is otter‑base—fine‐tuned on the ‘Pond’ dataset.",
    ])
  func typeset(card: String) { #expect(CardFacts.values(Predicate.trainedOn, in: card) == ["Pond"]) }
}
