import Foundation
import Testing
import TestSupport

/// When the site is made, made again and left alone, by the real programs over a small zoo.
@Suite(.serialized) struct SiteTests {
  @Test(
    "an earlier site is restored with what it was made from, and collecting keeps what its changes page compares with")
  func siteRestored() async throws {
    let bench = try ZooPipeline.withSite()
    let reports = ["--reports", bench.reports]
    func macaroni(_ words: String...) async throws -> Programs.Answer {
      try await Programs.run(
        "macaroni", [words[0], "--data", bench.folder.path + "/data"] + reports + words.dropFirst())
    }
    func run() async throws -> Programs.Answer {
      try await macaroni("run", "--manifest", bench.manifest, "--as-of", "2026-11-23")
    }
    func site() throws -> String {
      try String(contentsOfFile: bench.folder.path + "/reports/site/snapshot.txt", encoding: .utf8)
    }
    let first = try await run()
    #expect(first.status == 0, "\(first.talk)")
    let earlier = try site()
    try bench.folder.write("---\nlicense: cc0-1.0\n---\n# a/one\n\nA model.\n", to: "pipeline/zoo/a/one/README.md")
    #expect(try await run().status == 0)
    let later = try site()
    #expect(earlier != later)

    let collected = try await macaroni("gc", "--manifest", bench.manifest, "--keep", "1")
    #expect(collected.status == 0, "\(collected.talk)")
    let again = try await run()
    #expect(again.talk.contains(", 0 of "), "\(again.talk)")
    #expect(try site() == later)

    let back = try await macaroni("restore", "--manifest", bench.manifest, earlier)
    #expect(back.status == 0, "\(back.talk)")
    #expect(try site() == earlier)
    let forth = try await macaroni("restore", "--manifest", bench.manifest, later)
    #expect(forth.status == 0, "\(forth.talk)")
    #expect(try site() == later)
  }

  @Test("a page that is gone is published again")
  func siteDamaged() async throws {
    let bench = try ZooPipeline.withSite()
    let reports = bench.reports
    #expect(try await bench.macaroni("run", "--reports", reports).status == 0)
    let page = reports + "/site/index.html"
    let before = try Data(contentsOf: URL(fileURLWithPath: page))
    try FileManager.default.removeItem(atPath: page)
    #expect(try await bench.macaroni("status", "--reports", reports).status == 1)
    #expect(try await bench.macaroni("run", "--reports", reports).status == 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: page)) == before)
  }

  @Test("of snapshots that a site is compared with, damaged ones stop it; then it is compared with the site before")
  func damagedComparison() async throws {
    let bench = try ZooPipeline.withSite()
    var snapshots: [String] = []
    for licence in ["mit", "cc0-1.0", "apache-2.0"] {
      try bench.folder.write(
        "---\nlicense: \(licence)\n---\n# a/one\n\nA model.\n", to: "pipeline/zoo/a/one/README.md")
      let answer = try await bench.macaroni("run", "--reports", bench.reports)
      #expect(answer.status == 0, "\(answer.talk)")
      snapshots.append(try bench.latest("normalise"))
    }
    #expect(Set(snapshots).count == 3)
    let changes = bench.reports + "/site/changes.html"
    #expect(try String(contentsOfFile: changes, encoding: .utf8).contains(snapshots[1]))

    let folder = "data/normalise/\(snapshots[1])"
    let name = try #require(
      try bench.folder.contents(of: folder).first { path, bytes in
        path.hasPrefix("model-") && String(decoding: bytes, as: UTF8.self).contains("a/one")
      }?.key)
    let file = try #require(FileHandle(forUpdatingAtPath: "\(bench.folder.path)/\(folder)/\(name)"))
    try file.seek(toOffset: 2)
    try file.write(contentsOf: Data("Z".utf8))
    try file.close()
    let stopped = try await bench.macaroni("run", "publish", "--force", "--reports", bench.reports)
    #expect(stopped.status == 75, "\(stopped.talk)")
    #expect(
      stopped.talk.contains(
        "\(name) has other bytes than were written; it was removed, and the next run compares with a site before it"),
      "\(stopped.talk)")
    let again = try await bench.macaroni("run", "--reports", bench.reports)
    #expect(again.status == 0, "\(again.talk)")
    let page = try String(contentsOfFile: changes, encoding: .utf8)
    #expect(page.contains(snapshots[0]) && !page.contains(snapshots[1]))
  }

  @Test("a run of an earlier day replaces neither the site nor what is the latest, and makes what that day lacks")
  func earlierDay() async throws {
    let bench = try ZooPipeline.withSite()
    let reports = bench.reports
    #expect(try await bench.macaroni("run", "--reports", reports).status == 0)
    let site = try bench.folder.contents(of: "reports/site")
    try bench.folder.write("---\nlicense: cc0-1.0\n---\n# a/one\n\nA model.\n", to: "pipeline/zoo/a/one/README.md")
    let latest = try ["fetch", "normalise"].map { try bench.latest($0) }
    let sentence =
      "the site in \(reports) shows 2026-11-23, which is later than --as-of 2026-11-20; give other --reports, or go back with "
      + "'macaroni restore'"
    let refused = try await bench.macaroni("run", "--reports", reports, asOf: "2026-11-20")
    #expect(refused.status == 64)
    #expect(refused.talk.contains(sentence), "\(refused.talk)")

    // Elsewhere it is published.
    let elsewhere = try await bench.macaroni("run", "--reports", reports + "-2", asOf: "2026-11-20")
    #expect(elsewhere.status == 0, "\(elsewhere.talk)")
    #expect(!elsewhere.talk.contains(" 0 of "), "\(elsewhere.talk)")
    #expect(try ["fetch", "normalise"].map { try bench.latest($0) } == latest)

    // So it is with single tasks.
    let single = try await bench.macaroni("task", "publish", "--reports", reports, asOf: "2026-11-20")
    #expect(single.status == 64 && single.talk.contains(sentence), "\(single.talk)")
    #expect(try await bench.macaroni("task", "fetch", "--reports", reports, asOf: "2026-11-19").status == 0)
    #expect(try ["fetch", "normalise"].map { try bench.latest($0) } == latest)
    #expect(try bench.folder.contents(of: "reports/site") == site)

    // The day itself goes on as ever.
    #expect(try await bench.macaroni("run", "--reports", reports).status == 0)
    #expect(try bench.latest("normalise") != latest[1])
    #expect(try bench.folder.contents(of: "reports/site") != site)
  }
}
