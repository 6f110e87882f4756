import Images
import Stages
import Testing

@testable import Evaluation

@Suite struct PerturbationTests {
  private func sample(_ id: String) throws -> Sample {
    try #require(try Fixtures.samples().first { $0.id == id })
  }

  private func image(_ sample: Sample) throws -> Image {
    guard case .image(let image) = sample.payload else { throw PreparationError.wrongModality(expected: .image) }
    return image
  }

  private func text(_ type: any Perturbation.Type, _ text: String, severity: Int = 5, seed: UInt64 = 7) throws -> String
  {
    let sample = Sample(id: "one", label: 0, payload: .text(text))
    guard case .text(let text) = try Fixtures.apply(type, to: sample, Severity.all[severity], seed: seed).payload else {
      throw PreparationError.wrongModality(expected: .text)
    }
    return text
  }

  @Test(
    "flipping twice and mirroring twice give the picture back, once does not",
    arguments: [Flip.self, Mirror.self] as [any Perturbation.Type])
  func twice(type: any Perturbation.Type) throws {
    for sample in try Fixtures.samples() where sample.payload.modality == .image && sample.id != "pixel" {
      let once = try Fixtures.apply(type, to: sample, Severity.all[1])
      #expect(once != sample)
      #expect(try Fixtures.apply(type, to: once, Severity.all[1]) == sample)
    }
  }

