import Extraction
import Records
import Stages
import Testing

/// Base models that programs and their settings name.
@Suite struct BaseModelProgramTests {
  @Test("settings of a training and scripts of Flair name the model that they begin with")
  func programs() {
    func bases(_ code: String) -> [String] {
      CardFacts.values(Predicate.baseModel, in: "# Gull\n\n```\n\(code)\n```\n")
    }
    let settings = "{\n  \"learning_rate\": 3e-05,\n  \"model_name_or_path\": \"sea/otter-base\"\n}"
    #expect(bases(settings) == ["sea/otter-base"])
    #expect(bases(settings.replacing("learning_rate", with: "port")).isEmpty)
    #expect(bases(settings.replacing("sea/otter-base", with: "otter_folder")).isEmpty)
    let script = """
      corpus: Corpus = GULL_03()
      embeddings = TransformerWordEmbeddings(
          model='otter-large',
          fine_tune=True,
      )
      """
    #expect(bases(script) == ["otter-large"])
    #expect(bases(script.replacing("fine_tune=True", with: "layers=1")).isEmpty)
    let sides = "model = Otter.from_pretrained_question_encoder_generator(\"sea/gull-base\", \"sea/otter-base\")"
    #expect(bases(sides) == ["sea/gull-base", "sea/otter-base"])
  }
}
