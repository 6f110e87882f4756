import Extraction
import Foundation
import Records
import Stages
import TestSupport
import Testing

/// `code@line` of each remark, those on what is missing altogether left out unless asked for.
private func codes(
  _ card: String, in surroundings: Surroundings = Surroundings(), all: Bool = false
) -> [String] {
  remarks(on: Array(card.utf8), in: surroundings)
    .filter { all || !["section-missing", "statement-missing"].contains($0.code.rawValue) }
    .map { "\($0.code.rawValue)@\($0.line)" }
}

/// A card with this front matter, and a licence where it names none.
private func front(_ yaml: String, _ body: String = "") -> String {
  "---\n\(yaml)\n\(yaml.contains("icense") ? "" : "license: mit\n")---\n\(body)"
}

@Suite struct LintFrontMatterTests {
  @Test("a good beginning has nothing to remark") func good() {
    #expect(codes(front("license: mit\nlanguage: [en, pt-BR, multilingual]\npipeline_tag: fill-mask")).isEmpty)
  }

  @Test("broken, unclosed and missing front matter is told with its line")
  func broken() {
    #expect(codes(front("tags: [a, b\nlanguage: en")).first == "front-matter-broken@3")
    #expect(codes(front("- license")).contains("front-matter-broken@2"))
    #expect(codes("---\nlicense: mit\n\n# T\n").contains("front-matter-unclosed@1"))
    #expect(codes("# T\n") == ["front-matter-missing@1", "licence-missing@1"])
    #expect(codes("---\nSome words.\n---\n").contains("front-matter-missing@1"))
  }

  @Test("a key that stands twice and one that is misspelt are told")
  func keys() {
    #expect(codes(front("license: mit\nlicense: mit")) == ["duplicate-key@3"])
    #expect(codes(front("a: {b: 1, b: 2}")) == ["duplicate-key@2"])
    #expect(codes(front("liscence: mit")) == ["misspelt-key@2"])
  }

  @Test(
    "a licence that is no key gets the key that was meant",
    arguments: [
      ("Apache 2.0", "write 'apache-2.0'"), ("mitt", "write 'mit'"), ("CC BY-NC 4.0", "write 'cc-by-nc-4.0'"),
      ("my own words about it", "write 'other' with 'license_name' and 'license_link'"),
    ])
  func licence(key: String, fix: String) {
    let remark = remarks(on: Array(front("license: \(key)").utf8)).first { $0.code == .licenceUnknown }
    #expect(remark?.fix == fix)
    #expect(remark?.line == 2)
  }

  @Test("a licence that is missing, unnamed or only in the text is told")
  func noLicence() {
    #expect(codes("---\nlanguage: en\n---\n") == ["licence-missing@1"])
    #expect(codes("---\nlanguage: en\n---\nReleased under the MIT licence.\n") == ["licence-missing@4"])
    #expect(codes(front("license: other")) == ["licence-unnamed@2"])
    #expect(codes(front("license: other\nlicense_name: mine")).isEmpty)
  }

  @Test("languages that no code stands for get the code that was meant")
  func languages() {
    let found = remarks(on: Array(front("language: [jp, English, en_US, klingon, 'en, de', French Italian]").utf8))
      .filter { $0.code == .languageUnknown }.map(\.fix)
    #expect(
      Set(found) == [
        "write 'ja'", "write 'en'", "write 'en-US'", "write a code of ISO 639, such as 'en'", "write a list: [en, de]",
        "write a list: [fr, it]",
      ])
  }

  @Test("every licence and language of our vocabularies is known")
  func vocabularies() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../pipeline/vocabulary"
    func slugs(_ file: String) throws -> [String] {
      String(decoding: try Files.read("\(folder)/\(file).yaml"), as: UTF8.self).split(separator: "\n")
        .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && $0.contains(": {") }
        .compactMap { $0.split(separator: ":").first.map { $0.filter { $0 != " " && $0 != "\"" && $0 != "'" } } }
    }
    let licences = try slugs("licences")
    let languages = try slugs("languages")
    #expect(licences.count > 50 && languages.count > 100)
    for licence in licences {
      #expect(!codes(front("license: \(licence)")).contains { $0.hasPrefix("licence-unknown") }, "\(licence)")
    }
    for language in languages where language.allSatisfy({ $0.isLetter || $0 == "-" }) {
      #expect(!codes(front("language: \"\(language)\"")).contains { $0.hasPrefix("language") }, "\(language)")
    }
  }
}

