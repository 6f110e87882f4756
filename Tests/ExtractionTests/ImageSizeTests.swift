import Records
import Testing
import YAML

@testable import Extraction

@Suite struct ImageSizeTests {
  @Test(
    "the sides of images are read from numbers, pairs and shapes with channels first or last",
    arguments: [
      ("224", [224, 224]), ("224x320", [224, 320]), ("299 × 299", [299, 299]), ("(299, 299)", [299, 299]),
      ("[3, 224, 256]", [224, 256]), ("224, 256, 3", [224, 256]), ("1,3,512,256", [512, 256]),
      ("[1, 512, 256, 1]", [512, 256]), ("1*3*16*224*128", [224, 128]),
    ])
  func sizes(text: String, sides: [Int]) throws {
    let size = try #require(ImageSize(text))
    #expect([size.height, size.width] == sides)
    guard sides[0] != sides[1] || text != "224" else { return }
    #expect(ImageSize(text, isSide: false) == size)
  }

  @Test(
    "what is no size of an image is none",
    arguments: [
      "", "x", "8", "224x", "5000", "224 pixels", "1, 2", "7, 224, 224", "1e3", "99999999999999999999", "-1, 3, 0, 0",
      String(repeating: "1,", count: 40),
    ])
  func others(text: String) { #expect(ImageSize(text) == nil) }

  @Test("a shape whose format has neither height nor width, or that has a 1 and two sides alone, is of no image")
  func formats() {
    func sizes(_ rest: String) -> [String] { CardFacts.values(Predicate.inputSize, in: "Input, name: `x`, \(rest)\n") }
    #expect(sizes("shape: `1, 3, 256, 512` - an image in the format `B, C, H, W`, where") == ["[256,512]"])
    #expect(sizes("shape: `1, 1, 512, 512`, format: `B, D, C, C`, where").isEmpty)
    #expect(sizes("shape: `1, 80, 128`, format: `B, C, T`, where").isEmpty)
    #expect(sizes("shape: `1, 16, 1024`. Encoded features.").isEmpty)
  }

  @Test("height and width may be told one by one")
  func equations() {
    let text =
      "An array of shape `[batch, height,\nwidth, channels]` where `batch = 1`, `height = 320`,\n`width = 256`, `channels = 3`.\n"
    #expect(CardFacts.found(Predicate.inputSize, in: text) == ["[320,256] @2"])
  }

  @Test("Chinese has no space before the size of an image")
  func chinese() {
    func sizes(_ text: String) -> [String] { CardFacts.values(Predicate.inputSize, in: text + "\n") }
    #expect(sizes("- 接受输入图片大小为224 x 320 x 3，支持预测。") == ["[224,320]"])
    #expect(sizes("- 接受输入图片大小为三 x 3，支持预测。").isEmpty)
  }

  @Test("how large a kernel is tells nothing of the images")
  func kernels() {
    func sizes(_ text: String) -> [String] { CardFacts.values(Predicate.inputSize, in: text + "\n") }
    #expect(sizes("A pure network whose kernel size is as large as 31x31, in contrast to 3x3.").isEmpty)
    #expect(sizes("A pure network whose input size is as large as 320x320.") == ["[320,320]"])
  }

  @Test("a number alone is a side only where one is expected")
  func alone() { #expect(ImageSize("224", isSide: false) == nil) }

  @Test("lists of numbers are shapes, other nodes are none")
  func nodes() throws {
    let root = try #require(YAML.parse("a: [1, 224, 320, 3]\nb: [x, 224]\nc: 224\nd: [224]\n").root)
    #expect(root["a"].flatMap { ImageSize($0) }?.value == .array([.number(224), .number(320)]))
    for key in ["b", "c", "d"] { #expect(root[key].flatMap { ImageSize($0) } == nil) }
  }

  @Test(
    "a column of sides of images is one by its title and its numbers, where results stand beside it",
    arguments: [
      ("size<br>(pixels)", "mAP", ["[640,640]"]), ("Image size", "mAP", ["[640,640]"]),
      ("resolution (px)", "Top-1", ["[640,640]"]), ("size (pixels)", "Ponds", []), ("size (MB)", "mAP", []),
    ])
  func columns(title: String, other: String, expected: [String]) {
    let card = "# m\n\n## Results\n\n| Model | \(title) | \(other) |\n|---|---|---|\n| otter | 640 | 45.7 |\n"
    #expect(CardFacts.values(Predicate.inputSize, in: card) == expected)
  }

  @Test(
    "three numbers with the sign of multiplication between are sides before channels, or those of a volume",
    arguments: [
      ("Image data: `Bytes` sized `192 x 224 x 3 x DEPTH`, where", ["[192,224]"]),
      ("It takes 192 x 224 x 1.", ["[192,224]"]),
      ("接受输入图片大小为 192 x 224 x 3，支持", ["[192,224]"]), ("It takes 96 x 96 x 96.", []), ("It takes 96 x 96 x 32.", []),
      ("It gives 512 x 512 x Number of Gulls.", []),
    ])
  func volumes(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.inputSize, in: "# m\n\n\(text)\n") == expected)
  }

  @Test(
    "the sides of images that a model makes are none of its input's",
    arguments: [
      ("Modules are designed to generate images of resolution 64x64, 256x256, and 512x512.", []),
      ("Using 50 steps and 1000 random prompts, evaluated at 512x512 resolution.", []),
      ("The detectors are evaluated at 512x512 resolution.", ["[512,512]"]),
    ])
  func made(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.inputSize, in: "# m\n\n\(text)\n") == expected)
  }
}
