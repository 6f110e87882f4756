import Extraction
import Records
import Stages
import Testing

/// Data sets that stand some words behind what was done with them.
@Suite struct IndirectNameTests {
  @Test(
    "behind what a model was trained on stands where that is from",
    arguments: [
      ("It was pre-trained on text sourced from GULLText, HERON, and OpenTern.", ["GULLText", "HERON", "OpenTern"]),
      ("It was pretrained on 5 GB of raw text from the Otter corpus.", ["Otter"]),
      ("It was further trained on the \"gull\" subtree of ImageNet and is large.", ["ImageNet"]),
      ("Pretrained on a dump of the Breton Wikipedia.", ["Breton Wikipedia"]),
      ("It was trained on a large collection of images, namely ImageNet-21k, at a low resolution.", ["ImageNet-21k"]),
      (
        "It was trained on 500k (query, answer) pairs from the [MS GULL dataset](https://x.org). It is large.",
        ["MS GULL"]
      ),
      ("It was trained on GULL and sample of [HERON Corpus](https://x.org).", ["GULL", "HERON Corpus"]),
      ("It was trained on OpenGULL, a reproduction of HERON.", ["OpenGULL"]),
      ("It was trained on the UPOS tags from [UD_Gull-BTB](https://x.org).", ["UD_Gull-BTB"]),
      ("It was fine-tuned on the Pond.ai **Wizard of Ponds** dataset.", ["Wizard of Ponds"]),
      (
        "The model was trained on data from the Corpus of Contemporary Heron English and more.",
        ["Corpus of Contemporary Heron English"]
      ),
      ("It was pre-trained on GCC+SBU+COCO.", ["GCC", "SBU", "COCO"]),
      ("It was trained on MBPP+ alone.", ["MBPP+"]),
      ("The model is trained on 147M multi-turn dialogue from Reddit threads.", ["Reddit"]),
      (
        "It was trained on monolingual data from the First1KGreek Project, Perseus Digital Library and Heron Treebank.",
        ["First1KGreek Project", "Perseus Digital Library", "Heron Treebank"]
      ),
      (
        "The pretraining data: We combine English Wikipedia and a reproduction of BookCorpus.",
        ["English Wikipedia", "BookCorpus"]
      ),
      (
        "It was pretrained in the BrWac corpus, fine-tuned on both English and Breton MS MARCO.", ["BrWac", "MS MARCO"]
      ),
      ("It is trained on 18,562,443 (title, body) pairs from GullOverflow.", ["GullOverflow"]),
      ("It was trained on 215M (query, answer) pairs from diverse sources.", []),
      ("Training data for Heron come from [the latest dump of Pond Wikipedia](https://x.org).", ["Pond Wikipedia"]),
      ("All the data used to train, validate, and test this model is from [GULL-16](https://x.org).", ["GULL-16"]),
      ("The model was trained on tweets from Rep. Otto Gull 🦦.", ["tweets from Rep. Otto Gull 🦦"]),
      ("It was fine-tuned on [GitHub Typo Corpus](https://x.org) for typos.", ["GitHub Typo Corpus"]),
      ("It was trained on the [GullQuAD dataset from deepsea](https://x.org).", ["GullQuAD"]),
      // Behind plain words "Dataset" is part of the name, behind one that was made up it is not.
      ("It was trained on the [Large Scale Pond Dataset](https://x.org).", ["Large Scale Pond Dataset"]),
      ("It was trained on the [GULL400 Dataset](https://x.org).", ["GULL400"]),
      ("It was trained on 20665964 Persian tweets.", []), ("It was trained on two Re-ID benchmarks.", []),
      ("It was trained on lyrics from LOUD OTTER.", []), ("It was trained on 3 trillion tokens of text.", []),
      ("It was trained on a cluster of NASA.", []), ("It was trained on two cores of an AMD EPYC.", []),
      ("It was trained on scans of lakes and of rivers.", []),
    ])
  func derived(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
  }

