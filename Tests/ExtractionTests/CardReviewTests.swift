import Extraction
import Records
import Stages
import Testing

@Suite struct CardReviewTests {
  private func review(_ card: String) -> CardReview { CardReview(of: read(Array(card.utf8), as: .card)) }

  @Test("what readers look for and do not find is a warning with a fix")
  func missing() {
    let found = review("---\nlicense: mit\n---\n# m\n")
    #expect(!found.hasErrors)
    #expect(found.found == 1)
    #expect(found.score == 13)
    let task = found.issues.first { $0.predicate == Predicate.task }
    #expect(task?.detail == "no task is stated")
    #expect(task?.fix == "add 'pipeline_tag: …' to the front matter")
    #expect(!found.issues.contains { $0.predicate == Predicate.license })
  }

  @Test("two licences are an error that names both lines")
  func licences() {
    let found = review("---\nlicense: mit\n---\n# m\n\nReleased under the Apache 2.0 licence.\n")
    #expect(found.hasErrors)
    #expect(found.issues.first?.line == 6)
    #expect(found.issues.first?.detail == "the licence is 'apache-2.0' here and 'mit' on line 2")
  }

  @Test("a licence repeated is none")
  func repeated() { #expect(!review("---\nlicense: mit\n---\n# m\n\nReleased under the MIT licence.\n").hasErrors) }

  @Test("a part that cannot be read is an error with its line")
  func unreadable() {
    let found = review("---\nlicense: mit\ntags: [a, b\nlanguage: en\n---\n# T\n")
    #expect(found.issues.first?.kind == .unreadable)
    #expect(found.issues.first?.line != nil)
  }
}
