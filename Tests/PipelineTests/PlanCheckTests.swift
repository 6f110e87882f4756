import Foundation
import TestSupport
import Testing

/// What is wrong with a manifest is said before anything is started, with file, line and the closest word.
@Suite(.serialized) struct PlanCheckTests {
  private static let usual = """
    macaroni: 1
    stages:
      fetch:
        with:
          zoos:
            - local:
                name: small
                path: zoo
      parse-readme: { from: fetch }
      normalise: { from: [fetch, parse-readme], uses: vocabulary }
      perturb:
        from: [normalise, evaluate]
        with: { perturbations: [flip, greyscale] }
      evaluate: { from: normalise }

    """

  private struct Bench {
    let folder: TemporaryFolder

    init() throws {
      folder = try TemporaryFolder()
      try folder.write("---\nlicense: mit\n---\n# a/one\n", to: "pipeline/zoo/a/one/README.md")
      for place in ["pipeline/vocabulary", "elsewhere/vocabulary"] {
        for name in try FileManager.default.contentsOfDirectory(atPath: Programs.pipeline + "/vocabulary") {
          let text = try String(contentsOfFile: Programs.pipeline + "/vocabulary/" + name, encoding: .utf8)
          try folder.write(text, to: "\(place)/\(name)")
        }
      }
    }

    /// Runs what a changed manifest asks for; what was fetched by then is in `data/fetch`.
    func run(_ old: String, _ new: String, only: String? = nil, reports: String = "reports") async throws
      -> Programs.Answer
    {
      #expect(PlanCheckTests.usual.contains(old))
      try folder.write(PlanCheckTests.usual.replacingOccurrences(of: old, with: new), to: "pipeline/p.yaml")
      return try await Programs.run(
        "macaroni",
        ["run", "--manifest", "\(folder.path)/pipeline/p.yaml", "--data", folder.path + "/data", "--reports"]
          + ["\(folder.path)/\(reports)"] + (only.map { [$0] } ?? []))
    }

    var hasStarted: Bool { FileManager.default.fileExists(atPath: folder.path + "/data/fetch") }
  }

  @Test(
    "a setting that cannot work is refused on its own line, before anything is started",
    arguments: [
      (
        "name: small", "nmae: small",
        "p.yaml:7: stage 'fetch': unknown setting 'local/nmae'; did you mean 'local/name'? known: local/files, local/name, local/path"
      ),
      (
        "path: zoo", "pth: zoo",
        "p.yaml:8: stage 'fetch': unknown setting 'local/pth'; did you mean 'local/path'? known: local/files, local/name, local/path"
      ),
      ("path: zoo", "path: nowhere", "p.yaml:8: stage 'fetch': setting 'local/path' is 'nowhere'; expected a folder"),
      (
        "- local:", "- locale:",
        "p.yaml:6: stage 'fetch': unknown zoo 'locale'; did you mean 'local'? known: huggingface, local"
      ),
      (
        "[flip, greyscale]", "[flip, identiti]",
        "p.yaml:13: stage 'perturb': unknown perturbation 'identiti'; did you mean 'identity'? known: "
      ),
      (
        "uses: vocabulary", "uses: vocabulary/tasks.yaml",
        "p.yaml:10: stage 'normalise': 'vocabulary/licences.yaml' is needed; add it to this stage's 'uses:' in the manifest"
      ),
      ("from: normalise }", "from: normalise, uses: zoo/b.yaml }", "p.yaml:14: stage 'evaluate': zoo/b.yaml"),
    ])
  func refused(_ old: String, _ new: String, _ sentence: String) async throws {
    let bench = try Bench()
    try bench.folder.write("not: a benchmark\n", to: "pipeline/zoo/b.yaml")
    let answer = try await bench.run(old, new)
    #expect(answer.status == 64)
    #expect(answer.talk.contains(sentence), "\(answer.talk)")
    #expect(!bench.hasStarted)
  }

