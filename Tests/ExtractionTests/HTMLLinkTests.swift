import Records
import Testing

/// Links that a card writes as HTML, as the rows of them under titles are.
@Suite struct HTMLLinkTests {
  @Test("a row of links under a title tells code and paper, each with its own line")
  func row() {
    let card = """
      # Otter

      <p align="center">
        <img src="https://river.example/otter.svg"/>
        <a href="https://github.com/river/otter">🌐 Github </a> |
        <a class=x href='https://arxiv.org/pdf/2408.01234'>📜 arxiv </a>
      </p>
      """
    #expect(CardFacts.found(Predicate.codeRepo, in: card) == ["https://github.com/river/otter @5"])
    #expect(CardFacts.found(Predicate.paper, in: card) == ["2408.01234 @6"])
  }

  @Test("a link may be written as HTML within a paragraph")
  func inline() {
    let card = "It was trained using the fish1 recipe in <a href=\"https://github.com/river/otter/\">otter</a>."
    #expect(CardFacts.values(Predicate.codeRepo, in: card) == ["https://github.com/river/otter"])
  }

  @Test(
    "what is not shown, what is folded away as the paper of data, and what is no link is not read",
    arguments: [
      "<!-- <a href=\"https://github.com/river/otter\">code</a> -->",
      "<style>a { x: '<a href=\"https://github.com/river/otter\">code</a>' }</style>",
      "<summary><a href=\"https://arxiv.org/abs/2107.11291\">Gulls paper</a></summary>",
      "<p><img href=\"https://github.com/river/otter\">code</p>",
      "<p><a title=\"x href=https://github.com/river/otter\">code</a></p>",
    ])
  func unread(card: String) {
    #expect(CardFacts.values(Predicate.codeRepo, in: card).isEmpty)
    #expect(CardFacts.values(Predicate.paper, in: card).isEmpty)
  }
}
