import Testing

@testable import YAML

/// What the quick reader takes on must come out as libyaml has it, positions included.
@Suite struct PlainReaderTests {
  private func quick(_ text: String) -> Parsed? {
    var text = text
    return text.withUTF8 { bytes in
      var reader = PlainReader(bytes, firstLine: 2)
      return reader.read()
    }
  }

  private func full(_ text: String) -> Parsed {
    var text = text
    return text.withUTF8 { bytes in
      var builder = TreeBuilder(bytes: bytes, firstLine: 2, limits: .default)
      return builder.build()
    }
  }

  @Test(
    "names with words and lists of words are read",
    arguments: [
      "license: mit\n", "license: mit", "tags:\n- a\n- b\nlicense: mit\n", "tags:\n  - a\n  - 'b c'\n",
      "thumbnail: https://a.b/c.png\n\nlanguage: \"en\"\n", "a:   b  \n", "a: 1\na: 2\n", "x:\n\n-   y\n",
      "pipeline_tag: a, b [c] {d}\n", "license:\n", "license: \n", "a:\nb: c\n", "a:\n  b: c\n  d: e\nf: g\n",
      "a: é\n", "a: 'é ü'\nb: \"🤗 [x]\"\n", "a:\n- 日本語\n- n: ｘ\n  m: y\n",
      "a:\n- b: c\n", "a: []\n", "m:\n- name: x\n  results: []\n- name: y\n",
      "a:\n  - b: c\n    d:\n    - e\n    - f: g\n",
      "m:\n- name: x\n  results:\n  - task:\n      name: t\n      type: u\n    metrics:\n    - value: 1\n      type: w\n",
    ])
  func taken(_ text: String) throws {
    let parsed = try #require(quick(text))
    let expected = full(text)
    #expect(expected.error == nil)
    #expect("\(parsed)" == "\(expected)")
  }

  @Test(
    "anything else is left to libyaml",
    arguments: [
      "", "\n", "a: b: c\n", "a: b # c\n", "a:b\n", " a: b\n", "a: b\n  c\n", "- a\n",
      "a: 'it''s'\n", "a: \"b\\n\"\n", "a: [b]\n", "a: &x b\n", "a: *x\n", "a: !t b\n", "a: |\n  b\n",
      "a:\n- b\n - c\n", "a: b\n- c\n", "---\na: b\n", "a: b\n---\nc: d\n", "a: b\n...\n", "a: b\u{85}c\n",
      "a: b\u{2028}c\n", "a: 'b\u{FEFF}'\n", "é: a\n",
      "a:\tb\n", "a: b\r\n", "a: - b\n", "? a\n: b\n", "a: \"b\" c\n", "\u{FEFF}a: b\n", "<<: a\n", "a:\n  - b\n- c\n",
      "a: b:\n",
    ])
  func declined(_ text: String) { #expect(quick(text) == nil) }

  @Test("of ten thousand documents made at random, those that are taken read as libyaml reads them")
  func random() {
    let pieces = [
      "a", "tags", "b-c", ":", ": ", ":  ", "\n", "\n", "\n- ", "\n  - ", "- ", "-", " ", "x y", "1.0", "no", "~", "'",
      "\"",
      "'q'", "\"q r\"", "[]", "n: x", "n:", "\n  n: x", "\n    n:", "\n    - z", "\n  - n: x", "\n    m: y", "#", " #",
      "/p", "h://u:8", "[", "]", ",", "é", "🤗 ü", "\u{2028}", "\u{85}", "'ｘ y'", "\t", "?", "!", "...", "---",
    ]
    var state: UInt64 = 20_261_124
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var taken = 0
    for _ in 0..<10_000 {
      var text = ""
      for _ in 0..<next(5) + 1 {
        text += ["k: ", "key:\n- ", "key:\n  - ", "", "key:\n- n: x\n  "][next(5)]
        for _ in 0..<next(4) + 1 { text += pieces[next(pieces.count)] }
        text += "\n"
      }
      guard let parsed = quick(text) else { continue }
      taken += 1
      #expect("\(parsed)" == "\(full(text))", "\(text.debugDescription)")
    }
    #expect(taken > 300)
  }
}
