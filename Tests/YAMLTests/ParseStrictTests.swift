import Testing
import YAML

@Suite struct ParseStrictTests {
  @Test("a duplicate key is refused with file and line")
  func duplicateKey() {
    #expect(throws: ParseError.self) { try YAML.parseStrict("a: 1\nb: {c: 1, c: 2}\n", file: "pipeline/nightly.yaml") }
    do {
      _ = try YAML.parseStrict("a: 1\nb: {c: 1, c: 2}\n", file: "pipeline/nightly.yaml")
    } catch {
      #expect(
        error.description
          == "pipeline/nightly.yaml, line 2, column 11: the key 'c' stands here for the second time; keep one")
    }
  }

  @Test("a second document is refused")
  func secondDocument() {
    do {
      _ = try YAML.parseStrict("a: 1\n---\nb: 2\n", file: "x.yaml")
      Issue.record("accepted")
    } catch {
      #expect(error.kind == .severalDocuments)
      #expect(error.line == 2)
    }
  }

  @Test("a sound file is read")
  func sound() throws {
    #expect(try YAML.parseStrict("macaroni: 1\n", file: "x.yaml")?["macaroni"]?.int == 1)
    #expect(try YAML.parseStrict("# nothing\n", file: "x.yaml") == nil)
  }
}
