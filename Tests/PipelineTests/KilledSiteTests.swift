import Foundation
import Hashing
import TestSupport
import Testing

/// The whole pipeline of real programs, from cards to the site, with a model that is run where an engine is installed.
@Suite(.serialized) struct KilledSiteTests {
  /// A small zoo with its manifest, data and site in one folder.
  private struct Bench {
    let folder: TemporaryFolder
    private static let sample = Programs.pipeline + "/sample-zoo"

    init() throws {
      folder = try TemporaryFolder()
      for name in ["quayside/tickets-hash", "larkfield/icons-linear"] {
        try copy("\(Self.sample)/models/\(name)", to: "pipeline/zoo/\(name)")
      }
      for name in ["vocabulary", "benchmarks"] { try copy("\(Programs.pipeline)/\(name)", to: "pipeline/\(name)") }
      try copy("\(Self.sample)/datasets", to: "pipeline/sample-zoo/datasets")
      try folder.write(
        """
        macaroni: 1
        shards: 2
        stages:
          fetch: { uses: zoo, with: { zoos: [{ local: { name: small, path: zoo } }] } }
          parse-readme: { from: fetch }
          normalise: { from: [fetch, parse-readme], uses: vocabulary }
          evaluate:
            from: normalise
            uses: benchmarks/tickets.yaml
            with: { quick: true, engines: "\(Programs.pipeline)/../.engines" }
          perturb:
            from: [normalise, evaluate]
            uses: benchmarks/tickets.yaml
            with: { perturbations: [identity, keyboard-typos], severities: [3], engines: "\(Programs.pipeline)/../.engines" }
          publish: { from: [normalise, evaluate, perturb, parse-readme, fetch], uses: vocabulary }

        """, to: "pipeline/p.yaml")
    }

    /// A copy of another, with what it has done.
    init(of other: Bench) throws {
      folder = try TemporaryFolder()
      for name in ["pipeline", "data", "reports"] { try copy(other.folder.path + "/" + name, to: name) }
    }

    private func copy(_ path: String, to name: String) throws {
      let target = URL(fileURLWithPath: folder.path + "/" + name)
      try FileManager.default.createDirectory(
        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.copyItem(at: URL(fileURLWithPath: path), to: target)
    }

    var words: [String] {
      [
        "run", "--manifest", folder.path + "/pipeline/p.yaml", "--data", folder.path + "/data",
        "--reports", folder.path + "/reports", "--as-of", "2026-11-23",
      ]
    }

    func run() async throws -> Programs.Answer { try await Programs.run("macaroni", words) }

    func editCard() throws {
      try folder.write(
        "---\nlicense: cc0-1.0\n---\n# A ticket model\n", to: "pipeline/zoo/quayside/tickets-hash/README.md")
    }

    /// What the site's own index says of its files and is not so.
    func faults() throws -> [String] {
      let site = folder.path + "/reports/site/"
      let index = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: site + "index.json")))
      let files = (index as? [String: Any])?["files"] as? [[String: Any]] ?? []
      guard files.count > 20 else { return ["the index lists \(files.count) files"] }
      return files.compactMap { file in
        guard let path = file["path"] as? String, let digest = file["sha256"] as? String,
          let bytes = FileManager.default.contents(atPath: site + path)
        else { return "\(file) cannot be read" }
        return SHA256.digest(of: Array(bytes)).hex == digest ? nil : "\(path) has another digest"
      }
    }

    func site() throws -> String {
      try String(contentsOfFile: folder.path + "/reports/site/snapshot.txt", encoding: .utf8)
    }

    /// The snapshots, but for what tells of the run itself: receipts hold times.
    func snapshots() throws -> [String: Data] {
      try folder.contents(of: "data").filter { path, _ in
        !path.hasSuffix("receipt.json") && !path.hasPrefix("warc/") && !path.hasPrefix(".") && !path.contains("/logs/")
      }
    }

    /// The site's pages, but for those that tell how long the stages took.
    func pages() throws -> [String: Data] {
      try folder.contents(of: "reports/site").filter { path, _ in
        !["coverage.html", "data/run.js", "index.json"].contains(path)
      }
    }
  }

  @Test(
    "killed at any moment, evaluate to publish too, the site of before is whole, and the next run ends as one undisturbed"
  )
  func killed() async throws {
    let first = try Bench()
    let answer = try await first.run()
    #expect(answer.status == 0, "\(answer.talk)")
    #expect(try first.faults() == [])
    let before = try first.site()
    try first.editCard()

    // Measured once here: times are no two times alike, and a run recalls what was measured.
    let calm = try Bench(of: first)
    let started = Date()
    #expect(try await calm.run().status == 0)
    let length = Date().timeIntervalSince(started)
    let (snapshots, pages, after) = (try calm.snapshots(), try calm.pages(), try calm.site())
    #expect(before != after)

    var sites: Set<String> = []
    // Closer together towards the end, where the site is made.
    for moment in (1...14).map({ 1 - pow(1 - Double($0) / 15, 1.5) }) {
      let bench = try Bench(of: first)
      let running = try Programs.start("macaroni", bench.words)
      try await Task.sleep(for: .seconds(length * moment))
      kill(running.process.processIdentifier, SIGKILL)
      running.process.waitUntilExit()
      #expect(try bench.faults() == [], "killed after \(Int(moment * 100)) % of a run")
      let site = try bench.site()
      #expect(site == before || site == after)
      sites.insert(site)
      // The stage under way ends with its driver; until then it holds the data folder.
      var again = try await bench.run()
      for _ in 0..<100 where again.status == 75 {
        try await Task.sleep(for: .milliseconds(50))
        again = try await bench.run()
      }
      #expect(again.status == 0, "\(again.talk)")
      #expect(try bench.faults() == [])
      #expect(Self.difference(try bench.snapshots(), snapshots) == [], "killed after \(Int(moment * 100)) % of a run")
      #expect(Self.difference(try bench.pages(), pages) == [], "killed after \(Int(moment * 100)) % of a run")
    }
    #expect(sites.contains(before))
  }

  private static func difference(_ some: [String: Data], _ others: [String: Data]) -> [String] {
    Set(some.keys).union(others.keys).filter { some[$0] != others[$0] }.sorted()
  }
}