  @Test("flip swaps rows, mirror swaps columns, and pixels keep their colour")
  func directions() throws {
    let image = try #require(Image(width: 2, height: 2, channels: 3, pixels: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]))
    let sample = Sample(id: "four", label: 0, payload: .image(image))
    #expect(
      try self.image(Fixtures.apply(Flip.self, to: sample, Severity.all[1])).pixels == [
        7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6,
      ])
    #expect(
      try self.image(Fixtures.apply(Mirror.self, to: sample, Severity.all[1])).pixels == [
        4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9,
      ])
  }

  @Test("a grey picture stays as it is under greyscale, and a coloured one becomes what Pillow makes of it")
  func greyscale() throws {
    let sample = try sample("small")
    #expect(Fixtures.digest(sample.payload) == "3cc0fcc3181d6a6d")
    let once = try Fixtures.apply(Greyscale.self, to: sample, Severity.all[1])
    // Pillow 13: numpy.repeat(numpy.array(image.convert("L"))[:, :, None], 3, 2).
    #expect(Fixtures.digest(once.payload) == "f9e881c9bb309156")
    #expect(try Fixtures.apply(Greyscale.self, to: once, Severity.all[1]) == once)
  }

  @Test("gaussian noise has the mean and the deviation it says")
  func gaussianNoise() throws {
    let flat = try #require(Image(width: 300, height: 300, channels: 1, pixels: Array(repeating: 128, count: 90_000)))
    let sample = Sample(id: "flat", label: 0, payload: .image(flat))
    let noisy = try image(Fixtures.apply(GaussianNoise.self, to: sample, Severity.all[1])).pixels.map(Double.init)
    let mean = noisy.reduce(0, +) / 90_000
    let deviation = (noisy.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 90_000).squareRoot()
    #expect(abs(mean - 128) < 0.3)
    #expect(abs(deviation - 0.08 * 255) < 0.3)
    #expect(
      GaussianNoise(options: NoOptions()).parameters(at: Severity.all[1], for: sample) == [
        "sigma": 0.08, "column": 224,
      ])
    #expect(
      try GaussianNoise(options: NoOptions()).parameters(at: Severity.all[1], for: self.sample("small"))
        == ["sigma": 0.04, "column": 32])
  }

  @Test("shot noise keeps the mean, leaves black black, and varies as light does")
  func shotNoise() throws {
    let flat = try #require(Image(width: 300, height: 300, channels: 1, pixels: Array(repeating: 100, count: 90_000)))
    let noisy = try image(
      Fixtures.apply(ShotNoise.self, to: Sample(id: "flat", label: 0, payload: .image(flat)), Severity.all[1])
    ).pixels.map(Double.init)
    let mean = noisy.reduce(0, +) / 90_000
    let variance = noisy.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 90_000
    #expect(abs(mean - 100) < 1)
    // Poisson(λ) / photons varies by λ / photons², in steps of 255.
    #expect(abs(variance - 100 * 255 / 60) < 10)
    let black = try #require(Image(width: 2, height: 1, channels: 1, pixels: [0, 0]))
    let sample = Sample(id: "black", label: 0, payload: .image(black))
    #expect(try image(Fixtures.apply(ShotNoise.self, to: sample, Severity.all[5])) == black)
  }

  @Test("impulse noise turns the share it says off and on, half each")
  func impulseNoise() throws {
    let flat = try #require(Image(width: 300, height: 300, channels: 1, pixels: Array(repeating: 128, count: 90_000)))
    let noisy = try image(
      Fixtures.apply(ImpulseNoise.self, to: Sample(id: "flat", label: 0, payload: .image(flat)), Severity.all[5])
    ).pixels
    let (off, on) = (noisy.count { $0 == 0 }, noisy.count { $0 == 255 })
    #expect(abs(off - 12_150) < 400 && abs(on - 12_150) < 400)
    #expect(off + on + noisy.count { $0 == 128 } == 90_000)
  }

  @Test("typos hit keys beside, keep capitals and leave everything but letters and digits")
  func keyboard() throws {
    #expect(try text(KeyboardTypos.self, "¿!, 你好 é?") == "¿!, 你好 é?")
    let typed = try text(KeyboardTypos.self, String(repeating: "a", count: 1000))
    #expect(Set(typed) == ["a", "q", "w", "s", "z"])
    #expect(abs(typed.count { $0 != "a" } - 300) < 60)
    #expect(Set(try text(KeyboardTypos.self, String(repeating: "A", count: 1000))) == ["A", "Q", "W", "S", "Z"])
    #expect(Set(try text(KeyboardTypos.self, String(repeating: "7", count: 1000))) == ["7", "6", "8", "y", "u"])
  }

  @Test("swapping keeps every letter, deleting loses some, doubling adds some")
  func letters() throws {
    let text = "the quick brown fox jumps over the lazy dog, 12345 times"
    let swapped = try self.text(SwapAdjacent.self, text)
    #expect(swapped != text && swapped.sorted() == text.sorted())
    #expect(swapped.split(separator: " ").map(\.count) == text.split(separator: " ").map(\.count))
    let deleted = try self.text(DeleteLetters.self, text)
    #expect(deleted.count < text.count && deleted.count { $0 == " " } == text.count { $0 == " " })
    let doubled = try self.text(DuplicateLetters.self, text)
    #expect(doubled.count > text.count && doubled.count { $0 == " " } == text.count { $0 == " " })
  }

  @Test("case changes reach A to Z and nothing else")
  func letterCase() throws {
    #expect(try text(LowerCase.self, "Ça VA, ÉTÉ 42?") == "Ça va, ÉtÉ 42?")
    #expect(try text(UpperCase.self, "Straße, été 42?") == "STRAßE, éTé 42?")
  }

  @Test("contrast draws to the mean and brightness adds to the brightest channel")
  func tones() throws {
    let image = try #require(Image(width: 2, height: 1, channels: 1, pixels: [0, 200]))
    let sample = Sample(id: "two", label: 0, payload: .image(image))
    // Half of the contrast at severity 2 of the 32-pixel column; 0.1 × 255 = 25.5, rounded up, for brightness.
    #expect(try self.image(Fixtures.apply(Contrast.self, to: sample, Severity.all[2])).pixels == [50, 150])
    #expect(try self.image(Fixtures.apply(Brightness.self, to: sample, Severity.all[2])).pixels == [26, 226])
    let red = try #require(Image(width: 1, height: 1, channels: 3, pixels: [100, 50, 0]))
    let brighter = try Fixtures.apply(
      Brightness.self, to: Sample(id: "red", label: 0, payload: .image(red)), Severity.all[2])
    #expect(try self.image(brighter).pixels == [126, 63, 0])
  }
}
