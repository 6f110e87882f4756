import Foundation
import Testing
import TestSupport

/// History, collection, restoring and the run's report, over a pipeline of small shell stages.
@Suite(.serialized) struct HistoryTests {
  @Test("what is collected is what no kept snapshot needs, and what is kept is as it was")
  func collect() async throws {
    let bench = try await ShellPipeline()
    for day in 1...3 { try await bench.night(day) }
    #expect(try bench.snapshots("s6").count == 3)
    let kept = try bench.latest("s6")
    let before = try bench.folder.contents(of: "data/s6/\(kept)")
    let dry = try await bench.macaroni("gc", "--keep", "1", "--dry-run")
    #expect(dry.status == 0, "\(dry.talk)")
    #expect(try bench.snapshots("s6").count == 3)
    let answer = try await bench.macaroni("gc", "--keep", "1")
    #expect(answer.status == 0, "\(answer.talk)")
    for stage in ["take", "s1", "s6"] { #expect(try bench.snapshots(stage).count == 1) }
    #expect(try bench.folder.contents(of: "data/s6/\(kept)") == before)
    // Nothing that a run of the same night needs is gone.
    let again = try await bench.macaroni("run", "--as-of", "2026-11-03")
    #expect(again.status == 0)
    #expect(again.talk.contains(", 0 of "), "\(again.talk)")
    let tasks = try FileManager.default.contentsOfDirectory(atPath: bench.folder.path + "/data/s6/tasks")
    #expect(tasks.filter { !$0.hasPrefix(".") }.count == 3)
  }

  @Test("an earlier night is restored with all that it was made from, and the later one again")
  func restore() async throws {
    let bench = try await ShellPipeline()
    try await bench.night(1)
    let stages = ["take", "s1", "s6"]
    let first = try stages.map { try bench.latest($0) }
    try await bench.night(2)
    let second = try stages.map { try bench.latest($0) }
    #expect(first != second)
    func restore(_ name: String) async throws -> Programs.Answer {
      let path = bench.folder.path
      return try await Programs.run(
        "macaroni", ["restore", name, "--manifest", path + "/p.yaml", "--data", path + "/data"],
        environment: ["PATH": path + "/programs:/usr/bin:/bin"])
    }
    let answer = try await restore(first[2])
    #expect(answer.status == 0, "\(answer.talk)")
    #expect(try stages.map { try bench.latest($0) } == first)
    _ = try await restore(String(second[2].prefix(8)))
    #expect(try stages.map { try bench.latest($0) } == second)
    let none = try await restore("ffffffffffff")
    #expect(none.status == 64)
    #expect(none.talk.contains("no snapshot ffffffffffff; 'macaroni history' lists them"))
  }

  @Test("of several snapshots that a stage has with the same records, that one is restored which was read")
  func restoredAfterCut() async throws {
    let bench = try await ShellPipeline()
    // What s1 writes does not tell one night's input from the next.
    try await bench.edit("s1") { $0.replacingOccurrences(of: "sed '", with: "sed 's/night-[12]/night/; ") }
    try await bench.night(1)
    let stages = ["take", "s1", "s2", "s6"]
    let first = try stages.map { try bench.latest($0) }
    try await bench.night(2)
    let second = try stages.map { try bench.latest($0) }
    #expect(zip(first, second).map { $0 == $1 } == [false, false, true, true])
    try await bench.night(3)
    let third = try stages.map { try bench.latest($0) }
    func restore(_ name: String) async throws -> [String] {
      let answer = try await bench.macaroni("restore", name)
      #expect(answer.status == 0, "\(answer.talk)")
      return try stages.map { try bench.latest($0) }
    }
    #expect(try await restore(first[3]) == first)
    #expect(try await restore(third[3]) == third)
    // Of the second night s6 has no snapshot of its own; what it read is restored, and what follows is as it was left.
    #expect(try await restore(second[1]) == [second[0], second[1], third[2], third[3]])
    // From there the stages that follow find what they made of the same records.
    let answer = try await bench.macaroni("run", words: ["--from", "s2", "--as-of", "2026-11-03"])
    #expect(answer.talk.hasSuffix(" done, 0 of 19 tasks ran\n"), "\(answer.talk)")
    #expect(try stages.map { try bench.latest($0) } == second)
  }

  @Test("a stage that the manifest no longer has is named, and goes only when asked for")
  func orphans() async throws {
    let bench = try await ShellPipeline()
    try await bench.night(1)
    let manifest = try String(contentsOfFile: bench.folder.path + "/p.yaml", encoding: .utf8)
    try bench.folder.write(manifest.replacingOccurrences(of: "  s6: { from: s5 }\n", with: ""), to: "p.yaml")
    let told = try await bench.macaroni("gc")
    #expect(told.talk.contains("s6; --orphans removes what they wrote"), "\(told.talk)")
    #expect(try bench.snapshots("s6").count == 1)
    let status = try await bench.macaroni("status", "--as-of", "2026-11-01")
    #expect(status.talk.contains("not in \(bench.folder.path)/p.yaml: s6; "), "\(status.talk)")
    let answer = try await bench.macaroni("gc", "--orphans")
    #expect(answer.status == 0, "\(answer.talk)")
    #expect(try bench.snapshots("s6").isEmpty)
    #expect(try bench.snapshots("s5").count == 1)
  }

  @Test("the report of a run stands beside its numbers, needs nothing from elsewhere, and is the same twice")
  func report() async throws {
    let bench = try await ShellPipeline()
    try await bench.night(1)
    let page = try String(contentsOfFile: bench.folder.path + "/reports/runs/2026-11-01/index.html", encoding: .utf8)
    #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("<script"))
    // Each stage has its box and its bar, and the numbers are those of the run.
    #expect(page.components(separatedBy: "<rect class=\"box done\"").count == 8)
    #expect(page.components(separatedBy: "<rect class=\"span\"").count == 8)
    #expect(page.contains("<div><dt>tasks ran</dt><dd>19</dd></div>"))
    for word in ["Timeline", "s6", "Slowest tasks", "Nothing was rejected."] {
      #expect(page.contains(word))
    }
    // The stages follow each other within a second, and their bars do as well.
    let bars = page.matches(of: /<rect class="span" x="([0-9]+)"/).compactMap { Int($0.output.1) }
    #expect(bars.count == 7 && bars == bars.sorted())
    let numbers = try Data(contentsOf: URL(fileURLWithPath: bench.folder.path + "/reports/runs/2026-11-01/run.json"))
    let run = try #require(try JSONSerialization.jsonObject(with: numbers) as? [String: Any])
    #expect(run["as_of"] as? String == "2026-11-01")
    let stages = try #require(run["stages"] as? [[String: Any]])
    #expect(stages.count == 7)
    let environment = try #require(run["environment"] as? [String: Any])
    #expect(environment["cores"] as? Int == ProcessInfo.processInfo.activeProcessorCount)
    #expect(environment["memory_bytes"] as? Int == Int(ProcessInfo.processInfo.physicalMemory))
    let system = try #require(environment["system"] as? String)
    #expect(system.contains("Linux"))
    #expect(page.contains("<th scope=\"row\">system</th><td>\(system)</td>"))
    #expect(stages.allSatisfy { $0["tool_version"] as? String == run["tool_version"] as? String })
    // The slowest tasks of a stage with two shards and a gather are all of them.
    let slowest = try #require(stages.last?["slowest"] as? [[String: Any]])
    #expect(Set(slowest.compactMap { $0["part"] as? String }) == ["0", "1", "gather"])
    #expect(Set(slowest.compactMap { $0["host"] as? String }) == Set(run["hosts"] as? [String] ?? []))
    try PublishedSchema("run").hold(run)
    // A run that has nothing to do leaves the report of the one that had.
    _ = try await bench.macaroni("run", "--as-of", "2026-11-01")
    #expect(
      try String(contentsOfFile: bench.folder.path + "/reports/runs/2026-11-01/index.html", encoding: .utf8) == page)
    // Where there is none, as after a cluster's jobs, it is told from receipts: the same bytes.
    try FileManager.default.removeItem(atPath: bench.folder.path + "/reports/runs")
    let again = try await bench.macaroni("run", "--as-of", "2026-11-01")
    #expect(again.talk.hasSuffix("macaroni: 2026-11-01 done, 0 of 19 tasks ran\n"), "\(again.talk)")
    #expect(
      try String(contentsOfFile: bench.folder.path + "/reports/runs/2026-11-01/index.html", encoding: .utf8) == page)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: bench.folder.path + "/reports/runs/2026-11-01/run.json")) == numbers)
  }

  @Test("a later run of a day has a report of its own beside the night's, and the newest is linked")
  func laterRun() async throws {
    let bench = try await ShellPipeline()
    #expect(try await bench.run().status == 0)
    let night = try String(contentsOfFile: bench.folder.path + "/reports/runs/2026-11-01/run.json", encoding: .utf8)
    try await bench.edit("s3") { $0 + "# Other.\n" }
    #expect(try await bench.run("--only", "s3").status == 0)
    let runs = bench.folder.path + "/reports/runs"
    #expect(try String(contentsOfFile: runs + "/2026-11-01/run.json", encoding: .utf8) == night)
    let later = try String(contentsOfFile: runs + "/2026-11-01.2/run.json", encoding: .utf8)
    #expect(later.contains(" 3 of 19 tasks ran"), "\(later)")
    #expect(try String(contentsOfFile: runs + "/latest/run.json", encoding: .utf8) == later)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: runs).sorted() == ["2026-11-01", "2026-11-01.2", "latest"])
  }

  @Test("a report says why each stage ran, and what it has that the snapshot before had not")
  func changes() async throws {
    let bench = try await ShellPipeline()
    func rows(_ number: Int) throws -> [String] {
      let page = try String(
        contentsOfFile: bench.folder.path + "/reports/runs/2026-11-01\(number > 1 ? ".\(number)" : "")/index.html",
        encoding: .utf8)
      let section = try #require(page.split(separator: "<section id=\"changes\">").last)
      return try #require(section.split(separator: "</section>").first).matches(
        of: /<th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>(.*?)<\/td>/
      )
      .map { "\($0.output.1)|\($0.output.2)|\($0.output.3)" }
    }
    #expect(try await bench.run().status == 0)
    #expect(try rows(1).count == 7)
    #expect(try rows(1).allSatisfy { $0.hasSuffix("|had not run before|no other snapshot to compare with") })

    // A stage that doubles its lines, with a stage behind it that reads them.
    try await bench.edit("s5") { $0.replacingOccurrences(of: "*) sed", with: "*) sed -e p -e") }
    #expect(try await bench.run().status == 0)
    let second = try rows(2)
    #expect(second.count == 2, "\(second)")
    #expect(
      second[0].contains(/s5\|its program changed: [0-9a-f]{12} → [0-9a-f]{12}\|l5s 200 → 400 \(\+200\)/), "\(second)")
    #expect(second[1].contains(/s6\|its input changed: s5.*\|l6s 200 → 400 \(\+200\)/), "\(second)")

    #expect(try await bench.run("s6+", "--force").status == 0)
    #expect(try rows(3) == ["s6|was made again; nothing had changed|no other snapshot to compare with"])
  }

  @Test("a run that fails reports what it did not reach")
  func failed() async throws {
    let bench = try await ShellPipeline()
    try bench.folder.write("", to: "fail-s2-1")
    let answer = try await bench.macaroni("run", "--as-of", "2026-11-01")
    #expect(answer.status != 0)
    let numbers = try String(contentsOfFile: bench.folder.path + "/reports/runs/2026-11-01/run.json", encoding: .utf8)
    #expect(numbers.contains("\"state\":\"failed\""))
    #expect(numbers.contains("missing: s2, s3, s4, s5, s6"))
  }

  @Test("a failure ends with what sums the night up, and its report gives way once all is done, whoever did it")
  func mended() async throws {
    let bench = try await ShellPipeline()
    let report = bench.folder.path + "/reports/runs/latest/run.json"
    try bench.folder.write("", to: "fail-s2-1")
    let failed = try await bench.run()
    #expect(failed.status != 0)
    #expect(failed.talk.contains("\nmacaroni: 2026-11-01 failed, "), "\(failed.talk)")
    // What is said to continue is the command with all that it was told: it writes where this run wrote.
    let options =
      "--manifest \(bench.folder.path)/p.yaml --data \(bench.folder.path)/data --reports \(bench.folder.path)/reports"
    #expect(
      failed.talk.contains("; 'macaroni run \(options) --as-of 2026-11-01' continues from s2\n"), "\(failed.talk)")
    #expect(try !String(contentsOfFile: report, encoding: .utf8).contains("\"failure\":null"))
    try FileManager.default.removeItem(atPath: bench.folder.path + "/fail-s2-1")
    // The tasks are done by a run that reports elsewhere.
    #expect(try await bench.run("--reports", bench.folder.path + "/elsewhere").status == 0)
    let found = try await bench.run()
    #expect(found.talk.hasSuffix("macaroni: 2026-11-01 done, 0 of 19 tasks ran\n"), "\(found.talk)")
    #expect(try String(contentsOfFile: report, encoding: .utf8).contains("\"failure\":null"))
  }
}