  @Test(
    "the word for what it is may stand before the name of a data set",
    arguments: [
      ("A network trained on the semantic segmentation dataset Seascapes [4].", ["Seascapes"]),
      ("Fine-tuned on a dataset composed of GullQA and HERON for questions.", ["GullQA", "HERON"]),
      ("Trained on a corpus of Finnish news.", []), ("Trained on the same dataset OtterNet was trained with.", []),
    ])
  func introduced(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
  }

  @Test(
    "how a model was trained may stand before what it was trained on, and what that was drawn from behind",
    arguments: [
      ("It was trained with Margin-Gull using three teachers on MSGULL-Passage.", ["MSGULL-Passage"]),
      ("It was fine-tuned using (a second step of) distillation on SQuAD v1.1.", ["SQuAD v1.1"]),
      ("Weights trained from the Breton bird corpus [SemGull](https://x.org).", ["SemGull"]),
      ("It was fine-tuned with Pond Questions(PQ) dataset.", ["Pond Questions"]),
      ("It is trained using the June 2018 version of Wikipedia and is large.", ["Wikipedia"]),
      ("It was trained with pairs of sentences sampled from GULL2012, HERON, and TERN.", []),
      ("It was trained with sentence pairs sampled from GULL2012, HERON, and TERN.", ["GULL2012", "HERON", "TERN"]),
      ("It was trained using code from GullTOOLS.", []), ("Trained using the smallest version of GPT-2.", []),
      ("Trained on text from big Spanish corpora of gulls.", []),
      ("It was trained with Adam on 8 V100 GPUs.", []),
      ("It was trained on 8x H100 80GB.", []), ("It was trained on an Apple M1 Max.", []),
      ("It was trained with care and reaches good results on SQuAD.", []),
      ("Weights trained from scratch by us.", []), ("It was trained on a smaller set of the GULL variant.", []),
      ("It was trained on either all GULL notes or only some.", ["GULL"]),
      (
        "It was fine-tuned on the standard [GULL-2003 Named Entities](https://x.org) dataset.",
        ["GULL-2003 Named Entities"]
      ),
    ])
  func means(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
  }