@Suite struct LintResultTests {
  private func index(_ metrics: String, dataset: String = "{type: glue, name: SST-2}", _ body: String = "") -> String {
    front(
      """
      model-index:
      - name: m
        results:
        - task: {type: text-classification}
          dataset: \(dataset)
          metrics: \(metrics)
      """, body)
  }

  @Test("results that lack something, and values that are no number, are told")
  func incomplete() {
    #expect(codes(index("[{type: accuracy, value: 0.9}]")).isEmpty)
    #expect(codes(index("[{type: accuracy, value: 0.9}]", dataset: "{type: glue}")) == ["result-incomplete@6"])
    #expect(codes(index("[{type: accuracy, value: WIP}]")) == ["metric-not-a-number@7"])
    #expect(codes(index("[{type: accuracy}]")) == ["result-incomplete@7"])
    #expect(codes(index("[{value: 0.9}]")) == ["result-incomplete@7"])
    #expect(codes(index("[]")) == ["result-incomplete@5"])
  }

  @Test("a proportion cannot be 913 nor negative; a coefficient of correlation can")
  func range() {
    #expect(codes(index("[{type: accuracy, value: 913}]")) == ["metric-out-of-range@7"])
    #expect(codes(index("[{type: f1, value: -0.2}]")) == ["metric-out-of-range@7"])
    #expect(codes(index("[{type: matthews_correlation, value: -0.2}]")).isEmpty)
    #expect(codes(index("[{type: bleu, value: 41.2}, {type: loss, value: 913}]")).isEmpty)
  }

  @Test("one metric in percent here and as a proportion there is not clear")
  func scale() {
    let table = "| Dataset | Accuracy |\n|---|---|\n| CoLA | 0.61 |\n| MRPC | 0.88 |\n"
    #expect(codes(index("[{type: accuracy, name: Accuracy, value: 91.3}]", table)).contains("metric-scale@7"))
    #expect(codes(index("[{type: accuracy, name: Accuracy, value: 91.3%}]", table)).isEmpty)
  }

  @Test("a value that the text gives otherwise is a contradiction; one that it rounds is not")
  func conflict() {
    func table(_ value: String) -> String { "| Dataset | Accuracy |\n|---|---|\n| SST-2 | \(value) |\n" }
    let metrics = "[{type: accuracy, value: 0.9128}]"
    #expect(codes(index(metrics, table("0.90"))) == ["metric-conflict@7"])
    let precise = index(metrics.replacing("0.91", with: "0.915912"), table("0.915"))
    #expect(!codes(precise).contains("metric-conflict@7"), "cut off rather than rounded")
    #expect(codes(index(metrics, table("0.91"))).isEmpty)
    #expect(codes(index(metrics, table("91.3%"))).isEmpty)
  }
}

@Suite struct LintTextTests {
  @Test(
    "what a template left is told",
    arguments: [
      "## Limitations\n\nMore information needed\n", "- **Developed by:** [More Information Needed]\n",
      "# Model Card for Model ID\n", "{{ model_summary }}\n",
      "<!-- This model card has been generated automatically according to the information the Trainer had access to. -->\n",
    ])
  func template(body: String) {
    #expect(codes(front("license: mit", body)).map { $0.prefix { $0 != "@" } } == ["template-text"])
  }

  @Test("templates in code are code") func code() {
    #expect(codes(front("license: mit", "```\n{{ messages }}\n```\n")).isEmpty)
  }

