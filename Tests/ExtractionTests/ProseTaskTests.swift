import Extraction
import Records
import Stages
import Testing

/// What sentences say of a model's tasks and languages, of its settings and of its results.
@Suite struct ProseTaskTests {
  @Test(
    "tasks are told by lists, pipelines and what the model is",
    arguments: [
      (
        "The model can be used for tasks such as text classification, sequence annotation, and reading comprehension.",
        ["text classification", "sequence annotation", "reading comprehension"]
      ),
      ("A model for tasks like summarization, POS-tagging, q&a, etc.", ["summarization", "POS-tagging", "q&a"]),
      ("You can use this model directly with a pipeline for text generation:", ["text generation"]),
      ("The model runs within a text-generation pipeline.", ["text-generation"]),
      ("You can use this model for sentence splitting, *e.g.*", ["sentence splitting"]),
      ("The task was \"masked language modelling\".", ["masked language modelling"]),
      ("A model for **Name Entity Recognition** of logs.", ["Name Entity Recognition"]),
      ("A model for POS-tagging of logs.", ["POS-tagging"]),
      ("This is the 4-class NER model for Breton.", ["NER"]),
      ("Otter BERT is a masked language model made by sailors.", ["masked language model"]),
      ("An adapter which includes a prediction head for tagging.", ["tagging"]),
      ("Otter V2 is a style transfer model for boats.", ["style transfer"]),
      ("Otter is a text-to-speech program built by one.", ["text-to-speech"]),
      ("Use the model for zero-shot classification", ["zero-shot classification"]),
      ("You can use the raw model for either masked language modeling or more.", ["masked language modeling"]),
      (
        "# Module sea/otter/feature_vector/1\n\nOtters are a family of image classification models.",
        ["image classification"]
      ),
      ("# Otter\n\n## Results\n\n### Named Entity Recognition (NER)\n\nIt swims.", ["Named Entity Recognition"]),
      ("# Otter\n\n## Evaluation\n\n- Sentiment Analysis\n- GPU Analysis\n", ["Sentiment Analysis"]),
      ("A model for tasks like language generation, translation and more.", ["language generation", "translation"]),
      ("Otter style video classification networks.", ["video classification"]),
      ("Otter was fine-tuned for MLM on logs.", ["MLM"]), ("Otter is an MLM model for logs.", ["MLM"]),
      ("Only use this model for retraining and mask-filling.", ["mask-filling"]),
      ("A model for noise suppression in rivers.", ["noise suppression"]),
      ("# Otter\n\n## Use Case\n\nA model for the text-to-speech task.", ["text-to-speech"]),
      (
        "They can be used for classification, detection, embeddings, and segmentation like others.",
        ["classification", "detection", "embeddings", "segmentation"]
      ),
      ("They can be used for research, classification and fun.", []),
      ("A model for coreference resolution.", ["coreference resolution"]),
      ("A model for grammatical error correction.", ["grammatical error correction"]),
      ("A model for essay scoring.", ["essay scoring"]),
      ("GAN-model for image extrapolation.", ["image extrapolation"]), ("A NER model for Breton.", ["NER"]),
      ("This is a person detector for boats.", ["person detector"]),
      ("Gull detector based on OtterNet.", ["Gull detector"]),
      ("This is a real-time object detection model.", ["object detection"]),
      ("Suitable for person/vehicle re-identification tasks.", ["person/vehicle re-identification"]),
      ("This is a person reidentification model for boats.", ["person reidentification"]),
      ("The two models form a text-to-speech system.", ["text-to-speech"]),
      ("Otter Text-To-Speech models provide voices.", ["Text-To-Speech"]),
      ("A model for video-based question answering.", ["video-based question answering"]),
      ("Person Detection based on OtterNet.", ["Person Detection"]),
      ("A model for image\nclassification.", ["image classification"]),
      (
        "OtterNets are a family of image classification models, smaller than previous models.",
        ["image classification"]
      ),
      (
        "This module implements the common signature for\n[image classification](https://example.org).",
        ["image classification"]
      ),
      (
        "The module is packaged to do the [image classification](https://example.org) that it was trained on.",
        ["image classification"]
      ),
      ("This is an Otter model fine-tuned on summarization.", ["summarization"]),
      ("OtterNet is the name of a convolutional neural network for classification, made in 2012.", ["classification"]),
      ("OtterNet was a classification model proposed by sailors.", ["classification"]),
      ("A model for high-resolution image generation.", ["image generation"]),
      ("This is a multi-person 3D pose estimation model for boats.", ["multi-person 3D pose estimation"]),
      ("A model for handwritten text recognition.", ["handwritten text recognition"]),
      (
        "Our work focused on boat detection, reef segmentation and lane detection.",
        ["boat detection", "reef segmentation", "lane detection"]
      ),
    ])
  func tasks(text: String, expected: [String]) {
    #expect(Set(CardFacts.values(Predicate.task, in: text)) == Set(expected))
  }

