import Extraction
import Records
import Stages
import Testing

/// Whose rows and columns the results are.
@Suite struct OwnResultTests {
  private func values(_ card: String, named name: String) -> [String] {
    CardFacts.values(Predicate.evaluation, in: card, named: name)
  }

  @Test("errors of aligned words and characters are told apart by what stands above")
  func alignments() {
    func table(_ err: String) -> String {
      "|dataset|Snt|Wrd|Corr|Sub|Del|Ins|Err|S.Err|\n|---|---|---|---|---|---|---|---|---|\n|decode/gulls|72|71|96.1|3.6|0.3|0.1|\(err)|32.9|\n"
    }
    let card = "# RESULTS\n\n### WER\n\n\(table("4.0"))\n### CER\n\n\(table("1.5"))"
    let results = CardFacts.results(in: card)
    #expect(
      results.contains("0.04 decode/gulls WER - -") && results.contains("0.015 decode/gulls CER - -"), "\(results)")
    #expect(results.contains("0.036 decode/gulls Sub - CER") && !results.contains { $0.contains(" Err ") })
  }

  @Test("of columns that share the family or the size, the one with the whole id is this model's")
  func columns() {
    let card = """
      # OpenOtter: an open otter

      | Task/Metric | Otter 7B | Otter 13B | OpenOtter 7B | OpenOtter 13B |
      |---|---|---|---|---|
      | boolq/acc | 0.1 | 0.2 | 0.3 | 0.4 |
      | piqa/acc | 0.5 | 0.6 | 0.7 | 0.8 |
      """
    #expect(values(card, named: "river@open_otter_13b") == ["0.4", "0.8"])
  }

  @Test("tables leave out what says how a model was tuned, and name its owner")
  func suffix() {
    let card = """
      # x

      | Model | Accuracy |
      |---|---|
      | Heron-7B | 0.1 |
      | Otter-7B | 0.2 |
      """
    #expect(values(card, named: "Otter-7B-Instruct") == ["0.2"])
    #expect(values(card.replacing("| Otter-7B |", with: "| river/otter-7b |"), named: "otter-7b") == ["0.2"])
  }

  @Test("among several of our own rows, the words of the model's name decide")
  func ours() {
    let card = """
      # x

      | Model | Accuracy |
      |---|---|
      | Heron supervised | 0.1 |
      | Otter unsupervised (ours) | 0.2 |
      | Otter supervised (ours) | 0.3 |
      """
    #expect(values(card, named: "pond_sup_otter") == ["0.3"])
  }

  @Test("a second column tells which size of models that are called alike is this one")
  func sizeColumn() {
    let card = """
      # Otter 2

      ## Evaluation

      | Model | Size | Code | MMLU |
      |---|---|---|---|
      | Otter 1 | 7B | 14.1 | 35.1 |
      | Otter 2 | 7B | 16.8 | 45.3 |
      | Otter 2 | 13B | 24.5 | 54.8 |
      """
    #expect(values(card, named: "river@Otter-2-7b-chat-hf") == ["0.168", "0.453"])
    #expect(values(card.replacing("| Otter 1 | 7B", with: "| Otter 1 | 7 GB"), named: "river@Otter-2-7b").count > 2)
  }

  @Test("letters tell how the rows of one family were trained")
  func schemes() {
    let card = """
      # OtterTrans model for fish

      | Language / Model | BLEU |
      |---|---|
      | OtterTrans-ST-Base | 1 |
      | OtterTrans-TF-Base | 2 |
      | OtterTrans-MT-Base | 3 |
      | OtterTrans-MT-TF-Base | 4 |
      | OtterTrans-MT-TF-Large | 5 |
      """
    #expect(values(card, named: "sea/otter_trans_t5_base_fish") == ["1"])
    #expect(values(card, named: "sea/otter_trans_t5_base_fish_transfer_learning_finetune") == ["2"])
    #expect(values(card, named: "sea/otter_trans_t5_base_fish_multitask") == ["3"])
    #expect(values(card, named: "sea/otter_trans_t5_base_fish_multitask_finetune") == ["4"])
  }

  @Test("of a table of sizes this model's is read, and nothing where it is not among them")
  func sizes() {
    let card = """
      # otter-NAME

      | ImageNet1K | Top1 Acc. | Params |
      |---|---|---|
      | OttNet-S | 83.9% | 21.5M |
      | OttNet-M | 85.2% | 54.1M |
      """
    let medium = card.replacing("NAME", with: "m")
    #expect(CardFacts.values(Predicate.evaluation, in: medium) == ["0.852"])
    #expect(CardFacts.values(Predicate.paramsTotal, in: medium) == ["54100000"])
    let large = card.replacing("NAME", with: "xl")
    #expect(CardFacts.values(Predicate.evaluation, in: large).isEmpty)
    #expect(CardFacts.values(Predicate.paramsTotal, in: large).isEmpty)
  }

  @Test("sizes alone are those of the plain models, and an id may go on behind the row's name")
  func plain() {
    let sizes = "| Model | #Params |\n|---|---|\n| Tiny | 16M |\n| Base | 220M |\n"
    #expect(CardFacts.values(Predicate.paramsTotal, in: sizes, named: "otter-base-nl32").isEmpty)
    #expect(CardFacts.values(Predicate.paramsTotal, in: sizes, named: "otter-base") == ["220000000"])
    let rows = "| Model | Accuracy |\n|---|---|\n| OttT-small | 0.1 |\n| OttT-small distilled | 0.2 |\n"
    #expect(values(rows, named: "ottt-small-patch16-224") == ["0.1"])
  }

  @Test("a catalogue of models tells what this one was trained on")
  func catalogue() {
    let card = """
      # x

      | Name | Training Dataset | Heads |
      |---|---|---|
      | data_pond | Pond Captions | 12 |
      | data_lake | LAKE | 12 |
      """
    #expect(CardFacts.values(Predicate.trainedOn, in: card, named: "data_lake") == ["LAKE"])
    #expect(CardFacts.values(Predicate.trainedOn, in: card, named: "river") == ["Pond Captions", "LAKE"])
  }

  @Test("where one table has a row of this model, a table of other models alone is not this one's")
  func siblings() {
    let card = """
      ## Results

      | Model | HumanEval |
      |---|---|
      | OtterCoder-15B | 57.3 |
      | OtterCoder-1B | 23.8 |

      ## More results

      | Model | MT-Bench |
      |---|---|
      | OtterMath-70B | 7.06 |
      | OtterMath-13B | 6.35 |

      ## Results of updates

      | Model | MT-Bench |
      |---|---|
      | Update of June | 7.1 |
      | Update of May | 6.9 |
      """
    #expect(values(card, named: "ottercoder-15b") == ["0.573", "7.1", "6.9"])
    #expect(values(card, named: "gull").count == 6)
  }

  @Test("columns called by their variant alone are told by the word of the id")
  func variants() {
    let card = """
      ## Results

      | Task | Dataset | MSA | DA | Mix |
      |---|---|---|---|---|
      | NER | ANER | 80.8 | 67.9 | 74.1 |
      | POS | PATB | 98.1 | 97.8 | 97.7 |
      """
    #expect(values(card, named: "bert-arabic-da") == ["67.9", "97.8"])
    let parts = """
      ## Results

      | Dataset | MSA | MSA-1/2 | MSA-1/4 |
      |---|---|---|---|
      | ANER | 82.4% | 82.0% | 82.1% |
      """
    #expect(values(parts, named: "bert-base-msa-quarter") == ["0.821"])
    #expect(values(parts, named: "bert-base-msa") == ["0.824"])
  }
}

