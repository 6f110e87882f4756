import Records
import Testing

@testable import Normalisation

@Suite struct QualityRulesTests {
  private static let id = "mz:model/hf/owner/name"

  @Test("what was looked for is found, or absent, with a score and what is missing")
  func score() throws {
    let quality = try quality([claim(Predicate.license, "mit"), claim("section.limitations", true)])
    #expect(quality.lookedFor == 15)
    #expect(quality.found == 2)
    #expect(quality.absent == 13)
    #expect(quality.failed == 0)
    #expect(quality.score == 13.3)
    #expect(!quality.missing.contains(Predicate.license))
    #expect(quality.missing.count == 13)
    #expect(quality.id == (try self.quality([]).id))
  }

  @Test("what a document that could not be read may have said is not absent, but unknown")
  func failed() throws {
    let quality = try quality([claim(Predicate.license, "mit")], isRead: false)
    #expect(quality.absent == 0)
    #expect(quality.failed == 14)
  }

  @Test("a template's words are no answer, and are named")
  func boilerplate() throws {
    var template = claim("section.limitations", true)
    template.value = nil
    template.polarity = .absent
    let quality = try quality([template])
    #expect(quality.boilerplate == ["section.limitations"])
    #expect(quality.missing.contains("section.limitations"))
  }

  @Test("values that exclude each other are conflicts; one size rounded is none")
  func conflicts() throws {
    var model = Model()
    model.paramsTotal = 109_482_240
    var licence = Prov()
    licence.p = "/license"
    licence.status = .conflicted
    var size = Prov()
    size.p = "/params_total"
    size.status = .resolved
    var other = OtherValue()
    other.value = 110_000_000
    size.others = [other]
    model.prov = [licence, size]
    #expect(try quality([], model: model).conflicting == ["/license"])
    model.prov[1].others[0].value = 340_000_000
    #expect(try quality([], model: model).conflicting == ["/license", "/params_total"])
    #expect(try quality([], model: model).conflicts == 2)
  }

  @Test(
    "each profile asks its own questions, and its number is what is found, absent and failed",
    arguments: CompletenessProfile.allCases)
  func profiles(_ profile: CompletenessProfile) throws {
    let quality = try quality([claim(Predicate.license, "mit")], profile: profile)
    #expect(quality.lookedFor == quality.found + quality.absent + quality.failed)
    #expect(Set(profile.questions().map(\.name)).count == profile.questions().count)
    #expect((0...100).contains(quality.score))
  }

  private func quality(
    _ claims: [Claim], isRead: Bool = true, model: Model = Model(), profile: CompletenessProfile = .core
  ) throws -> Quality {
    let said = ModelClaims(id: Self.id, sources: [], claims: claims, isRead: isRead)
    return try #require(
      QualityRules().qualities(said, model: model).first { $0.profile == profile })
  }

  private func claim(_ predicate: String, _ value: JSON) -> Claim {
    var claim = Claim()
    claim.subject = Self.id
    claim.predicate = predicate
    claim.value = value
    return claim
  }
}
