import Testing
import YAML

@Suite struct ParseTests {
  @Test("a node knows its lines, its column and its bytes")
  func positions() throws {
    let text = "license: mit\ntags:\n- a\n- \"b c\"\n"
    let root = try #require(YAML.parse(text).root)
    let tags = try #require(root["tags"])
    #expect(root.pairs.map(\.key.line) == [1, 2])
    #expect((tags.line, tags.endLine) == (3, 4))
    #expect(tags.items.map(\.line) == [3, 4])
    #expect(tags.items[1].column == 3)
    #expect(slice(text, tags.items[1].range) == "\"b c\"")
    #expect(tags.items[1].text == "b c")
    #expect(tags.items[1].scalar?.isPlain == false)
    #expect((root.line, root.endLine) == (1, 4))
  }

  @Test("bytes are bytes and lines are lines in text that is not ASCII")
  func positionsBeyondASCII() throws {
    let text = "\u{FEFF}title: Größe 模型\nnote: \"a\u{2028}b\"\n\"ключ\": [é, 值]\r\nlast: x\n"
    let root = try #require(YAML.parse(text).root)
    #expect(slice(text, try #require(root["title"]).range) == "Größe 模型")
    let list = try #require(root["ключ"])
    #expect(list.items.map { slice(text, $0.range) } == ["é", "值"])
    // libyaml would count U+2028 as the end of a line.
    #expect(list.line == 3)
    #expect(root["last"]?.line == 4)
  }

  @Test("the caller's first line is where counting starts")
  func firstLine() {
    let parsed = YAML.parse("a: 1\nb: [\n", firstLine: 10)
    #expect(parsed.root?["a"]?.line == 10)
    #expect(parsed.error?.line == 12)
  }

  @Test(
    "nothing ends behind the last line, also where that breaks off",
    arguments: ["a: 1\nb: {typ", "a: 1\nb: [x, {y", "a: 1\nb:", "a: 1\nb: |\n  x", "a: 1\nb: [\"x"])
  func brokenOff(text: String) throws {
    let parsed = YAML.parse(text)
    let last = text.split(separator: "\n").count
    func lines(_ node: YAML.Node) -> [Int] {
      [node.endLine] + node.items.flatMap(lines) + node.pairs.flatMap { lines($0.key) + lines($0.value) }
    }
    #expect(lines(try #require(parsed.root)).allSatisfy { $0 <= last })
    #expect(parsed.error.map { $0.line <= last } ?? true)
  }

  @Test("a block scalar ends on its last line")
  func blockScalar() throws {
    let root = try #require(YAML.parse("a: |\n  one\n  two\nb: 1\n").root)
    #expect(root["a"]?.text == "one\ntwo\n")
    #expect(root["a"].map { [$0.line, $0.endLine] } == [1, 3])
  }

  @Test("of duplicate keys the last counts, and all are told")
  func duplicateKeys() throws {
    let root = try #require(YAML.parse("license: mit\ntags: [a]\nlicense: apache-2.0\n").root)
    #expect(root["license"]?.text == "apache-2.0")
    #expect(root.duplicateKeys.map(\.line) == [3])
  }

  @Test("what stands before a syntax error is kept")
  func partialTree() throws {
    let parsed = YAML.parse("license: mit\ntags:\n- a\n- b\nlanguage: [en, de\nmetrics: x\n")
    let root = try #require(parsed.root)
    #expect(root["license"]?.text == "mit")
    #expect(root["tags"]?.items.map(\.text) == ["a", "b"])
    let error = try #require(parsed.error)
    #expect(error.kind == .syntax)
    #expect(error.line == 6)
    #expect(error.problem.contains("while parsing a flow sequence"))
  }

  @Test("two keys on one line are a syntax error that names the place")
  func twoKeys() throws {
    let error = try #require(YAML.parse("license: mit tags: x\n").error)
    #expect(error.description == "line 1, column 18: mapping values are not allowed in this context")
  }

  @Test(
    "template placeholders are mappings or errors, never a crash",
    arguments: [
      "license: {{ license }}\n", "language: {language}\n", "? [a]\n: b\n", "{{ card_data }}\n", "{% if x %}\na: 1\n",
    ])
  func placeholders(_ text: String) {
    let parsed = YAML.parse(text)
    #expect(parsed.root != nil || parsed.error != nil)
  }

  @Test("custom tags are kept and their values readable")
  func tags() throws {
    let root = try #require(YAML.parse("a: !LRScheduler\n  base_lr: 0.01\nb: !!str 12\n").root)
    #expect(root["a"]?.tag == "!LRScheduler")
    #expect(root["a"]?["base_lr"]?.double == 0.01)
    #expect(root["b"]?.int == nil)
    #expect(root["b"]?.text == "12")
  }

  @Test("aliases and merge keys are followed")
  func aliases() throws {
    let root = try #require(YAML.parse("base: &b {lr: 1, seed: 2}\nrun:\n  <<: *b\n  lr: 3\nsame: *b\n").root)
    #expect(root["run"]?.pairs.map(\.key.text) == ["seed", "lr"])
    #expect(root["run"]?["lr"]?.int == 3)
    #expect(root["same"]?["seed"]?.int == 2)
    #expect(YAML.parse("a: *nowhere\nb: 1\n").error?.problem == "found undefined alias 'nowhere'")
  }

  @Test("CRLF, tabs in values and a missing last newline are no trouble")
  func lineEnds() throws {
    let root = try #require(YAML.parse("a: 1\r\nb:\t2\r\nc: x").root)
    #expect(root.pairs.map(\.value.text) == ["1", "2", "x"])
    #expect(root["c"]?.line == 3)
  }

  @Test("NUL, invalid UTF-8 and UTF-16 are errors of encoding with a line")
  func encodings() throws {
    let invalid: [[UInt8]] = [Array("a: 1\nb: ".utf8) + [0xFF, 0x0A], Array("a: 1\nb: x\u{0}y\n".utf8)]
    for bytes in invalid {
      let parsed = bytes.withUnsafeBufferPointer { YAML.parse($0) }
      #expect(parsed.error?.kind == .encoding)
      #expect(parsed.error?.line == 2)
    }
    let wide: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x3A, 0]
    #expect(wide.withUnsafeBufferPointer { YAML.parse($0) }.error?.kind == .encoding)
  }

  @Test("an empty document has no value and no error", arguments: ["", "\n\n", "# nothing\n"])
  func empty(_ text: String) {
    let parsed = YAML.parse(text)
    #expect(parsed.root == nil)
    #expect(parsed.error == nil)
  }

  private func slice(_ text: String, _ range: Range<Int>) -> String {
    String(decoding: Array(text.utf8)[range], as: UTF8.self)
  }
}
