import Images
import Stages
import Testing

@testable import Evaluation

private let perturbationNames = perturbations.map { $0.name }

/// What every perturbation promises, for all that are listed.
@Suite struct PerturbationContractTests {

  private func type(_ name: String) throws -> any Perturbation.Type {
    try #require(perturbations.first { $0.name == name })
  }

  @Test("names are distinct, in small letters, and the summary is one sentence")
  func names() {
    #expect(Set(perturbationNames).count == perturbationNames.count)
    #expect(perturbationNames == perturbationNames.sorted())
    for type in perturbations {
      #expect(type.name.allSatisfy { $0.isLowercase || $0 == "-" })
      #expect(type.summary.hasSuffix(".") && type.summary.count(where: { $0 == "." }) == 1, "\(type.name)")
      #expect(!type.modality.isEmpty)
    }
  }

  @Test("severity zero changes nothing", arguments: perturbationNames)
  func severityZero(name: String) throws {
    for sample in try Fixtures.samples() {
      #expect(try Fixtures.apply(type(name), to: sample, .none) == sample)
    }
  }

  @Test("the same seed gives the same bytes, in any order", arguments: perturbationNames)
  func repeats(name: String) throws {
    let perturbation = try makePerturbation(type(name))
    let samples = try Fixtures.samples()
    for severity in Severity.all {
      let forwards = samples.map { Fixtures.apply(perturbation, to: $0, severity) }
      let backwards = samples.reversed().map { Fixtures.apply(perturbation, to: $0, severity) }
      #expect(forwards == backwards.reversed())
    }
  }

  @Test("id, label and the size of an image stay", arguments: perturbationNames)
  func keepsIdentity(name: String) throws {
    let perturbation = try makePerturbation(type(name))
    for sample in try Fixtures.samples() {
      for severity in Severity.all {
        let changed = Fixtures.apply(perturbation, to: sample, severity)
        #expect(changed.id == sample.id && changed.label == sample.label)
        #expect(changed.payload.modality == sample.payload.modality)
        guard case .image(let before) = sample.payload, case .image(let after) = changed.payload else { continue }
        #expect(
          [before.width, before.height, before.channels, before.pixels.count]
            == [after.width, after.height, after.channels, after.pixels.count])
      }
    }
  }

  @Test("samples of another modality stay as they are", arguments: perturbationNames)
  func otherModality(name: String) throws {
    let type = try type(name)
    for sample in try Fixtures.samples() where !type.modality.contains(sample.payload.modality) {
      #expect(try Fixtures.apply(type, to: sample, Severity.all[5]) == sample)
    }
  }

  @Test(
    "what is graded changes more at severity 5 than at 1 and says how much; what is not is the same at all",
    arguments: perturbationNames)
  func graded(name: String) throws {
    let type = try type(name)
    let perturbation = try makePerturbation(type)
    for sample in try Fixtures.samples() where ["small", "large", "long"].contains(sample.id) {
      guard type.modality.contains(sample.payload.modality) else { continue }
      let changed = Severity.all.map { Fixtures.apply(perturbation, to: sample, $0) }
      if type.isGraded {
        #expect(distance(sample, changed[1]) > 0)
        #expect(distance(sample, changed[5]) > distance(sample, changed[1]))
        #expect(Set(Severity.all.dropFirst().map { perturbation.parameters(at: $0, for: sample) }).count == 5)
      } else {
        #expect(changed.dropFirst().allSatisfy { $0 == changed[1] })
        #expect(perturbation.parameters(at: Severity.all[1], for: sample).isEmpty)
      }
      #expect(perturbation.parameters(at: .none, for: sample).isEmpty)
    }
  }

  /// How far two samples are apart: summed steps of brightness, or edits of the beginning of a text.
  private func distance(_ left: Sample, _ right: Sample) -> Int {
    switch (left.payload, right.payload) {
    case (.image(let left), .image(let right)):
      return zip(left.pixels, right.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    case (.text(let left), .text(let right)):
      return right.unicodeScalars.difference(from: left.unicodeScalars).count
    default:
      return 0
    }
  }

  /// A changed digest means that a changed perturbation kept its version: raise it, then record the new digests here.
  @Test("the bytes are those recorded for this version", arguments: perturbationNames)
  func golden(name: String) throws {
    let type = try type(name)
    let perturbation = try makePerturbation(type)
    var hash = FNV1a64()
    for sample in try Fixtures.samples() {
      for severity in Severity.all {
        hash.add(Fixtures.digest(Fixtures.apply(perturbation, to: sample, severity).payload).utf8)
      }
    }
    let key = "\(name).v\(type.version)"
    #expect(String(hash.value, radix: 16) == Self.goldens[key], "\(key)")
  }

  private static let goldens = [
    "brightness.v1": "3957e37868a75244",
    "contrast.v1": "b8fb000836f0af5c",
    "delete-letters.v1": "e52f4ad3e70845e6",
    "duplicate-letters.v1": "be60edb6327dcaa8",
    "flip.v1": "f8dcba095498b425",
    "gaussian-noise.v1": "9ed2d71a67a4aee3",
    "greyscale.v1": "9c2510ee923ae2fc",
    "identity.v1": "431ad595581ec3f1",
    "impulse-noise.v1": "30282571f48b3923",
    "keyboard-typos.v1": "fa6e95550e893c3e",
    "lower-case.v1": "b352685a8badcfab",
    "mirror.v1": "cdb4b191fef1749f",
    "pixelate.v1": "9872f5041fe6656e",
    "shot-noise.v1": "a1e821f259166cf6",
    "swap-adjacent.v1": "79bfdbf28c88b3d4",
    "upper-case.v1": "dfa9e2d4142f078b",
  ]
}
