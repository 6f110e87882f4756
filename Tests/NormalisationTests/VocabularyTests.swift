import Records
import Stages
import Testing

@testable import Normalisation

@Suite struct VocabularyTests {
  private let text = """
    vocabulary: datasets
    terms:
      squad-1.1: { label: SQuAD 1.1, aliases: [squad, squadv1] }
      squad-2.0: { label: SQuAD 2.0, aliases: [squad_v2], better: higher }
    """

  @Test("spellings are matched without regard to case, spaces and punctuation, but versions count")
  func matching() throws {
    let vocabulary = try Vocabulary(Array(text.utf8), file: "vocabulary/datasets.yaml")
    for spelling in ["SQuAD", "squad-1.1", "Squad 1.1", "SQUAD V1"] {
      #expect(vocabulary.term(spelling)?.slug == "squad-1.1")
    }
    #expect(vocabulary.term("SQuAD_v2")?.properties["better"] == "higher")
    #expect(vocabulary.term("squad 11") == nil)
  }

  @Test("what no term spells stays visible, and an id holds it")
  func unmapped() {
    #expect(Vocabulary.raw("My  own #1 data") == "raw:my-own-%231-data")
  }

  @Test("a spelling with two meanings, and a file that is no vocabulary, are refused with their place")
  func refused() {
    func problem(_ text: String) -> String? {
      do throws(StageFailure) {
        _ = try Vocabulary(Array(text.utf8), file: "v.yaml")
        return nil
      } catch {
        return error.message
      }
    }
    #expect(
      problem(text.replacing("squad_v2", with: "squad")) == "v.yaml:4: 'squad' means both 'squad-1.1' and 'squad-2.0'")
    #expect(problem("a: b") == "v.yaml: not a vocabulary; it needs 'vocabulary:' and 'terms:'")
    #expect(problem("a: [") != nil)
  }

  @Test(
    "numbers are found in what cells print",
    arguments: [("**84.2** ± 0.3", "84.2"), ("1,014.45", "1014.45"), ("-3e-4 (x)", "-0.0003"), ("n/a", nil)])
  func numbers(_ text: String, _ expected: String?) {
    #expect(EvaluationRules.number(in: text)?.canonical == expected)
  }
}
