import Extraction
import Records
import Stages
import Testing

/// Data sets in the sentences of cards of large models: benchmarks by example, and the data of each stage of training.
@Suite struct RecentDataTests {
  private func values(_ predicate: String, _ text: String) -> [String] {
    CardFacts.values(predicate, in: "# Otter\n\n" + text)
  }

  @Test(
    "benchmarks that are examples of what the model does well on are what it was evaluated on",
    arguments: [
      ("We evaluated the model on a range of benchmarks such as PondQA and OtterBench.", ["PondQA", "OtterBench"]),
      ("Otter performs well on benchmarks like PondQA, SEA and OtterBench.", ["PondQA", "SEA", "OtterBench"]),
      ("It has strong performance across benchmarks, including PondQA and OtterBench.", ["PondQA", "OtterBench"]),
      ("We evaluate it on a swimming benchmark (SEA) and a diving benchmark (PondQA).", ["SEA", "PondQA"]),
      ("Otter surpasses Heron-70B on PondQA and OtterBench.", ["PondQA", "OtterBench"]),
      ("It ranks first on PondQA and OtterBench.", ["PondQA", "OtterBench"]),
      ("We benchmarked Otter on PondQA. It was assessed on OtterBench.", ["PondQA", "OtterBench"]),
      ("Existing benchmarks such as PondQA are saturated.", []),
      ("Results that were removed overlap with benchmarks such as PondQA.", []),
      ("We evaluate 2 other model benchmarks ([GullNet](x) and [TernNet](y)).", []),
      ("In future work we will evaluate on PondQA.", []),
    ])
  func evaluated(text: String, expected: [String]) { #expect(values(Predicate.evaluatedOn, text) == expected) }

  @Test(
    "each stage of training has its data",
    arguments: [
      ("SFT on UltraPond, then DPO on [otter_pairs](https://sea.example/data).", ["UltraPond", "otter_pairs"]),
      ("It was tuned with ORPO on sea/otter-mix-7k.", ["sea/otter-mix-7k"]),
      ("Otter is aligned with SFT and DPO on PondChat and PondFeedback.", ["PondChat", "PondFeedback"]),
      ("We first train on PondWeb and then fine-tune on OtterChat.", ["PondWeb", "OtterChat"]),
      ("We did SFT on Heron-7B.", []),
      ("It is aligned on top of what PondChat says.", []),
    ])
  func stages(text: String, expected: [String]) { #expect(values(Predicate.trainedOn, text) == expected) }

  @Test(
    "what data is made of may follow examples, a colon or a verb",
    arguments: [
      ("Otter was trained on open datasets such as PondWeb and OtterText.", ["PondWeb", "OtterText"]),
      ("It was trained on many public corpora ([Otter Dumps](x), [PondText](y)).", ["Otter Dumps", "PondText"]),
      ("The training data consists of several sources: PondWeb and OtterText.", ["PondWeb", "OtterText"]),
      ("Our pretraining data includes PondWeb, OtterText, and The Stack.", ["PondWeb", "OtterText", "The Stack"]),
      ("Otter was trained on 600+ languages from The Stack v2.", ["The Stack v2"]),
      ("We use the PondChat 2.5 dataset for supervised fine-tuning.", ["PondChat 2.5"]),
      ("Otter leverages the PondWeb2 dataset for pre-training.", ["PondWeb2"]),
      ("Similar models can be trained using other public datasets like [PONDS](x).", []),
    ])
  func sources(text: String, expected: [String]) { #expect(values(Predicate.trainedOn, text) == expected) }
}
