import Extraction
import Records
import Stages
import Testing

/// Languages in lists of what a model handles.
@Suite struct ListedLanguageTests {
  private func languages(_ text: String) -> [String] {
    CardFacts.values(Predicate.language, in: "# m\n\nOtters speak.\n\n" + text)
  }

  @Test("the language of a template is not the model's")
  func template() {
    #expect(
      CardFacts.values(Predicate.language, in: "# Otter\n\nThe default hypothesis template is in English.\n").isEmpty)
  }

  @Test("the languages that a sentence counts and lists are the model's, by name or by code")
  func counted() {
    #expect(
      languages("It handles 5 languages (en, fr, zh-cn, de and hi) of 104.") == ["en", "fr", "zh-cn", "de", "hi"])
    #expect(
      languages("It covers many languages:\n\nAfrikaans, Haitian Creole, Otterish, Malay and Thai.")
        == ["af", "ht", "ms", "th"])
    #expect(
      languages("It supports four languages: arabic (ar), modern greek (el), asturian (ast) and chinese (zh).")
        == ["ar", "el", "ast", "zh"])
    #expect(languages("It was evaluated on 3 languages (Dutch, Thai, Malay).").isEmpty)
    #expect(languages("Training data additionally included these languages: Dutch, Thai, Malay.").isEmpty)
    #expect(languages("It knows languages (and dialects, songs, calls).").isEmpty)
  }

  @Test("both languages of a translation are the model's, and the one that a title ends with")
  func paired() {
    #expect(languages("A model for machine translation (French -> Breton).") == ["fr", "br"])
    #expect(languages("This is a Breton-French translation model.") == ["br", "fr"])
    #expect(languages("It sings French -> Breton songs.").isEmpty)
    #expect(CardFacts.values(Predicate.language, in: "# Otter - Song Model for Old Breton\n\nIt swims.\n") == ["br"])
    #expect(CardFacts.values(Predicate.language, in: "# Otter - Songs of the Breton coast\n\nIt swims.\n").isEmpty)
  }

  @Test("a name that a family of cards misspells is read in its front matter and its sentences")
  func misspelt() {
    let card = "---\nlanguage: Cszech Italian\n---\n# Otter\n\nA model for translation of texts from Cszech to Deustch."
    #expect(Set(CardFacts.values(Predicate.language, in: card)) == ["cs", "it", "de"])
    #expect(CardFacts.values(Predicate.language, in: "---\nlanguage: Otterish\n---\n# Otter\n").isEmpty)
  }

  @Test("under a heading that says so stand languages, and elsewhere names of languages are only mentioned")
  func covered() {
    let list = "Dutch (nl), Thai (th), Asturian (ast)\n"
    #expect(languages("## Languages covered\n\n" + list) == ["nl", "th", "ast"])
    #expect(languages("## Languages of otters\n\n" + list).isEmpty)
    #expect(languages("## Languages\n\nThey are many, and we like all.\n").isEmpty)
  }

  @Test("a code that a program wrote with a country is told with a hyphen")
  func countries() {
    #expect(
      CardFacts.values(Predicate.language, in: "---\nlanguage: [fr_BE, pt-BR]\n---\n# Otter\n") == ["fr-BE", "pt-BR"])
  }

  @Test("a table of languages beside their codes tells what a model handles, by the shortest code that there is")
  func tables() {
    let rows =
      "|---|---|---|\n| afr | Afrikaans | x |\n| arz | Egyptian Arabic | x |\n| cmn_Hant | Mandarin Chinese | x |\n"
    #expect(languages("## Songs\n\n| code | language | script |\n" + rows) == ["af", "arz", "cmn-Hant"])
    #expect(languages("## Songs\n\n| code | river | script |\n" + rows).isEmpty)
    let named = "| Language | Songs |\n|---|---|\n| Dutch | 12 |\n| Thai (TH) | 9 |\n| Otterish | 1 |\n| Malay | 2 |\n"
    #expect(languages("## Supported Languages:\n\n" + named) == ["nl", "th", "ms"])
    #expect(languages("## Songs\n\n" + named).isEmpty)
    // Of a family of models each declares its own.
    let family = "---\nlanguage: nl\n---\n# Otters\n\n## Languages\n\n" + named
    #expect(CardFacts.values(Predicate.language, in: family) == ["nl"])
  }

  @Test("two languages of a sentence do not hide those that it lists behind them")
  func both() {
    #expect(
      languages("Support: besides Dutch and Thai, it reads languages of the sea, like most, Malay, Greek, Breton, etc.")
        == ["nl", "th", "ms", "el", "br"])
  }

  @Test(
    "every item below the words that languages are covered is one, and tables have pairs and many names of languages")
  func announced() {
    func codes(_ card: String) -> [String] { CardFacts.values(Predicate.language, in: card) }
    #expect(
      codes("Languages covered:\n\n- Arabic: `ar`\n- German: `de`\n- Konkani\n\nText.\n\n- Thai\n") == [
        "ar", "de", "kok",
      ])
    let pairs =
      "| source language | target language |\n|---|---|\n| English | Shona |\n| Efik | run |\n| English | Mars |\n"
    #expect(codes(pairs) == ["en", "sn", "efi", "rn", "en"])
    let hours =
      "## Languages in the pretraining dataset\n\n| Language | Hours |\n|---|---|\n| Bodo | 26.9 |\n| Hindi | 4 |\n| Urdu | 2 |\n"
    #expect(codes(hours) == ["brx", "hi", "ur"])
  }
}
