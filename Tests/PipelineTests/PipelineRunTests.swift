import Foundation
import Testing
import TestSupport

/// The real programs over a small zoo made here: three repositories, no network.
@Suite(.serialized) struct PipelineRunTests {
  @Test("a second run does nothing, and says so")
  func secondRun() async throws {
    let bench = try ZooPipeline()
    let first = try await bench.macaroni("run")
    #expect(first.status == 0, "\(first.talk)")
    #expect(first.talk.contains("3 models"))
    let before = try bench.folder.contents(of: "data")
    let second = try await bench.macaroni("run", "--json")
    #expect(second.output.contains("\"ran\":[]"))
    let after = try bench.folder.contents(of: "data")
    #expect(before.filter { $0.key != ".lock" } == after.filter { $0.key != ".lock" })
    let status = try await bench.macaroni("status")
    #expect(status.status == 0)
  }

  @Test("a new day on which nothing is new fetches and ends there, and the sources say that day")
  func newDay() async throws {
    let bench = try ZooPipeline()
    _ = try await bench.macaroni("run")
    let next = try await bench.macaroni("run", "--json", asOf: "2026-11-24")
    #expect(next.output.contains("\"ran\":[\"fetch\"]"), "\(next.output)")
    var sources = try bench.records("source", of: "fetch")
    #expect(!sources.isEmpty)
    #expect(sources.allSatisfy { $0["retrieved_at"] as? String == "2026-11-24" })

    // What is new goes on to the end, and every claim's source says when it was retrieved.
    try bench.folder.write("---\nlicense: cc0-1.0\n---\n# a/one\n\nA model.\n", to: "pipeline/zoo/a/one/README.md")
    let third = try await bench.macaroni("run", "--json", asOf: "2026-11-25")
    #expect(third.output.contains("\"ran\":[\"fetch\",\"parse-readme\",\"normalise\"]"), "\(third.output)")
    sources = try bench.records("source", of: "fetch")
    let days = Dictionary(
      sources.compactMap { source in (source["id"] as? String).map { ($0, source["retrieved_at"] as? String) } }
    ) { first, _ in first }
    let claims = try bench.records("claim", of: "parse-readme")
    #expect(!claims.isEmpty)
    #expect(claims.allSatisfy { days[$0["source"] as? String ?? ""] == "2026-11-25" })
  }

  @Test("of several inputs from one stage the first is told, and how many more there are")
  func groupedReasons() async throws {
    let bench = try ZooPipeline()
    _ = try await bench.macaroni("run")
    // Claims are fewer then and rejections more.
    try bench.folder.write("\u{0}\u{1}\u{2}\u{0}garbage", to: "pipeline/zoo/a/one/README.md")
    for stage in ["fetch", "parse-readme"] {
      let answer = try await bench.macaroni("run", "--only", stage)
      #expect(answer.status == 0, "\(answer.talk)")
    }
    let status = try await bench.macaroni("status")
    let reason = /its input changed: parse-readme\/claim [0-9a-f]{12} → [0-9a-f]{12} and 1 more/
    #expect(status.output.contains(reason), "\(status.output)")
    #expect(status.output.components(separatedBy: "its input changed: parse-readme").count == 2)
  }

  private static let pythons = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .map { $0 + "/python3" }.filter { FileManager.default.isExecutableFile(atPath: $0) }

  /// A Python that can validate; `pipeline/setup.sh` installs Debian's.
  private static let validator = pythons.first { python in
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", "import jsonschema"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  @Test(
    "every line that is written holds to the published schema of its kind",
    .enabled(if: validator != nil, "needs Python's jsonschema: 'make setup' installs it"))
  func schemas() async throws {
    let bench = try ZooPipeline()
    _ = try await bench.macaroni("run")
    let answer = try await Programs.run(
      try #require(Self.validator),
      [
        Programs.pipeline + "/../Tests/Schemas/validate.py", Programs.pipeline + "/schemas",
        bench.folder.path + "/data",
      ])
    #expect(answer.status == 0, "\(answer.output)\(answer.talk)")
  }

  @Test("a stage's log has the words of all its programs, and its receipt the version that wrote it")
  func traces() async throws {
    let bench = try ZooPipeline()
    #expect(try await bench.macaroni("run", "--verbose").status == 0)
    // One program prepares, one does the shards and one gathers; each says at first where its memory is from.
    let log = try String(contentsOfFile: bench.folder.path + "/data/normalise/logs/run.log", encoding: .utf8)
    #expect(log.split(separator: "\n").filter { $0.contains("memory from jemalloc") }.count == 3, "\(log)")
    let folder = bench.folder.path + "/data/normalise"
    let latest = try String(contentsOfFile: folder + "/latest", encoding: .utf8).trimmingCharacters(in: .newlines)
    let receipt = try String(contentsOfFile: "\(folder)/\(latest)/receipt.json", encoding: .utf8)
    #expect(receipt.contains("\"tool_version\":\""))
    #expect(!receipt.contains("\"tool_version\":\"\""))
  }