  @Test("what the text names and links to is to be declared by its id")
  func linked() {
    let body = """
      A fine-tuned version of [pond-base](https://huggingface.co/gulls/pond-base) on
      the [Pond Talks](https://huggingface.co/datasets/gulls/pond_talks) dataset.
      """
    let fixes = remarks(on: Array(front("license: mit", body).utf8))
      .filter { [.baseModelUndeclared, .datasetUndeclared].contains($0.code) }.map(\.fix)
    #expect(fixes == ["add 'base_model: gulls/pond-base'", "add 'gulls/pond_talks' under 'datasets:'"])
    for address in ["docs/pond-base", "gulls%0A/pond-base", "gulls/heron-base"] {
      let body = "A fine-tuned version of [pond-base](https://huggingface.co/\(address)) on the Pond Talks dataset.\n"
      let fix = remarks(on: Array(front("license: mit", body).utf8)).first { $0.code == .baseModelUndeclared }?.fix
      #expect(fix == "add 'base_model: pond-base', with the owner's name before it", "\(address)")
    }
  }

  @Test("base models and data sets that only the text names are told, whatever the owner")
  func undeclared() {
    let body = "A fine-tuned version of bert-base-uncased on the IMDB dataset.\n"
    #expect(codes(front("license: mit", body)) == ["base-model-undeclared@4", "dataset-undeclared@4"])
    #expect(
      codes(front("license: mit\nbase_model: google-bert/bert-base-uncased\ndatasets: [stanfordnlp/imdb]", body))
        .isEmpty)
  }

  @Test("tables that are no tables, ragged or without header are told with their line")
  func tables() {
    #expect(codes(front("license: mit", "| a | b |\n| 1 | 2 |\n")) == ["table-broken@4"])
    #expect(codes(front("license: mit", "| a | b |\n|---|\n| 1 | 2 |\n")) == ["table-broken@4"])
    #expect(
      codes(front("license: mit", "| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n| x \\| y | 2 |\n"))
        == ["table-ragged@6", "table-ragged@7"])
    #expect(codes(front("license: mit", "|  |  |\n|---|---|\n| 1 | 2 |\n")) == ["table-headerless@4"])
  }

  @Test("the sections of a model card are asked for, and empty ones are told where they stand")
  func sections() {
    let missing = codes(front("license: mit", "# T\n\n## Limitations\n\n## How to use\n\nSo.\n"), all: true)
    #expect(missing.contains("section-empty@6"))
    #expect(missing.contains("section-missing@4"))
    let sentences = remarks(on: Array("# T\n\n## How to use\n\nSo.\n".utf8)).map(\.fix)
    #expect(sentences.contains("add a section 'Intended uses'"))
    #expect(!sentences.contains("add a section 'How to use'"))
  }

  @Test("a model that sees images is not asked for its language") func wordless() {
    func asks(_ task: String) -> Bool {
      remarks(on: Array(front("pipeline_tag: \(task)").utf8)).contains { $0.sentence.contains("languages") }
    }
    #expect(asks("text-classification"))
    #expect(!asks("image-classification"))
  }

  @Test("bytes that are no text are told with their line; a card of them is not read")
  func bytes() {
    func found(_ bytes: [UInt8]) -> [String] {
      remarks(on: bytes).map { "\($0.code.rawValue)@\($0.line)" }.filter { !$0.contains("missing") }
    }
    #expect(found(Array("---\nlicense: mit\n---\n".utf8) + [0xE9, 0x0A]) == ["not-utf8@4"])
    #expect(found(Array("---\nlicense: mit\n---\na\u{0}b\n".utf8)) == ["nul@4"])
    #expect(found([0xFF, 0xFE, 0x61, 0x00]) == ["utf-16@1"])
    #expect(found([UInt8](repeating: 0, count: 100)).contains("not-text@1"))
    #expect(found([UInt8](repeating: 0x61, count: 2 << 20)) == ["too-large@1"])
  }

  @Test("what is quoted from a card cannot write on the terminal") func hostile() {
    let found = remarks(on: Array(front("license: \"a\\u001b[31m\\nb\"").utf8))
    #expect(found.contains { $0.code == .licenceUnknown })
    for remark in found {
      #expect(remark.text(path: "a").unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
  }
}

@Suite struct LintSurroundingsTests {
  private func beside(_ files: [String: String]) throws -> (Surroundings, TemporaryFolder) {
    let folder = try TemporaryFolder()
    for (name, text) in files { try Files.write(Array(text.utf8), to: "\(folder.path)/\(name)") }
    return (Surroundings(ofCard: "\(folder.path)/README.md"), folder)
  }

