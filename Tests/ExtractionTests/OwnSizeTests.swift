import Extraction
import Records
import Stages
import Testing

/// The size of the model and of its input, told from those of its siblings and parts.
@Suite struct OwnSizeTests {
  private func parameters(_ card: String, named name: String) -> [String] {
    CardFacts.values(Predicate.paramsTotal, in: card, named: name)
  }

  @Test("of the sizes in a list each is told, and of a model whose name has one that alone")
  func listed() {
    let list = "We release variants with 90M, 2.7B and 9.4B parameters.\n"
    #expect(CardFacts.values(Predicate.paramsTotal, in: list) == ["90000000", "2700000000", "9400000000"])
    #expect(CardFacts.values(Predicate.paramsTotal, in: list, named: "sea/otter_small-90M") == ["90000000"])
    #expect(CardFacts.values(Predicate.paramsTotal, in: list, named: "sea/otter-400M").isEmpty)
  }

  @Test(
    "of the sizes of a family, the one in the model's name is its own",
    arguments: [
      ("otter-13b", "We are releasing 3B, 7B and 13B models.", ["13000000000"]),
      ("otter-7b-chat", "Three have 2, 7 and 72 billion parameters. This is the tuned 7B Otter model.", ["7000000000"]),
      ("otter-12b", "Of 12 billion parameters. [otter-7b](x) is a 6.9 billion parameter model.", ["12000000000"]),
      ("otter-1-3b", "Otter is a model of 1.3B parameters.", ["1300000000"]),
      ("otter-7b", "The Otter 7B model is quick.", []),
      ("otter", "One has 90M parameters, one has 2.7B parameters.", ["90000000", "2700000000"]),
      ("otter", "In all 82M parameters (compared to 124M parameters for Heron).", ["82000000"]),
      ("otter", "It is smaller than the original (124M parameters instead of 178M).", ["124000000"]),
      ("otter", "It was compressed from 1.7B parameters to 1.3B.", ["1300000000"]),
      ("otter", "It has more than 2.7B parameters.", []),
      ("otter", "It sings with about 6 million parameters, which is 3.2% better than Heron.", ["6000000"]),
      ("otter", "It is quicker than Heron with its 6 million parameters, which are many.", []),
      ("otter", "Otter (1M parameters) outperforms Heron (14M parameters) by far.", ["1000000"]),
      ("otter", "* 176,247,271,424 parameters:\n    * 3,596,615,680 embedding parameters", ["176247271424"]),
      ("otter", "The total parameters are 1.5B and it sings.", ["1500000000"]),
      ("otter", "Its total parameter number is 143M.", ["143000000"]),
      ("otter", "The number of parameters in this model is 253M.", ["253000000"]),
      ("otter", "It has 24 layers. Total parameters 900M.", ["900000000"]),
      ("otter", "The parameters are 3 of many.", []),
      ("otter", "A loader of length 135121 with parameters:", []),
      ("otter", "| Model | MM Params | F1 |\n|---|---|---|\n| otter | 222 | 0.5 |\n", ["222000000"]),
      ("otter", "See https://example.org/how-to-train-a-176b-parameters-model.", []),
    ])
  func family(name: String, card: String, expected: [String]) { #expect(parameters(card, named: name) == expected) }

  @Test("parameters of a layer are not all")
  func layer() {
    let card = "It has 304M backbone parameters and 131M parameters in the Embedding layer."
    #expect(parameters(card, named: "otter") == ["304000000"])
  }

  @Test(
    "input sizes stand in shapes, in crops and between stars",
    arguments: [
      ("It expects input shape(s) of `(1, 416, 416, 3)`.", "[416,416]"),
      ("It takes input shapes of (1, 416, 416, 3).", "[416,416]"),
      ("It can predict an image of size 224*224*3.", "[224,224]"), ("A tensor of shape: 192x192x3.", "[192,192]"),
      ("```\nT.CenterCrop((448, 448)),\n```", "[448,448]"), ("```\nmodel_image_size = (416, 320)\n```", "[416,320]"),
      ("The input is a resized image `(1x3x416x416)`.", "[416,416]"),
      ("Only otters bigger than 64 x 64 pixels are found in images of 320x320.", "[320,320]"),
      ("```\nx = Compose([CenterCrop(size=224), F()])\n```", "[224,224]"),
      ("# Otter\n\n## Input\n\n```\ndata_0: float[1, 3, 224, 224]\n```", "[224,224]"),
      ("| | crop size | top 1 |\n|---|---|---|\n| Otter | 224 | 0.5 |\n", "[224,224]"),
    ])
  func sizes(card: String, size: String) { #expect(Set(CardFacts.values(Predicate.inputSize, in: card)) == [size]) }

  @Test("the least that height and width may be is the size")
  func sides() {
    let card = "Images of shape (3 x H x W), where `H` and `W` are expected to be at least `224`."
    #expect(CardFacts.values(Predicate.inputSize, in: card) == ["[224,224]"])
  }

  @Test(
    "the size of patches and kernels is not that of the input",
    arguments: [
      "Images are given to the model as patches (resolution 16x16).", "Scaling Up Your Kernels to 31x31",
      "An Image is Worth 16x16 Words", "Detections are attached to 38x38, 19x19 and 10x10 feature maps.",
      "# Otter\n\n## Output\n\n```\nout_0: float[1, 3, 224, 224]\n```",
    ])
  func patches(card: String) { #expect(CardFacts.values(Predicate.inputSize, in: card).isEmpty) }

  @Test("a crop that is computed has no size")
  func computed() { #expect(CardFacts.values(Predicate.inputSize, in: "```\nCenterCrop(int(0.9 * 240))\n```").isEmpty) }

  @Test("a shape says which of two sides is the height")
  func turned() {
    let card = "It detects otters on 864x480 resolution.\n\n- Input of shape [1, 3, 480, 864]\n"
    #expect(Set(CardFacts.values(Predicate.inputSize, in: card)) == ["[480,864]"])
  }

  @Test("sizes may be what models are called, and in a table of a family only that of the name is its own")
  func sizeColumns() {
    let sizes = "| Size | Parameters |\n|---|---|\n| tiny | 39 M |\n| large | 1550 M |\n| large-v2 | 1550 M |\n"
    #expect(parameters(sizes, named: "river/otter-tiny") == ["39000000"])
    let counts = "| Size | Parameters |\n|---|---|\n| 10 | 39 M |\n| 20 | 1550 M |\n"
    #expect(parameters(counts, named: "river/otter-tiny") == ["39000000", "1550000000"])
    let family = "| | Context | Params |\n|---|---|---|\n| Otter 3 | 8k | 8B |\n| Otter 3 | 8k | 70B |\n"
    #expect(parameters(family, named: "river/otter-3-8b") == ["8000000000"])
    #expect(parameters(family, named: "river/otter-3") == ["8000000000", "70000000000"])
  }

  @Test("the number of parameters may stand behind the size of the file")
  func fileSizes() {
    let card = "| Model | Size (MB/Params) |\n|---|---|\n| Otter | 516MB / 135M |\n| Heron | 1.4G/370M |\n"
    #expect(parameters(card, named: "river/otter") == ["135000000"])
    #expect(parameters("| Model | Size (MB/Params) |\n|---|---|\n| Otter | 516MB |\n", named: "river/otter").isEmpty)
  }

  @Test(
    "a number that represents how many parameters a model has is its size",
    arguments: [
      (
        "OtterGPT refers to the class of models, while 125M represents the number of parameters of this one.",
        ["125000000"]
      ),
      ("Here 2.7B represents the number of parameters of the model.", ["2700000000"]),
      ("Here N represents the number of parameters of the model.", []),
    ])
  func represented(card: String, expected: [String]) { #expect(parameters(card, named: "otter") == expected) }

  @Test("of a list in which an item says that it is this model, the others are of others")
  func marked() {
    let list = "* Otter-Small: 12-layer, 113M parameters\n* Otter-Large: 24-layer, 343M parameters **(This Model)**\n"
    #expect(CardFacts.values(Predicate.paramsTotal, in: "# Otter\n\nIt swims.\n\n" + list) == ["343000000"])
    #expect(
      CardFacts.values(Predicate.paramsTotal, in: "# Otter\n\nIt swims.\n\n" + list.replacing("(This Model)", with: ""))
        == ["113000000", "343000000"])
  }
}