  @Test("a changed vocabulary reruns nothing before normalise, and status names the file")
  func vocabularyChanged() async throws {
    let bench = try ZooPipeline()
    _ = try await bench.macaroni("run")
    let file = bench.folder.path + "/pipeline/vocabulary/tasks.yaml"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try (text + "  thinking: { label: Thinking }\n").write(toFile: file, atomically: true, encoding: .utf8)
    let status = try await bench.macaroni("status")
    #expect(status.status == 1)
    #expect(status.output.contains("vocabulary/tasks.yaml changed"))
    let run = try await bench.macaroni("run", "parse-readme", "--json")
    #expect(run.output.contains("\"ran\":[\"normalise\"]"))
  }

  @Test("a raised version of an extractor reruns parse-readme and what follows, nothing before, and status names it")
  func versionRaised() async throws {
    let bench = try ZooPipeline()
    let programs = URL(fileURLWithPath: bench.folder.path + "/programs")
    try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
    func install(_ name: String, as other: String? = nil) throws {
      let target = programs.appendingPathComponent(other ?? name)
      try? FileManager.default.removeItem(at: target)
      try FileManager.default.copyItem(at: URL(fileURLWithPath: Programs.path(name)), to: target)
    }
    for name in ["macaroni", "macaroni-fetch", "macaroni-parse-readme", "macaroni-normalise"] { try install(name) }
    func macaroni(_ words: String...) async throws -> Programs.Answer {
      try await Programs.run(
        programs.path + "/macaroni",
        [words[0], "--manifest", bench.manifest, "--data", bench.folder.path + "/data", "--as-of", "2026-11-23"]
          + words.dropFirst())
    }
    #expect(try await macaroni("run").status == 0)
    try install("raised-version", as: "macaroni-parse-readme")
    let status = try await macaroni("status")
    #expect(status.status == 1)
    #expect(status.output.contains(/fetch +fresh/))
    #expect(status.output.contains("extractor title: 1 → 2"), "\(status.output)")
    let run = try await macaroni("run", "--json")
    #expect(run.output.contains("\"ran\":[\"parse-readme\",\"normalise\"]"), "\(run.output)")
    #expect(try await macaroni("status").status == 0)
  }

  @Test("a changed card reruns every stage; the difference of the snapshots is that card's")
  func cardChanged() async throws {
    let bench = try ZooPipeline()
    _ = try await bench.macaroni("run")
    try bench.folder.write("---\nlicense: cc0-1.0\n---\n# a/one\n\nA model.\n", to: "pipeline/zoo/a/one/README.md")
    let run = try await bench.macaroni("run", "--json")
    #expect(run.output.contains("\"ran\":[\"fetch\",\"parse-readme\",\"normalise\"]"))
    let diff = try await Programs.run("macaroni", ["diff", "--data", bench.folder.path + "/data", "--kind", "model"])
    #expect(diff.status == 1)
    #expect(diff.output.contains("/license/expr"))
    #expect(diff.output.contains("MIT → CC0-1.0"))
    #expect(!diff.output.contains("a/two"))
    // The snapshot of the day, the one that a run made, and one that is not there.
    let data = bench.folder.path + "/data"
    let latest = try String(contentsOfFile: data + "/normalise/latest", encoding: .utf8).trimmingCharacters(
      in: .newlines)
    let all = try FileManager.default.contentsOfDirectory(atPath: data + "/normalise")
    let before = try #require(all.first { $0.count == 12 && $0 != latest })
    _ = try await bench.macaroni("run", asOf: "2026-11-30")
    for (since, status, words) in [
      (before, Int32(1), "MIT → CC0-1.0"), (latest, 0, ""), ("2026-11-29", 0, ""), ("2026-11-22", 64, ""),
      ("none", 64, ""),
    ] {
      let answer = try await Programs.run("macaroni", ["diff", "--data", data, "--kind", "model", "--since", since])
      #expect(answer.status == status, "\(since): \(answer.talk)")
      #expect(answer.output.contains(words) || words.isEmpty, "\(since): \(answer.output)")
    }
    let same = try await Programs.run("macaroni", ["diff", "--data", bench.folder.path + "/data", "--kind", "dataset"])
    #expect(same.status == 0)
  }

