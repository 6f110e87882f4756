import Foundation
import Images
import Stages
import Testing

@testable import Evaluation

/// Samples to perturb: nobody's data.
enum Fixtures {
  /// A coloured pattern in which every pixel differs from its neighbours; the values are also computed by the scripts behind the
  /// numbers in these tests.
  static func image(width: Int, height: Int) throws -> Image {
    var pixels: [UInt8] = []
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<3 { pixels.append(UInt8((x * 7 + y * 13 + channel * 29 + (x * y) % 11 * 17) % 256)) }
      }
    }
    return try #require(Image(width: width, height: height, channels: 3, pixels: pixels))
  }

  static func samples() throws -> [Sample] {
    let small = try image(width: 37, height: 23)
    let grey = try #require(
      Image(width: 5, height: 4, channels: 1, pixels: (0..<20).map { UInt8($0 * 13) }))
    let pixel = try #require(Image(width: 1, height: 1, channels: 3, pixels: [0, 0, 0]))
    let text = "My Printer shows Error 42, again! Ça va? 你好, the warehouse is stuck at customs since last week."
    return [
      Sample(id: "small", label: 3, payload: .image(small)),
      Sample(id: "large", label: 1, payload: .image(try image(width: 101, height: 97))),
      Sample(id: "grey", label: 0, payload: .image(grey)),
      Sample(id: "pixel", label: 0, payload: .image(pixel)),
      Sample(id: "text", label: 2, payload: .text(text)),
      Sample(id: "long", label: 2, payload: .text(String(repeating: text + " ", count: 40))),
      Sample(id: "empty", label: 0, payload: .text("")),
    ]
  }

  /// What a perturbation gives, with the random numbers that a run would use.
  static func apply(_ type: any Perturbation.Type, to sample: Sample, _ severity: Severity, seed: UInt64 = 7) throws
    -> Sample
  {
    try apply(makePerturbation(type), to: sample, severity, seed: seed)
  }

  static func apply(_ perturbation: any Perturbation, to sample: Sample, _ severity: Severity, seed: UInt64 = 7)
    -> Sample
  {
    let type = type(of: perturbation)
    var generator = ItemSeed(
      dataset: "fixtures", item: sample.id, perturbation: type.name, version: type.version, severity: severity,
      seed: seed
    ).generator
    return perturbation.apply(to: sample, severity: severity, using: &generator)
  }

  static func digest(_ payload: Sample.Payload) -> String {
    var hash = FNV1a64()
    switch payload {
    case .image(let image): hash.add(image.pixels)
    case .text(let text): hash.add(text.utf8)
    }
    return String(hash.value, radix: 16)
  }
}

/// One perturbation, with its settings left out.
func makePerturbation(_ type: any Perturbation.Type) throws -> any Perturbation {
  func make<P: Perturbation>(_ type: P.Type) throws -> any Perturbation {
    try type.init(options: Nothing.decoded(as: P.Options.self))
  }
  return try make(type)
}

/// Decodes settings from an empty mapping.
private enum Nothing {
  static func decoded<Options: Decodable>(as type: Options.Type) throws -> Options {
    try JSONDecoder().decode(type, from: Data("{}".utf8))
  }
}
