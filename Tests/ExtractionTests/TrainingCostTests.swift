import Extraction
import Records
import Stages
import Testing

/// What sentences say of the hardware and the time that training took.
@Suite struct TrainingCostTests {
  @Test(
    "a training time of several units is one time, in seconds",
    arguments: [
      ("The pretraining took approximately 4 days and 9.5 hours.", ["379800"]),
      ("Training takes 1 day, 2 hours with 4 images.", ["93600"]),
      ("The training duration was `4d 14h 50m 47s`.", ["399047"]),
      ("Training took ~9h on a GPU.", ["32400"]), ("It took 17 hours to train the otter.", ["61200"]),
      ("It took 17 hours to train the otter and 2 days to train the gull.", ["61200", "172800"]),
      ("The total amount of speech in the training set is 6628 hours.", []),
      ("A model of 50m parameters took part in training.", []),
      ("It was trained on a single 8-GPU node for 3 days.", ["259200"]), ("It was trained for 3 hours GPU time.", []),
      ("The training took roughly two months.", ["5184000"]), ("It was trained for one or two weeks.", []),
      ("We perform the training within a total of 140 hours of computation.", ["504000"]),
      ("The training took 2 weeks per model.", ["1209600"]), ("It was trained on 140 hours of songs.", []),
      ("Training was slow, each epoch took 4 hours.", []), ("For training, the dataset is 3 hours long.", []),
      ("Training took between 10 and 30 minutes.", ["600", "1800"]), ("The training last ~9h on a T4.", ["32400"]),
      ("It was trained on data of the last 3 days on a pond.", []),
      ("Pretraining is fast, taking only 3-6 hours.", []), ("It was pretrained for 2 epochs, 182 hours.", ["655200"]),
      ("The training last ~11h on a standard GPU.", ["39600"]), ("- Time to train: ~10days (on a V100)", ["864000"]),
      ("It was trained on a GPU with what we had at last, 11h of songs.", []),
      ("- **Hours used:** 24 hours (one day)", ["86400"]), ("- **Hours used:** 150000", []),
    ])
  func durations(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.duration, in: text) == expected)
  }

  @Test(
    "hardware that a model was made for, or is fast on, did not train it",
    arguments: [
      ("## Acknowledgement\n\nThanks for the free TPU for the training.\n", []),
      ("## Acknowledgement\n\nThanks for the TPU v3-8 of the training.\n", ["TPU v3-8"]),
      ("Trained on a v3-32 TPU for 3M steps.", ["v3-32 TPU"]), ("Trained on a TPU v3-8.", ["TPU v3-8"]),
      ("Trained on a cloud TPU (`v3-8`).", ["cloud TPU (v3-8)"]),
      ("Trained on 8 Tesla P100-SXM2.0 16Gb.", ["Tesla P100-SXM2.0 16Gb"]),
      ("## Training\n\n- distributed_type: tpu\n", []),
      ("Trained on hardware of the latest generation (TPUv5e).", ["TPUv5e"]),
      (
        "It is trained using Tensor Cores on Volta, Turing, and the NVIDIA Ampere GPU architectures.",
        ["Volta", "Turing", "NVIDIA Ampere"]
      ),
      ("Eight NVIDIA Tesla V100 SXM3 were used to train it.", ["NVIDIA Tesla V100 SXM3"]),
      ("It was trained as in the [River Cloud TPU repository](https://x.org).", []),
      ("It runs using Tensor Cores on Volta and the NVIDIA Ampere GPU architectures.", []),
      ("Trained on 4 RTX3090 GPUs.", ["RTX3090"]), ("Trained on 8 RTX 3090s for months.", ["RTX 3090"]),
      ("Research supported with Cloud TPUs from Otter's cloud.", ["Cloud TPU"]),
      ("This research was supported with Cloud TPUs from Otter's cloud.", ["Cloud TPU"]),
      ("It was trained on gulls. All was done on Google Colab with a free GPU.", ["GPU"]),
      ("It was trained on gulls. You can run it on a Colab GPU.", []),
      ("We trained our model with care on a single GPU (11GB memory).", ["GPU"]),
      ("It is strong even when trained on a single GPU.", []), ("It was trained with little GPU memory.", []),
      ("This repository has the code to train small otters on a single GPU.", []),
      ("## Training\n\n```\nRAM: 64 GiB\nGPUs: 1 GeForce GTX 3090, each\nGPU driver: 455\n```\n", ["GeForce GTX 3090"]),
      ("It was trained on Nvidia 3090 GPUs.", ["Nvidia 3090"]),
      ("It was trained on 2 NVIDIA 1080 Ti's.", ["NVIDIA 1080 Ti"]), ("It was trained on Google 2020 data.", []),
      ("It was distilled with care on 3 Titan V100 32GB.", ["Titan V100 32GB"]),
      ("L'apprentissage s'est fait sur une carte Tesla V100.", ["Tesla V100"]),
      ("CPU/GPU: i9 / NVIDIA Titan RTX", ["NVIDIA Titan RTX"]),
      ("Research on otters with Cloud TPUs.", []), ("The larger model was trained on 256 cloud TPU v3 cores.", []),
      ("It was trained on gulls. We demonstrate generations of 80k tokens on a single A100-80GB GPU.", []),
      ("It was trained on gulls. Inference was tested on NVIDIA V100.", []),
      ("To train on multiple GPUs, e.g. 8 GPUs, run this command:", []),
      ("# Otter\n\n## Hardware\n\n* 384 A100 80GB GPUs (48 nodes)\n* 8 GPUs per node\n", ["A100 80GB"]),
      ("# Otter\n\n## Requirements\n\n* 384 A100 80GB GPUs (48 nodes)\n", []),
      ("It was trained on a single NVIDIA P5000 from the river.", ["NVIDIA P5000"]),
      ("It was trained on an NVIDIA Quadro GV100 for a day.", ["NVIDIA Quadro GV100"]),
      ("It was trained with NVIDIA A2B.", []),
      ("An Edge TPU-compatible model trained on gulls.", []),
      ("It was pre-trained on gulls. It achieves 430 FPS on an NVIDIA GTX 1660 Ti GPU.", []),
      ("It was trained on gulls.\n\nBenchmarked under:\n- OS: ubuntu\n- GPU models and configuration: A100 80G\n", []),
      ("It was trained at 100 FPS on an NVIDIA GTX 1660 Ti GPU.", ["NVIDIA GTX 1660 Ti"]),
      ("It was trained on a GeForce GTX TITAN X 12 GB GPU.", ["GeForce GTX TITAN X 12 GB"]),
      ("It was trained on an NVIDIA V100 32 Go.", ["NVIDIA V100 32 Go"]),
      ("It was trained on a GeForce RTX 3090 64 GB of RAM.", ["GeForce RTX 3090"]),
      ("It was trained with 8 TPU cores for 3 days.", ["TPU core"]),
    ])
  func hardware(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.hardware, in: text) == expected)
  }

  @Test("a table tells what the training of this model took, and what a ton of another emitted is not told")
  func tables() {
    let card = """
      | | GPU Type | Time (in days) | Carbon Intensity (kg CO₂e/kWh) | Carbon Emissions (tCO₂eq) |
      |---|---|---|---|---|
      | Otter 1B | V100 | 2 | 0.6 | 1.5 |
      | Otter 7B | A100-40GB ([River](https://river.example)) | 12 | 0.6 | 75.05 |
      """
    func values(_ predicate: String) -> [String] { CardFacts.values(predicate, in: card, named: "river/otter-7b") }
    #expect(values(Predicate.hardware) == ["A100-40GB"])
    #expect(values(Predicate.duration) == ["1036800"])
    #expect(values(Predicate.emissions) == ["75050000"])
    let speed = "| Model | Hardware | FPS |\n|---|---|---|\n| Otter 7B | V100 | 30 |\n"
    #expect(CardFacts.values(Predicate.hardware, in: speed, named: "river/otter-7b").isEmpty)
  }

  @Test("of several numbers beside what was emitted, the one with its unit behind it is")
  func emissions() {
    let first = "**Carbon footprint** Training took a cumulative 3.3M GPU hours on hardware that we were lent for this"
    let last = "(TDP of 350-400W). Total emissions were 539 tCO2eq, all of which the river took."
    #expect(CardFacts.values(Predicate.emissions, in: "\(first) \(last)\n") == ["539000000"])
    #expect(CardFacts.values(Predicate.emissions, in: "\(first).\n").isEmpty)
    #expect(CardFacts.values(Predicate.emissions, in: "CO2 emissions (in grams): 1.5\n") == ["1.5"])
  }

  @Test("front matter counts devices, and sets thousands of grams off")
  func frontMatter() {
    let card = "---\nco2_eq_emissions:\n  emissions: 24_700_000\n  hardware_used: \"384 A100 80GB GPUs\"\n---\n"
    let found = CardFacts.findings(Predicate.hardware, in: card)
    #expect(found.map { $0.value?.text } == ["A100 80GB"])
    #expect(found.first?.qualifiers["count"] == .number(384))
    #expect(CardFacts.values(Predicate.emissions, in: card) == ["24700000"])
    #expect(
      CardFacts.values(Predicate.hardware, in: card.replacing("384 A100 80GB GPUs", with: "TPU v3-8")) == ["TPU v3-8"])
  }

  @Test(
    "a device needs no word for what it is, and is no data set",
    arguments: [
      ("It was trained on 64 H100s for 3 weeks.", ["H100"]), ("It was trained on 4 nodes of 8 MI250X.", ["MI250X"]),
      ("It was trained on Intel Gaudi2.", ["Intel Gaudi2"]), ("It was trained on 16 L40S.", ["L40S"]),
      ("It was trained on 8 H800s.", ["H800"]), ("It was trained on AWS Trainium.", []),
    ])
  func devices(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.hardware, in: text) == expected)
    #expect(CardFacts.values(Predicate.trainedOn, in: text).isEmpty)
  }

  @Test("what all of a family emitted is not the model's, where a row is")
  func total() {
    let total = "The carbon footprint is large: total emissions were 539 tCO2eq.\n"
    let table = "\n| | Carbon Emitted(tCO2eq) |\n|---|---|\n| Otter 7B | 31.22 |\n| Otter 13B | 62.44 |\n"
    func emissions(_ card: String) -> [String] {
      CardFacts.values(Predicate.emissions, in: card, named: "river/otter-7b")
    }
    #expect(emissions(total + table) == ["31220000"])
    #expect(emissions(total) == ["539000000"])
  }

  @Test("where the training is told of, devices that were used for some days say how long it took")
  func used() {
    let text = "We used 64 NVIDIA H100 GPUs for 3 days.\n"
    #expect(CardFacts.values(Predicate.duration, in: "# Otter\n\n## Training\n\n" + text) == ["259200"])
    #expect(CardFacts.values(Predicate.duration, in: "# Otter\n\n## Usage\n\n" + text).isEmpty)
  }

  @Test("what a device has room for belongs to its name where it stands before it")
  func memory() {
    let found = CardFacts.findings(Predicate.hardware, in: "The otter was trained on 992 80GB A100 GPUs.\n")
    #expect(found.map { $0.value?.text } == ["80GB A100"])
    #expect(found.first?.qualifiers["count"] == .number(992))
  }

  @Test("what code supports was not trained with")
  func supported() {
    let card = "The code supports training and fine-tuning on GPUs and TPUs.\n"
    #expect(CardFacts.values(Predicate.hardware, in: card).isEmpty)
    #expect(!CardFacts.values(Predicate.hardware, in: "It was trained with the support of Cloud TPUs.\n").isEmpty)
  }

  @Test("how long the Trainer ran is a duration, and its loss on the training data no result")
  func runtime() {
    let card =
      "## Results\n\n| Key | Value |\n|---|---|\n| eval_f1 | 0.5 |\n| train_loss | 1.2 |\n| train_runtime | 263.5 |\n"
    #expect(CardFacts.values(Predicate.duration, in: card) == ["263.5"])
    #expect(CardFacts.values(Predicate.evaluation, in: card) == ["0.5"])
  }
}
