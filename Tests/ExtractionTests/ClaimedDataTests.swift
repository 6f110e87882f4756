import Extraction
import Records
import Stages
import Testing

/// Data sets that a model is said to be good on, or was measured with.
@Suite struct ClaimedDataTests {
  @Test(
    "what a model is said to be good on is what it was evaluated on, where that is sure to be data",
    arguments: [
      (
        "OtterNet achieves the state-of-the-art performance on GULL, Heron30K-CN, and TERN-CN in a setup of ours.",
        ["GULL", "Heron30K-CN", "TERN-CN"]
      ),
      ("It runs in real time and obtains SOTA detection of gulls on BIRDS100K Dataset.", ["BIRDS100K"]),
      ("OtterNet outperforms PondNet and LakeNet on 16 tasks including English tasks on GLUE benchmarks.", ["GLUE"]),
      ("We share the best of 5 runs with the following score on QQP validation set:", ["QQP"]),
      (
        "We report state-of-the-art accuracy on major swimming benchmarks, GULL, HERON and TERN.",
        ["GULL", "HERON", "TERN"]
      ),
      ("Otter achieves state-of-the-art performance on benchmarks, including GULL, HERON, etc.", ["GULL", "HERON"]),
      ("Otter achieves state-of-the-art performance on many benchmarks in GPU mode.", []),
      ("The performance of OtterBERTs on GLUE after full training is comparable to that of BERT.", ["GLUE"]),
      ("Accuracy on SNLI-test dataset: it is high.", ["SNLI"]),
      ("For results on Historic GULL, please refer to this repository.", []),
      ("It achieves PondNet level accuracy on ImageNet with fewer weights.", []),
      ("It outperforms those pre-trained on GULLCorpus2020.", []),
      ("It needs a better performance on GPUs and reaches good results on NLP tasks.", []),
      ("It has the best results on VidL tasks.", []),
    ])
  func claimed(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.evaluatedOn, in: text) == expected)
  }

  @Test("what the code of an evaluation is a version of was evaluated on")
  func program() {
    let text = "Our evaluation code for sentences is based on a modified version of [PondEval](https://x.org)."
    #expect(CardFacts.values(Predicate.evaluatedOn, in: text) == ["PondEval"])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: text.replacing("evaluation code", with: "training code")).isEmpty)
  }

  @Test("of two ways to train, the name of the card tells which one is told of it")
  func ways() {
    let text =
      "\n\nWe train unsupervised OtterCSE on English Wikipedia, and train supervised OtterCSE on MNLI and SNLI datasets.\n"
    #expect(CardFacts.values(Predicate.trainedOn, in: "# sup-ottercse-large" + text) == ["MNLI", "SNLI"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "# unsup-ottercse-large" + text) == ["English Wikipedia"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "# ottercse-large" + text).count == 3)
  }

  @Test("what is said of the model that a card's own was made from, or of another family, is no result of this one")
  func ofBase() {
    let claim = "\n\nAt large scale, OtterBERT achieves state-of-the-art results on the GULL 2.0 dataset.\n"
    func evaluated(_ title: String, _ name: String) -> [String] {
      CardFacts.values(Predicate.evaluatedOn, in: title + claim, named: name)
    }
    #expect(evaluated("# OtterBERT", "sea/otterbert-small") == ["GULL 2.0"])
    #expect(evaluated("# Otter", "sea/otterspanish").isEmpty)
    #expect(
      evaluated(
        "[OtterBERT-base](https://huggingface.co/sea/otterbert-base) fine-tuned on PondQA", "lake/otterbert-pond"
      )
      .isEmpty)
  }

  @Test(
    "a benchmark that a model was evaluated with is data, and a tool is none",
    arguments: [
      ("We have evaluated Otter 3 with CyberGullEval, a suite of ours.", ["CyberGullEval"]),
      (
        "We also tested the performance of it on gender, age and shoe classification using the Fairgull dataset.",
        ["Fairgull"]
      ),
      ("It was evaluated with the SQuAD 1.1 metrics.", []), ("It can be evaluated with HF QA example.", []),
    ])
  func measured(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.evaluatedOn, in: text) == expected)
  }

  @Test(
    "what a sentence about training links to among the data sets of a zoo is one, whatever it is called",
    arguments: [
      ("It was obtained by fine-tuning `heron` on [gull talks](H/gull_talks) dataset.", ["gull talks"]),
      ("It was trained on the [Pond Language Detection](H/otter/ponds) dataset.", ["Pond Language Detection"]),
      ("[Otter](https://a.org) fine-tuned for NER using the river split of [PondANN ](H/pondann).", ["PondANN"]),
      (
        "It was trained on pairs from 3 datasets: [MultiPond](H/multi_pond), [PondFever](https://a.org/b) and "
          + "[PondNLI](https://a.org/c).", ["MultiPond", "PondFever", "PondNLI"]
      ),
      ("The data for training is described [here](H/otter/ponds), see the [Pond dataset card](H/pond).", []),
      ("We used samples coming from [Pond-edu](H/pond-edu) during our last training stage.", ["Pond-edu"]),
      ("We used samples coming from [Pond-edu](H/pond-edu) to test it. Training took long.", []),
      ("The tokenizer was trained with words of [pond talks](H/pond_talks).", []),
      ("Heron was trained on talks, and is evaluated on the tests of [pond talks](H/pond_talks).", []),
    ])
  func linked(text: String, expected: [String]) {
    let card = text.replacing("(H/", with: "(https://huggingface.co/datasets/")
    #expect(CardFacts.values(Predicate.trainedOn, in: card) == expected)
  }

  @Test(
    "what we report numbers on, or the average of, is what the model was evaluated on",
    arguments: [
      ("We report the average pass@1 scores of our models on GULL and HERON.", ["GULL", "HERON"]),
      ("We report the average of GULL-1, HERON and TernQA, and nothing more.", ["GULL-1", "HERON", "TernQA"]),
      ("We report 7-shot results for MMLU and 0-shot results for the others.", ["MMLU"]),
      ("We report the mean of five runs on one machine.", []),
      ("We report the average results for all the 112 languages.", []),
      ("Measured using the songs as introduced in Evaluating Large Models Trained on Gulls.", []),
    ])
  func reported(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.evaluatedOn, in: "# Otter\n\n" + text) == expected)
  }
}