  @Test("a vocabulary elsewhere does as well, and one that loses a file is missed although it was there before")
  func elsewhere() async throws {
    let bench = try Bench()
    let vocabulary = "\(bench.folder.path)/elsewhere/vocabulary"
    let first = try await bench.run("uses: vocabulary", "uses: \(vocabulary)", only: "normalise")
    #expect(first.status == 0 || first.talk.contains("evaluate"), "\(first.talk)")
    #expect(FileManager.default.fileExists(atPath: bench.folder.path + "/data/normalise/latest"))
    try FileManager.default.removeItem(atPath: vocabulary + "/tasks.yaml")
    let second = try await bench.run("uses: vocabulary", "uses: \(vocabulary)")
    #expect(second.status == 64)
    #expect(second.talk.contains("stage 'normalise': 'vocabulary/tasks.yaml' is needed"), "\(second.talk)")
  }

  @Test("a reports folder that cannot be is noticed before the first stage, not after the last")
  func reports() async throws {
    let bench = try Bench()
    try bench.folder.write("in the way", to: "taken")
    let answer = try await bench.run("name: small", "name: small", reports: "taken")
    #expect(answer.status == 73)
    #expect(
      answer.talk.contains(
        "macaroni: \(bench.folder.path)/taken: is a file where a folder is needed; move it away or name another folder"),
      "\(answer.talk)")
    #expect(!bench.hasStarted)
  }

  @Test(
    "a misspelt command is told with the closest one", arguments: [("stauts", "status"), ("normalize", "normalise")])
  func command(_ wrong: String, _ meant: String) async throws {
    let answer = try await Programs.run("macaroni", [wrong])
    #expect(answer.status == 64)
    #expect(
      answer.talk.hasPrefix("macaroni: unknown command '\(wrong)'; did you mean '\(meant)'? known: "), "\(answer.talk)")
  }

  @Test("a command whose program was not built is told as missing, not as misspelt")
  func missingProgram() async throws {
    let bench = try Bench()
    let lonely = bench.folder.path + "/macaroni"
    try FileManager.default.copyItem(atPath: Programs.path("macaroni"), toPath: lonely)
    let answer = try await Programs.run(lonely, ["read", "README.md"], environment: ["PATH": "/nowhere"])
    #expect(answer.status == 64)
    #expect(answer.talk.hasPrefix("macaroni: there is no program macaroni-read beside macaroni"), "\(answer.talk)")
  }

  @Test("reading what cannot be read ends with 65, after what could be read was printed")
  func unread() async throws {
    let bench = try Bench()
    let garbage = bench.folder.path + "/garbage/README.md"
    try FileManager.default.createDirectory(
      atPath: bench.folder.path + "/garbage", withIntermediateDirectories: true)
    try Data([0, 1, 2, 255, 254, 0, 0, 7]).write(to: URL(fileURLWithPath: garbage))
    let card = bench.folder.path + "/pipeline/zoo/a/one/README.md"
    let both = try await Programs.run("macaroni", ["read", garbage, card])
    #expect(both.status == 65)
    #expect(both.output.contains("mit"), "\(both.output)")
    #expect(both.talk.contains("the document is not text"), "\(both.talk)")
    #expect(try await Programs.run("macaroni", ["read", card]).status == 0)

    let missing = try await Programs.run("macaroni", ["read", garbage + "x", card])
    #expect(missing.status == 64 && missing.output.contains("mit"))
    #expect(missing.talk.contains("there is no such file"), "\(missing.talk)")
    let empty = bench.folder.path + "/empty"
    try FileManager.default.createDirectory(atPath: empty, withIntermediateDirectories: true)
    let none = try await Programs.run("macaroni", ["read", empty])
    #expect(none.status == 65 && none.talk.contains("no document that is read"), "\(none.talk)")
    let once = try await Programs.run(
      "macaroni", ["read", "--facts", card, card, bench.folder.path + "/pipeline/zoo/a/one"])
    #expect(once.output.split(separator: "\n").filter { $0.contains("one/README.md") }.count == 1, "\(once.output)")
    let piped = try await Programs.run("/bin/sh", ["-c", "'\(Programs.path("macaroni"))' read --facts - < '\(card)'"])
    #expect(piped.status == 0 && piped.output.contains("mit"), "\(piped.talk)")
    #expect(try await Programs.run("macaroni", ["read", "--origin", card]).status == 64)
  }
}