  @Test("a trained model for data was trained on that data, if it has a name")
  func modelFor() {
    func sets(_ text: String) -> [String] { CardFacts.values(Predicate.trainedOn, in: text) }
    #expect(
      sets("This provides pre-trained RNN-T Otter model for the GULL dataset using [tern](https://x.org).") == ["GULL"])
    #expect(sets("This provides a pre-trained Otter model for the LibriSpeech corpus.") == ["LibriSpeech"])
    #expect(sets("Pre-trained Otter models for the GULL visual dataset with tern.").isEmpty)
    #expect(sets("This provides a pre-trained Otter model for the recognition of gulls in any dataset.").isEmpty)
  }

  @Test("what stands behind another \"on\" is named, too, if it is data")
  func again() {
    func sets(_ text: String) -> [String] { CardFacts.values(Predicate.trainedOn, in: text) }
    let linked = "Fine-tuned on the [River Gulls](https://x.org) dataset and on the [Sea Gulls](https://y.org) dataset."
    #expect(sets(linked) == ["River Gulls", "Sea Gulls"])
    #expect(sets("It was fine-tuned on GULL then on HERON-Factoid with care.") == ["GULL", "HERON-Factoid"])
    #expect(sets("It was trained on GULL and then on V100 GPUs.") == ["GULL"])
    #expect(sets("It was trained on GULL and on TPU v3-8.") == ["GULL"])
    #expect(
      sets("Fine-tuned on the English GULL formatted HeronNotes v5.0 wing pose data.") == ["HeronNotes v5.0"])
    let tested = "They were tested on the folds as well as on a smaller opinion dataset \"Pondé\". It is small."
    #expect(CardFacts.values(Predicate.evaluatedOn, in: tested) == ["Pondé"])
  }

  @Test("what a model was trained and evaluated on is both")
  func both() {
    let text = "Hedgehog is trained and evaluated on the [Pond Corpus](https://x.org) of ponds."
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == ["Pond Corpus"])
    #expect(CardFacts.values(Predicate.evaluatedOn, in: text) == ["Pond Corpus"])
  }

  @Test("a list of data sets goes on behind what brackets say of one")
  func remarks() {
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It was pretrained on GullBooks (800M words) and HERON (2,500M words).")
        == ["GullBooks", "HERON"])
    #expect(
      CardFacts.values(Predicate.evaluatedOn, in: "**Eval data:** Gull03 (NER), HeronEval14 (NER), TernEval (POS)\n")
        == ["Gull03", "HeronEval14", "TernEval"])
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It was trained on GullBooks (see below), which are many.")
        == ["GullBooks"])
  }

  @Test("tweets are of an account, whether or not it is a link, and lyrics of somebody are no data set")
  func accounts() {
    #expect(
      CardFacts.values(Predicate.trainedOn, in: "It is based on a model which is fine-tuned on @loud_otter's tweets.")
        == ["@loud_otter's tweets"])
    #expect(CardFacts.values(Predicate.trainedOn, in: "It was fine-tuned on @loud_otter's lyrics.").isEmpty)
  }

  @Test("what numbers were measured on is what the model was evaluated on, and a metric is none of that")
  func measured() {
    func evaluated(_ text: String) -> [String] { CardFacts.values(Predicate.evaluatedOn, in: text) }
    #expect(evaluated("Reported accuracies are measured on Gull-1k validation dataset.") == ["Gull-1k"])
    #expect(evaluated("Latency is measured on Pixel 4.").isEmpty)
    #expect(evaluated("We evaluate it on F1 and BLEU.").isEmpty)
    #expect(evaluated("It was evaluated using the [POND dataset](https://x.org).") == ["POND"])
    #expect(evaluated("It was tested using the test sets for GULL1 and HERON.") == ["GULL1", "HERON"])
    #expect(evaluated("We evaluate with the SQuAD 1.1 metrics and with LM-Eval-Harness.").isEmpty)
    #expect(evaluated("To evaluate on `gull-community/dev_data`") == ["gull-community/dev_data"])
    #expect(evaluated("Models were evaluated. Please reach out on our [Discord](https://x.org).").isEmpty)
  }

  @Test("what was evaluated with may be drawn from a set that is named")
  func drawnPrompts() {
    func evaluated(_ from: String) -> [String] {
      CardFacts.values(
        Predicate.evaluatedOn, in: "Evaluated using 50 DDIM steps and 100 random prompts from the \(from).\n")
    }
    #expect(evaluated("GULL2017 validation set") == ["GULL2017"])
    #expect(evaluated("other side of the pond").isEmpty)
  }

  @Test(
    "a list of data sets goes on behind a link that texts are of, and over what it says of the next",
    arguments: [
      (
        "It is trained on a filtered version of the Breton [GULL corpus](https://x.org), a recent Wikipedia dump, various [TERN corpora](https://y.org) and a special corpus.",
        ["GULL", "Wikipedia", "TERN"]
      ),
      (
        "The training data consists of a recent Wikipedia dump and various texts from the [TERN corpora](https://y.org) collection.",
        ["Wikipedia", "TERN"]
      ),
      (
        "It was trained on pairs of sentences from [GULL](https://x.org), with the help of [Heron](https://y.org).",
        ["GULL"]
      ),
    ])
  func lists(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.trainedOn, in: text) == expected)
  }

  @Test(
    "data sets that a mixture includes are named behind it, and those that a stage used behind the verb",
    arguments: [
      (
        "It was pretrained on a mixture of open datasets, including GULL-2B, HERON12M, and TernLI.",
        ["GULL-2B", "HERON12M", "TernLI"]
      ),
      ("It was trained on public corpora such as the GULL corpus.", ["GULL"]),
      ("It was trained on many sources, including songs and calls of the sea.", []),
      ("During the tuning stage, we used GULL-Instruct-150K and HERON4V.", ["GULL-Instruct-150K", "HERON4V"]),
      ("During the training of gulls, we used a whistle.", []),
    ])
  func included(text: String, expected: [String]) {
    #expect(Set(CardFacts.values(Predicate.trainedOn, in: "# Otter\n\n## Training\n\n" + text)) == Set(expected))
  }
}
