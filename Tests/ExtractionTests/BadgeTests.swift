import Extraction
import Records
import Testing

/// What a card tells in the pictures at its top.
@Suite struct BadgeTests {
  private let badges = """
    # Otter

    [![Size](https://img.shields.io/badge/Params-120M-blue#here)](#size)
    [![Language](https://img.shields.io/badge/Language-en--US-green)](#data)

    ![Licence](https://img.shields.io/badge/License-Apache_2.0-lightblue.svg)
    """

  @Test("size, language and licence stand in the addresses of badges, each with its line")
  func badge() {
    #expect(CardFacts.found(Predicate.paramsTotal, in: badges) == ["120000000 @3"])
    #expect(CardFacts.found(Predicate.language, in: badges) == ["en-US @4"])
    #expect(CardFacts.found(Predicate.license, in: badges) == ["apache-2.0 @6"])
  }

  @Test("a badge may be written as HTML")
  func html() {
    let card = """
      <p align="center">
        <a href="LICENCE"><img src="https://img.shields.io/badge/license-CC--BY--4.0-green?style=flat"></a>
        <img src="https://img.shields.io/badge/Language-Multilingual-green"/>
      </p>
      """
    #expect(CardFacts.found(Predicate.license, in: card) == ["cc-by-4.0 @2"])
    #expect(CardFacts.found(Predicate.language, in: card) == ["multilingual @3"])
  }

  @Test(
    "the licence of the code, a badge of something else and one without a value say nothing of the model",
    arguments: ["Code_License-MIT-blue", "Chat-MIT-blue", "license-MIT", "license--blue", "Language-Rust-red"])
  func others(badge: String) {
    let card = "# Otter\n\n![It](https://img.shields.io/badge/\(badge))\n"
    #expect(CardFacts.values(Predicate.license, in: card).isEmpty)
    #expect(CardFacts.values(Predicate.language, in: card).isEmpty)
  }
}