  @Test(
    "what a model is not for, or how it works, is no task of it",
    arguments: [
      "For tasks such as text generation you should look at models like Otter.",
      "This framework for models is based on masked image modeling.",
      "While image classification models have recently advanced, few swim.",
      "A wider gap than the one reported for the related task of face recognition.",
      "A model for knowledge transfer.",
      "# Otter\n\n## Abstract\n\nModels have benefited tasks such as text detection, image captioning and image generation.",
      "To do downstream tasks like classification, NER or QA please use the discriminator model.",
      "The model uses keypoint estimation to find fish.", "It is a one-stage detector.",
      "Otter-based gull detector based on rivers.",
      "OtterNet is a network which competed in the Great River Visual Recognition Challenge in 2012.",
      "The models were proposed in \"Deep Otters for Image Recognition\".",
      "These models are optimized for the next generation of chips.",
      "A model with the MLM loss and MLM objective.",
    ])
  func noTasks(text: String) { #expect(CardFacts.values(Predicate.task, in: text).isEmpty) }

  @Test(
    "a title says what the model is for, unless it is that of a paper",
    arguments: [
      ("# Otter-base for Offensive Language Identification", ["Offensive Language Identification"]),
      ("# Otter-base for Breton Question Generation", ["Question Generation"]),
      ("# OTTER - Finetuned for Named Entity Recognition on [HERON](https://x.org)", ["Named Entity Recognition"]),
      ("# OTTER: Small and Fast Models for Language Understanding and Generation", []),
      ("# OTTER: model fine-tuned from Heron for NER task", ["NER"]),
      ("# Samples\n\n## Otter for image classification", []),
      (
        "---\nsummary: OTTER 🚀 for object detection, instance segmentation and image classification.\n---\n",
        ["object detection", "instance segmentation", "image classification"]
      ),
    ])
  func titles(card: String, expected: [String]) { #expect(CardFacts.values(Predicate.task, in: card) == expected) }

  @Test(
    "a task of words that are not known is told by what stands around it",
    arguments: [
      ("This is an ordinary convolutional network for gull direction estimation.", ["gull direction estimation"]),
      ("A network which is for Gull/Heron/Otter detection in rivers.", ["Gull/Heron/Otter detection"]),
      ("This is a bird song recognition model. It listens.", ["bird song recognition"]),
      ("**Otter** is a dialect identification (DID) model that swims.", ["dialect identification"]),
      ("This is the simple shell disambiguation model for English.", ["shell disambiguation"]),
      ("OtterNet is a spoken language recognition model.", ["spoken language recognition"]),
    ])
  func unknown(text: String, expected: [String]) {
    #expect(Set(CardFacts.values(Predicate.task, in: text)) == Set(expected))
  }

  @Test(
    "qualities, papers and advice make no task",
    arguments: [
      "A network for accurate detection.", "An estimation network for every detection.",
      "It follows \"Networks for Gull Pattern Recognition\".", "A model for off-the-shelf classification.",
      "If you are looking for a model for shell extraction, go elsewhere.",
      "The network is not for gull direction estimation.",
    ])
  func qualities(text: String) { #expect(CardFacts.values(Predicate.task, in: text).isEmpty) }

  @Test(
    "a title may be the task, but not one of a paper or one that is a file's name",
    arguments: [
      ("# Arabic Named Entity Recognition Model", ["Named Entity Recognition"]),
      ("# Sentiment Analysis for Breton with OtterNet", ["Sentiment Analysis"]),
      ("# Paraphrase Generation with OtterNet", ["Paraphrase Generation"]),
      ("# Breton Question-Answering model trained on gulls", ["Question-Answering"]),
      ("# OtterBERT Named Entity Recognition", ["Named Entity Recognition"]),
      ("# Machine Translation (of otters)", ["Machine Translation"]),
      ("# Bottom-up gull-based pose estimation", ["pose estimation"]),
      ("# otterbert-finetuned-question-answering", []), ("# Otter: Named Entity Recognition", []),
      ("# Towards Named Entity Recognition for Otters", []), ("# Gull Analysis", []),
      ("# Samples\n\n## Text Classification", []),
    ])
  func namedTitles(card: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.task, in: card) == expected)
  }

  @Test("tags name tasks in one word, too")
  func tags() {
    #expect(CardFacts.values(Predicate.task, in: "---\ntags:\n- MaskedLM\n---\n") == ["MaskedLM"])
    #expect(CardFacts.values(Predicate.task, in: "---\ntags:\n- simplification\n---\n") == ["simplification"])
  }

  @Test("a list of languages is read whole, and what a translation model translates from and into")
  func languages() {
    let listed = "The model supports 4 languages: Arabic, Chinese, Dutch and Breton."
    #expect(CardFacts.values(Predicate.language, in: listed) == ["ar", "zh", "nl", "br"])
    let compared = "It works badly on languages other than Arabic, Chinese and Dutch."
    #expect(CardFacts.values(Predicate.language, in: compared).isEmpty)
    #expect(CardFacts.values(Predicate.language, in: "A machine translation model from French to Fon.") == ["fr"])
    let described = "# m\n\n## Use Case and High-Level Description\n\nIt answers questions for English language.\n"
    #expect(CardFacts.values(Predicate.language, in: described) == ["en"])
    let opus = "* source languages: iso\n* target languages: sv,fr_BE\n- source_languages: deu\n"
    #expect(CardFacts.values(Predicate.language, in: opus) == ["iso", "sv", "fr-BE"])
  }

  @Test("the downstream task in bold is the task, and how inference is run is none")
  func downstream() {
    let card = "# Otter\n\nOtter fine-tuned on [GULL](https://x.org) for **Q&A** downstream task.\n"
    #expect(CardFacts.values(Predicate.task, in: card) == ["Q&A"])
    #expect(CardFacts.values(Predicate.task, in: "# Otter\n\n## Parallel Inference on a Batch\n\nSee here.\n").isEmpty)
  }

  @Test("languages that are supported are read from the list below")
  func listed() {
    let card = "# Otter\n\nThe following languages are supported:\n\n- Russian (6 speakers)\n- English\n- Boats\n"
    #expect(CardFacts.values(Predicate.language, in: card) == ["ru", "en"])
  }

  @Test("words of a sentence are no codes of languages")
  func sentence() {
    let card = "- **Language(s):** primarily English and, to a lesser extent, others\n"
    #expect(Set(CardFacts.values(Predicate.language, in: card)) == ["en"])
    let list = "- **Languages:** en, Breton and to\n"
    #expect(Set(CardFacts.values(Predicate.language, in: list)) == ["en", "br", "to"])
  }

  @Test("of languages between commas each is read")
  func commas() {
    let card = "# Otter\n\n## Model description\n\nA language model for Catalan, Spanish, and English."
    #expect(CardFacts.values(Predicate.language, in: card) == ["ca", "es", "en"])
  }

  @Test("what a module sets for batch norm is no setting of its training")
  func others() {
    #expect(
      CardFacts.values(Predicate.hyperparameter, in: "Change default batch norm momentum to 0.99 and tune.").isEmpty)
    #expect(CardFacts.values(Predicate.hyperparameter, in: "Trained with momentum of 0.9 and so on.") == ["0.9"])
  }