/// What the values of a table are of: data sets, metrics, splits, settings.
@Suite struct ResultNameTests {
  private func results(_ card: String) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card).map { finding in
      let names = ["dataset", "split", "config", "metric"].compactMap { finding.qualifiers[$0]?.string }
      return ((finding.value?.text).map { [$0] } ?? []).joined() + " " + names.joined(separator: "|")
    }
  }

  private func sets(_ card: String) -> [String] { CardFacts.values(Predicate.evaluatedOn, in: card) }

  @Test("a heading that is the name of a known data set is that of the results below it")
  func knownHeadings() {
    for (heading, dataset) in [
      ("Something-Something V2", "Something-Something V2"), ("CrowdHuman", "CrowdHuman"),
      ("ActivityNet feature", "ActivityNet"), ("Gull-Gull V2", ""),
    ] {
      let card = """
        # Otter

        ## Inference results

        #### \(heading)

        | backbone | top1 acc |
        |---|---|
        | OtterNet-S | 68.1 |
        """
      #expect(results(card) == ["0.681 \(dataset.isEmpty ? "" : dataset + "|")top1 acc"], "\(heading)")
    }
  }

  @Test(
    "the metrics of tagging, tracking, depth and simplification are no data sets",
    arguments: [
      ("UPOS", "98.1", "0.981"), ("HOTA", "63.2", "0.632"), ("AbsRel", "0.113", "0.113"), ("SARI", "43.2", "43.2"),
      ("HD95", "5.1", "5.1"), ("1-N.E.D", "0.87", "0.87"), ("SER", "12.5", "0.125"), ("Kendall tau", "0.31", "0.31"),
    ])
  func metrics(metric: String, printed: String, value: String) {
    let card = """
      ## Evaluation

      | Model | \(metric) |
      |---|---|
      | OtterNet-S | \(printed) |
      """
    #expect(results(card) == ["\(value) \(metric)"])
  }

  @Test("what is left over stands in brackets beside each value")
  func errors() {
    let card = """
      ## Evaluation

      | Model | Acc@1 (Err) | Acc@5 (Err) |
      |---|---|---|
      | otter_b3 | 82.242 (17.758) | 96.114 (3.886) |
      """
    #expect(results(card) == ["0.82242 Acc@1", "0.96114 Acc@5"])
  }

  @Test("a cell names a data set and its metric")
  func slash() {
    let card = """
      | Task/Metric | Value |
      |---|---|
      | arc_easy/acc | 0.67 |
      | record/em | 0.88 |
      | Average | 0.7 |
      """
    #expect(results(card) == ["0.67 arc_easy|acc", "0.88 record|em", "0.7 Average"])
    #expect(sets(card) == ["arc_easy", "record"])
  }

  @Test(
    "a header names the metric with the data set or the split",
    arguments: [
      ("Accuracy (testA)", "0.9049 - Accuracy testA -"),
      ("WER @ LibriSpeech test-clean", "0.9049 LibriSpeech WER test-clean -"),
      ("F-measure (Harmonic mean of precision and recall on ICDAR2015)", "0.9049 ICDAR2015 F-measure - -"),
      (
        "AP @ [ IoU=0.50:0.95 ] (internal test set)", "0.9049 internal test set AP @ [ IoU=0.50:0.95 ] - -"
      ),
      ("Top-1 accuracy (MS-GULL-100)", "0.9049 MS-GULL-100 Top-1 accuracy - -"),
      ("Accuracy (heron)", "0.9049 - Accuracy (heron) - -"),
    ])
  func placed(_ title: String, _ result: String) {
    let card = "## Results\n\n| Model | \(title) |\n|---|---|\n| otter | 90.49% |\n"
    #expect(CardFacts.results(in: card) == [result])
  }

  @Test("a header names data sets and metrics for the two values of its cells")
  func pairs() {
    let card = """
      ## Results

      | Model | SQuAD 2.0(F1/EM) | MNLI-m/mm(ACC) |
      |---|---|---|
      | otter | **91.5/89.0** | **91.8/91.9** |
      """
    #expect(
      results(card) == [
        "0.915 SQuAD 2.0|F1", "0.89 SQuAD 2.0|EM", "0.918 MNLI-m/mm|m|ACC",
        "0.919 MNLI-m/mm|mm|ACC",
      ])
    #expect(sets(card) == ["SQuAD 2.0", "MNLI-m/mm"])
  }

  @Test("the sentence above names the metrics of two values in a cell")
  func announced() {
    let card = """
      The rank1/mAP on both benchmarks are listed below.

      | Backbone | Market1501 | DukeMTMC-reID |
      |---|---|---|
      | otter | 95.0 (88.2) | 90.1 (79.1) |
      """
    #expect(
      results(card) == [
        "0.95 Market1501|rank1", "0.882 Market1501|mAP", "0.901 DukeMTMC-reID|rank1", "0.791 DukeMTMC-reID|mAP",
      ])
  }

  @Test("what stands below the line is a split or a setting, and a footnote's mark is nothing")
  func subscripts() {
    let card = """
      ## Evaluation

      | Benchmark | Heron<sup>1</sup> | Otter |
      |---|---|---|
      | DocVQA<sub>test</sub> | 1 | 94.5 |
      | VCR<sub>en easy</sub> | 2 | 89.7 |
      | MovieQA<sub>wo/w subs</sub> | 3 | 63.3/69.0 |
      """
    #expect(
      results("# Otter\n\n" + card) == [
        "94.5 DocVQA|test", "89.7 VCR|en easy", "63.3 MovieQA|wo", "69 MovieQA|w subs",
      ])
    #expect(sets("# Otter\n\n" + card) == ["DocVQA", "VCR", "MovieQA"])
  }

  @Test("columns in the small letters of a harness are data sets, wherever the table stands")
  func harness() {
    let card = """
      # otter

      | model | openbookqa | piqa | gmean |
      |---|---|---|---|
      | heron | 0.1 | 0.2 | 0.15 |
      | otter | 0.3 | 0.4 | 0.35 |
      """
    #expect(results(card) == ["0.3 openbookqa", "0.4 piqa", "0.35 gmean"])
    #expect(sets(card) == ["openbookqa", "piqa"])
  }

  @Test("classes, languages and settings in the header are no data sets, and a heading names the metric")
  func labels() {
    let classes = "#### F1-score\n\n| Loc | Org | Per | Nat |\n|---|---|---|---|\n| 0.91 | 0.88 | 0.96 | 0.95 |\n"
    #expect(results(classes) == ["0.91 Loc|F1-score", "0.88 Org|F1-score", "0.96 Per|F1-score", "0.95 Nat|F1-score"])
    let languages = "## Results\n\n| Model | Python | Go | Ruby |\n|---|---|---|---|\n| a | 1.5 | 2.5 | 3.5 |\n"
    #expect(results(languages) == ["1.5 Python", "2.5 Go", "3.5 Ruby"])
    let settings = """
      ### Eval results on Common Voice 7 "test" (WER):

      | Without LM | With LM |
      |---|---|
      | 24.68 | 16.98 |
      """
    #expect(results(settings) == ["0.2468 Common Voice 7|Without LM|WER", "0.1698 Common Voice 7|With LM|WER"])
    #expect(Set(sets(classes) + sets(languages) + sets(settings)) == ["Common Voice 7"])
  }

  @Test("a name alone above a table is its data set, and a subscript of a metric belongs to the metric")
  func alone() {
    let card = """
      ## Results

      WFLW

      | Arch | Input Size | NME<sub>*test*</sub> | ckpt |
      |---|---|---|---|
      | otter | 256x256 | 3.88 | ckpt |
      """
    #expect(results(card) == ["3.88 WFLW|NME test"])
    #expect(sets(card) == ["WFLW"])
  }

  @Test("a heading gives its data set to the list below it, and a kind of tasks is none")
  func headings() {
    #expect(
      results("## Evaluation results on OpenOtter \"test\" (10%)\n\n- WER: 0.32\n- CER: 0.08\n")
        == ["0.32 OpenOtter|test|WER", "0.08 OpenOtter|test|CER"])
    let card = "## Fine-tuning on NLU tasks\n\n| Model | Accuracy |\n|---|---|\n| a | 0.5 |\n"
    #expect(results(card) == ["0.5 Accuracy"])
    #expect(sets(card).isEmpty)
  }

  @Test("columns headed by models are no data sets, and large whole numbers are counts")
  func models() {
    let card =
      "## Results\n\n| Experiment | mBERT | OtterBERT |\n|---|---|---|\n| PondNER | 60.5 | 70.5 |\n| LakeQA | 61.5 | 71.5 |\n"
    #expect(results("# OtterBERT\n\n" + card) == ["70.5 PondNER", "71.5 LakeQA"])
    #expect(sets("# OtterBERT\n\n" + card) == ["PondNER", "LakeQA"])
    let counts =
      "## Results\n\n| Data | Otter | Heron |\n|---|---|---|\n| Notes kept | 3200 | 12 |\n| Short notes | 31 | 7 |\n"
    #expect(results(counts).isEmpty && sets(counts).isEmpty)
  }

  @Test("names below a header that only groups them are those of their columns, and known sets stand in brackets")
  func below() {
    let card = """
      ## Results

      | Methods | Backbone | | Regular | | Odd |
      |---|---|---|---|---|---|
      | | | GULL5K | | HERON-1015 | CT80 |
      | OTTER | R31 | 0.9490 | | 0.9517 | 0.8889 |
      | OTTER-T | R31 | 0.9450 | | 0.9478 | 0.8958 |
      """
    #expect(Set(sets(card)) == ["GULL5K", "HERON-1015", "CT80"])
    #expect(results(card).count == 6)
    #expect(sets("| Metric | Value |\n|---|---|\n| AP (WIDER) | 80.1% |\n| Pose | any |\n") == ["WIDER"])
  }

  @Test("results are on the data set of the line above, with what the model was trained on between")
  func titled() {
    let card = """
      Results on GULL dataset

      The model is trained on GULL train.

      | Arch | NME |
      |---|---|
      | otter | 3.48 |
      """
    #expect(sets(card) == ["GULL"])
  }

  @Test("a column of metrics names those of its rows, and whole numbers below splits are counts")
  func columns() {
    let card = "## Results\n\n| Set | Metric | # Score |\n|---|---|---|\n| Test | Rouge2 - mid | 33.04 |\n"
    #expect(results(card) == ["33.04 Test|Rouge2 - mid"])
    #expect(results("## Results\n\n| Data | Train | Dev | Test |\n|---|---|---|---|\n| A | 100 | 12 | 13 |\n").isEmpty)
  }
}