  @Test("links to files that are not there are told, and so are links that leave the repository")
  func links() throws {
    let (surroundings, folder) = try beside(["a b.md": ""])
    let body = "[a](a%20b.md#x) [b](none.md) ![c](c.png) [d](https://e.org) [e](#t) [f](../../g.md) [h](/owner/model)\n"
    #expect(
      codes(front("license: mit", body), in: surroundings) == ["link-dead@4", "link-dead@4", "link-outside@4"])
    #expect(codes(front("license: mit", "<img src=\"d.png\">\n"), in: surroundings) == ["link-dead@4"])
    _ = folder
  }

  @Test("a licence, a task and a size that the files contradict are told")
  func contradictions() throws {
    let (surroundings, folder) = try beside([
      "LICENSE": "MIT License\n\nCopyright\n", "config.json": "{\"architectures\":[\"BertForTokenClassification\"]}",
    ])
    let card = front("license: apache-2.0\npipeline_tag: text-classification")
    #expect(codes(card, in: surroundings) == ["licence-conflict@2", "task-conflict@3"])
    var sized = Surroundings()
    var reading = Reading()
    var finding = try #require(
      read(Array("It has 110M parameters.\n".utf8), as: .card).findings.first { $0.predicate == Predicate.paramsTotal })
    finding.value = 340_000_000
    reading.findings = [finding]
    sized.documents = [Surroundings.Document(path: "model.bin", reading: reading)]
    #expect(codes(front("license: mit", "It has 110M parameters.\n"), in: sized) == ["parameters-conflict@4"])
    reading.findings[0].value = 109_482_240
    sized.documents = [Surroundings.Document(path: "model.bin", reading: reading)]
    #expect(codes(front("license: mit", "It has 110M parameters.\n"), in: sized).isEmpty)
    _ = folder
  }

  @Test("a licence in the text that is not the declared one is a contradiction") func licences() {
    #expect(
      codes(front("license: mit", "The model is licensed under the Apache License 2.0.\n")) == ["licence-conflict@4"])
    #expect(codes(front("license: gpl-3.0-only", "Released under the GPL 3 licence.\n")).isEmpty)
    #expect(codes(front("license: cc", "Released under the CC BY-NC 4.0 licence.\n")).isEmpty)
  }
}

@Suite struct LintContractTests {
  @Test("codes are stable words, each once") func stable() {
    for code in RemarkCode.allCases {
      #expect(code.rawValue.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" }, "\(code)")
    }
  }

  @Test("a remark is one line: path, line, severity, code, sentence, fix") func line() {
    let remark = Remark(.licenceMissing, line: 3, "the card names no licence", fix: "add one")
    #expect(
      remark.text(path: "a/README.md") == "a/README.md:3: warning licence-missing: the card names no licence; add one")
  }

  @Test("the remarks on a card are the same each time, on lines that it has") func deterministic() {
    let card = front("license: x\nlanguage: [jp]", "# T\n\n{{a}}\n\n| a | b |\n| 1 | 2 |\n")
    let first = remarks(on: Array(card.utf8))
    #expect(first == remarks(on: Array(card.utf8)))
    #expect(first.allSatisfy { (1...10).contains($0.line) })
  }
}

@Suite struct BoilerplateTests {
  @Test("a section of a template's words is looked for and absent, with those words") func absent() throws {
    let reading = read(Array("## Limitations\n\n<!-- say it -->\n\nMore information needed\n".utf8), as: .card)
    let finding = try #require(reading.findings.first { $0.polarity == .absent })
    #expect(finding.predicate == "section.limitations")
    #expect(finding.value == nil)
    #expect(finding.raw == "More information needed")
  }

  @Test("a section that says something, or nothing, is no boilerplate") func present() {
    for card in ["## Limitations\n\nSome.\n\nTODO\n", "## Limitations\n", "## Limitations\n\n```\na\n```\n"] {
      #expect(!read(Array(card.utf8), as: .card).findings.contains { $0.polarity == .absent })
    }
  }
}
