import Records
import Stages
import Testing

@testable import Extraction

@Suite struct CalibrationTests {
  @Test("what was measured is of extractors that there are, and a share; 'make calibrate' renews it")
  func table() {
    let names = Set(Extractors.all.map { $0.name })
    for (extractor, predicates) in Calibration.table {
      #expect(names.contains(extractor), "\(extractor)")
      #expect(predicates.values.allSatisfy { (0...1).contains($0) })
    }
  }

  @Test("a claim carries what was measured of its extractor and predicate, and otherwise the extractor's own figure")
  func carried() throws {
    let findings = read(Array("---\nlicense: mit\n---\n# T\n".utf8), as: .card).findings
    let licence = try #require(findings.first { $0.predicate == Predicate.license })
    let measured = Calibration.table["front-matter"]?[Predicate.license]
    #expect(licence.confidence == measured ?? FrontMatterExtractor.confidence)
    let title = try #require(findings.first { $0.predicate == Predicate.title })
    #expect(title.confidence == Calibration.table["title"]?[Predicate.title] ?? TitleExtractor.confidence)
  }
}
