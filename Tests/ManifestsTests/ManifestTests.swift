import Manifests
import Records
import Testing

@Suite struct ManifestTests {
  @Test("stages come in an order in which each follows what it reads")
  func order() throws {
    let manifest = try Manifest(
      text: """
        macaroni: 1
        shards: 4
        stages:
          publish: { from: [normalise, evaluate] }
          evaluate: { from: normalise, tolerate: 2%, with: { seed: 7, list: [a, { b: no }] } }
          normalise: { from: fetch, uses: vocabulary, expect: { model: { drop-at-most: 5%, at-least: 3 } } }
          fetch:
        """, file: "pipeline/x.yaml")
    #expect(manifest.stages.map(\.name) == ["fetch", "normalise", "evaluate", "publish"])
    #expect(manifest.folder == "pipeline")
    #expect(manifest.shards == 4)
    #expect(manifest.stage("evaluate")?.tolerate == 0.02)
    #expect(manifest.stage("evaluate")?.settings == ["seed": 7, "list": ["a", ["b": "no"]]])
    #expect(manifest.stage("normalise")?.expectations.first?.bounds == [.atLeast(3), .dropAtMost(0.05)])
    #expect(manifest.followers(of: "normalise") == ["evaluate", "publish"])
    #expect(manifest.sources(of: "evaluate") == ["fetch", "normalise"])
  }

  @Test("the line of each setting is known, of the right one in a list, and of its mapping where it is missing")
  func settingLines() throws {
    let manifest = try Manifest(
      text: """
        macaroni: 1
        stages:
          fetch:
            with:
              zoos:
                - local: { path: a }
                - local:
                    nmae: second
                    path: b
                - huggingface
              at-once: 3
          evaluate: { with: { evaluators: latency } }
        """, file: "m.yaml")
    let fetch = try #require(manifest.stage("fetch"))
    #expect(fetch.line(ofSetting: "zoos/1/local/nmae") == 8)
    #expect(fetch.line(ofSetting: "zoos/1/local/name") == 7)
    #expect(fetch.line(ofSetting: "zoos/0/local/path") == 6)
    #expect(fetch.line(ofSetting: "zoos/2") == 10)
    #expect(fetch.line(ofSetting: "at-once") == 11)
    #expect(manifest.stage("evaluate")?.line(ofSetting: "evaluators/0") == 12)
  }

  @Test("a manifest that is not there is said once, with the option that names another")
  func absent() {
    #expect(throws: ManifestError(file: "no/such.yaml", .absent)) { try Manifest(file: "no/such.yaml") }
    #expect(
      "\(ManifestError(file: "no/such.yaml", .absent))"
        == "no/such.yaml: there is no such manifest; name yours with --manifest")
    #expect(throws: ManifestError(file: "/", .unreadable("Is a directory"))) { try Manifest(file: "/") }
    #expect("\(ManifestError(file: "/", .unreadable("Is a directory")))" == "/: cannot be read: Is a directory")
  }

  @Test(
    "a manifest that cannot be followed is refused with file, line and a suggestion",
    arguments: [
      (
        "macaroni: 2\nstages: {a: }",
        "m.yaml:1: manifest format 2 is not known; this macaroni reads format 1, update it or write 'macaroni: 1'"
      ),
      ("stages: {a: }", "m.yaml:1: the manifest has no 'macaroni'"),
      (
        "macaroni: 1\nstages:\n  a:\n    expect: { model: { null-at-most: { /licence: 5% } } }",
        "m.yaml:4: a model record has no setting 'licence'; did you mean 'license'?"
      ),
      (
        "macaroni: 1\nstages:\n  a:\n    expect: { model: { unique: id } }",
        "m.yaml:4: 'id' must be a JSON pointer such as /license"
      ),
      (
        "macaroni: 1\nstages:\n  a:\n    expect: { l1: { schema: true } }",
        "m.yaml:4: 'schema' must be left out: no schema of 'l1' records is known"
      ),
      ("macaroni: 1", "m.yaml:1: the manifest has no 'stages'"),
      (
        "macaroni: 1\nstages:\n  a:\n    form: b",
        "m.yaml:4: stage 'a' has no setting 'form'; did you mean 'from'?; known: from, uses, with, tolerate, expect"
      ),
      (
        "macaroni: 1\nstages:\n  parse-readme:\n  normalise: {from: parse-readm}",
        "m.yaml:4: stage 'normalise' reads from 'parse-readm', which is not a stage; did you mean 'parse-readme'?"
      ),
      (
        "macaroni: 1\nstages:\n  a: {from: b}\n  b: {from: a}",
        "m.yaml:3: these stages wait for each other: a → b → a; remove one 'from'"
      ),
      ("macaroni: 1\nshards: 0\nstages: {a: }", "m.yaml:2: 'shards' must be a whole number from 1 to 65536"),
      ("macaroni: 1\nstages:\n  a: {tolerate: lots}", "m.yaml:3: 'tolerate' must be a share such as 2% or 0.02"),
      ("macaroni: 1\nstages:\n  a: {with: [1]}", "m.yaml:3: 'with' must be a mapping of settings"),
    ])
  func refused(_ text: String, _ sentence: String) {
    do throws(ManifestError) {
      _ = try Manifest(text: text, file: "m.yaml")
      Issue.record("the manifest was accepted")
    } catch {
      // The long list of what a record has is not spelled out here.
      #expect(error.description == sentence || error.description.hasPrefix(sentence + "; known: "))
    }
  }

  @Test("a duplicate key, a tab and a missing file are refused")
  func syntax() {
    for text in ["macaroni: 1\nmacaroni: 1\nstages: {a: }", "macaroni: 1\nstages:\n\ta: x", ""] {
      #expect(throws: ManifestError.self) { try Manifest(text: text, file: "m.yaml") }
    }
    #expect(throws: ManifestError.self) { try Manifest(file: "no/such/manifest.yaml") }
  }
}