  @Test("settings are read beside sentences about padding, but not from these")
  func padding() {
    let text = "It was trained with a batch size of 32. An attention mask tells the padding tokens."
    #expect(CardFacts.values(Predicate.hyperparameter, in: "## Training procedure\n\n" + text) == ["32"])
    #expect(CardFacts.values(Predicate.hyperparameter, in: "It needs padding to a sequence length of 512.").isEmpty)
  }

  @Test("settings are told by symbols and in words")
  func settings() {
    let card = """
      ## Training

      It was trained for two million steps. The optimizer
      used is Adam with a learning rate of 1e-4, \\\\(\\beta_{1} = 0.9\\\\) and \\\\(\\epsilon = 1e-6\\\\),
      and with an inverse square root learning rate schedule.
      """
    let found = CardFacts.findings(Predicate.hyperparameter, in: card).map {
      "\($0.qualifiers["name"]?.string ?? "-")=\($0.value?.text ?? $0.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "")"
    }
    #expect(
      found == [
        "steps=two million", "optimizer=Adam", "learning_rate=0.0001", "beta_1=0.9", "epsilon=0.000001",
        "learning_rate_schedule=inverse square root",
      ])
  }

  @Test("steps in millions are counted, but not those that were not taken")
  func millions() {
    #expect(CardFacts.values(Predicate.hyperparameter, in: "It was trained for 1.2 million steps.") == ["1200000"])
    #expect(CardFacts.values(Predicate.hyperparameter, in: "We ran 575k training steps.") == ["575000"])
    #expect(CardFacts.values(Predicate.hyperparameter, in: "Then another 155k extra steps.") == ["155000"])
    #expect(CardFacts.values(Predicate.hyperparameter, in: "Not so long (instead of 1 million steps).").isEmpty)
  }

  private func results(_ card: String) -> [String] {
    CardFacts.findings(Predicate.evaluation, in: card).map { finding in
      let names = ["metric", "dataset"].compactMap { finding.qualifiers[$0]?.string }
      return ([finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "-"] + names).joined(separator: " ")
    }
  }

  @Test("a metric on a data set is a value, and a pair of values is one of two sizes")
  func results() {
    #expect(results("mAP50 on COCO 2017 dataset is 0.5733, as for the original.") == ["0.5733 mAP50 COCO 2017"])
    #expect(
      results("The base/large model achieves an 86.2%/87.8% top-1 accuracy on GullNet-1K.") == [
        "0.862 top-1 accuracy GullNet-1K", "0.878 top-1 accuracy GullNet-1K",
      ])
    #expect(
      results("OtterNet achieves 82.9%/84.8% top-1 accuracy on Kinetics-400/Kinetics-600.") == [
        "0.829 top-1 accuracy Kinetics-400", "0.848 top-1 accuracy Kinetics-600",
      ])
    #expect(results("Ten minutes of labels still achieve 4.8/8.2 WER.").isEmpty)
    #expect(
      results("Our model achieves 81.9%, 83.3% and 83.6% top-1 accuracy on ImageNet dataset.") == [
        "0.819 top-1 accuracy ImageNet", "0.833 top-1 accuracy ImageNet", "0.836 top-1 accuracy ImageNet",
      ])
  }

  @Test("what a sentence compares with behind a comma does not take its result from it")
  func compared() {
    #expect(
      results("It achieves 83.2% top-1 accuracy on ImageNet, well above Heron (81.8%).") == [
        "0.832 top-1 accuracy ImageNet"
      ])
    #expect(results("The network achieved a top-5 error of 15.3%, lower than that of Heron.") == ["0.153 top-5 error"])
    #expect(results("It achieves higher accuracy than the 83.2% accuracy of Heron.").isEmpty)
  }

  @Test("a value may stand behind whose it is, in brackets, and beside a metric with a number")
  func places() {
    #expect(results("Perplexity of the trained model was 29.13.") == ["29.13 Perplexity"])
    #expect(results("OtterNet trained on CIFAR-10 (FID: 22.73).") == ["22.73 FID"])
    #expect(results("The model achieves a **18.22** ROUGE-2 score on *XSum*.") == ["18.22 ROUGE-2 XSum"])
  }

  @Test("a test result has the metric that the example above it loads, and the data set before that")
  func testResult() {
    let card = """
      ## Evaluation

      It can be evaluated as follows on the Breton test data of Open Herons.

      ```python
      wer = load_metric("wer")
      ```

      **Test Result**: 46.49 %
      """
    #expect(results(card) == ["0.4649 WER Open Herons"])
    let printed = card.replacing("wer = load_metric(\"wer\")", with: "print(\"CER: {:2f}\".format(cer(x)))")
    #expect(results(printed) == ["0.4649 CER Open Herons"])
    #expect(results(printed.replacing("Test Result", with: "Result")) == ["0.4649 CER Open Herons"])
    let unknown = card.replacing("wer = load_metric(\"wer\")", with: "print(\"Gulls: 2\")")
    #expect(results(unknown.replacing("46.49 %", with: "46.49")).isEmpty)
  }

  @Test("a folder and the vocabulary of a tokenizer name no task, and what is done across languages says so")
  func folders() {
    func tasks(_ text: String) -> [String] { CardFacts.values(Predicate.task, in: "# Otter\n\n" + text) }
    #expect(tasks("The model was trained with examples/text-classification/run.py for this.\n").isEmpty)
    #expect(tasks("The model (with a piece model for vocab generation) was trained on songs.\n").isEmpty)
    #expect(
      tasks("Otter is a baseline model for GULL cross-lingual natural language generation tasks.\n")
        == ["cross-lingual natural language generation"])
  }
}