  @Test("killed at any moment and run again, the snapshots are those of an undisturbed run")
  func killed() async throws {
    let calm = try ZooPipeline()
    _ = try await calm.macaroni("run")
    let expected = try calm.snapshots()
    let started = Date()
    _ = try await ZooPipeline().macaroni("run")
    let length = Date().timeIntervalSince(started)
    // A fixed spread of moments over the length of a run.
    for share in stride(from: 0.05, through: 0.95, by: 0.1) {
      let bench = try ZooPipeline()
      let words = ["run", "--manifest", bench.manifest, "--data", bench.folder.path + "/data", "--as-of", "2026-11-23"]
      let process = try Programs.start("macaroni", words)
      try await Task.sleep(for: .seconds(length * share))
      kill(process.process.processIdentifier, SIGKILL)
      process.process.waitUntilExit()
      // The stage under way ends with its driver; until then it holds the data folder.
      var again = try await bench.macaroni("run")
      for _ in 0..<100 where again.status == 75 {
        try await Task.sleep(for: .milliseconds(50))
        again = try await bench.macaroni("run")
      }
      #expect(again.status == 0, "\(again.talk)")
      let found = try bench.snapshots()
      #expect(Set(found.keys) == Set(expected.keys))
      #expect(found == expected, "killed after \(Int(share * 100)) % of a run")
    }
  }

  @Test("bad input is a sentence and an exit code")
  func badInput() async throws {
    let bench = try ZooPipeline()
    try bench.write {
      $0.replacingOccurrences(of: "parse-readme: { from: fetch }", with: "parse-readme: { form: fetch }")
    }
    var answer = try await bench.macaroni("run")
    #expect(answer.status == 64)
    #expect(answer.talk.contains("p.yaml:5: stage 'parse-readme' has no setting 'form'; did you mean 'from'?"))

    try bench.write { $0.replacingOccurrences(of: "local:", with: "locale:") }
    answer = try await bench.macaroni("run")
    #expect(answer.status == 64)
    #expect(answer.talk.contains("unknown zoo 'locale'; did you mean 'local'? known: huggingface, local"))

    try bench.write { $0.replacingOccurrences(of: "path: zoo", with: "path: nowhere") }
    answer = try await bench.macaroni("run")
    #expect(answer.status == 64, "\(answer.talk)")
    #expect(answer.talk.contains("p.yaml:4: stage 'fetch': setting 'local/path' is 'nowhere'; expected a folder"))

    try bench.write { $0.replacingOccurrences(of: "  normalise:", with: "  normalize:") }
    answer = try await bench.macaroni("run")
    #expect(answer.status == 64)
    #expect(answer.talk.contains("there is no stage 'normalize'; did you mean 'normalise'?"))

    answer = try await Programs.run("macaroni", ["run", "--manifest", "no/such.yaml"])
    #expect(answer.status == 64)
    #expect(answer.talk == "macaroni: no/such.yaml: there is no such manifest; name yours with --manifest\n")
    answer = try await Programs.run("macaroni", ["run", "--nonsense"])
    #expect(answer.status == 64)
    // Half an answer does not pass for one.
    answer = try await Programs.run("/bin/sh", ["-c", "'\(Programs.path("macaroni"))' schema > /dev/full"])
    #expect(answer.status == 73)
    #expect(answer.talk.hasPrefix("macaroni: standard output: cannot be written: "), "\(answer.talk)")
    try bench.write()
    try bench.folder.write("in the way", to: "blocked")
    answer = try await Programs.run(
      "macaroni", ["run", "--manifest", bench.manifest, "--data", bench.folder.path + "/blocked"])
    #expect(answer.status == 73)
    #expect(answer.talk.contains("/blocked: is a file where a folder is needed; move it away or name another folder"))
  }

  @Test("too many rejections stop the run, and the evidence is kept")
  func tolerance() async throws {
    let bench = try ZooPipeline()
    try bench.folder.write("\u{0}\u{1}\u{2}\u{0}garbage", to: "pipeline/zoo/a/one/README.md")
    try bench.write {
      $0.replacingOccurrences(of: "parse-readme: { from: fetch }", with: "parse-readme: { from: fetch, tolerate: 1% }")
    }
    let answer = try await bench.macaroni("run")
    #expect(answer.status == 65)
    #expect(answer.talk.contains("more than the 1 % that the manifest tolerates"))
    #expect(answer.talk.contains("not reached: normalise"))
    #expect(try bench.snapshots().keys.contains { $0.hasPrefix("parse-readme/") && $0.contains("rejections") })
  }

  @Test("a stage is run by its own name, as git runs its commands")
  func delegation() async throws {
    let answer = try await Programs.run("macaroni", ["normalise", "--describe"])
    #expect(answer.status == 0)
    #expect(answer.output.contains("\"name\":\"normalise\""))
  }
}
