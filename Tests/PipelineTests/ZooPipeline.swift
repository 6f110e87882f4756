import Foundation
import TestSupport

/// The real programs over a small zoo made here: three repositories, no network.
struct ZooPipeline {
  let folder: TemporaryFolder
  var manifest: String { folder.path + "/pipeline/p.yaml" }

  init() throws {
    folder = try TemporaryFolder()
    for (name, licence) in [("a/one", "mit"), ("a/two", "apache-2.0"), ("b/three", "gpl-3.0")] {
      try folder.write(
        "---\nlicense: \(licence)\ntags: [x]\n---\n# \(name)\n\nA model.\n", to: "pipeline/zoo/\(name)/README.md")
      try folder.write("{\"model_type\": \"bert\"}", to: "pipeline/zoo/\(name)/config.json")
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: Programs.pipeline + "/vocabulary") {
      let text = try String(contentsOfFile: Programs.pipeline + "/vocabulary/" + name, encoding: .utf8)
      try folder.write(text, to: "pipeline/vocabulary/" + name)
    }
    try write()
  }

  func write(_ edit: (String) -> String = { $0 }) throws {
    try folder.write(
      edit(
        """
        macaroni: 1
        shards: 2
        stages:
          fetch: { uses: zoo, with: { zoos: [{ local: { name: small, path: zoo } }] } }
          parse-readme: { from: fetch }
          normalise: { from: [fetch, parse-readme], uses: vocabulary, tolerate: 50% }

        """), to: "pipeline/p.yaml")
  }

  func macaroni(_ words: String..., asOf: String = "2026-11-23") async throws -> Programs.Answer {
    try await Programs.run(
      "macaroni",
      [words[0], "--manifest", manifest, "--data", folder.path + "/data", "--as-of", asOf] + words.dropFirst()
    )
  }

  /// The pipeline up to a site.
  static func withSite() throws -> ZooPipeline {
    let bench = try ZooPipeline()
    try bench.write { $0 + publishing }
    return bench
  }

  var reports: String { folder.path + "/reports" }

  /// What a site needs beside what is read.
  private static let publishing = """
      evaluate: { from: normalise }
      perturb: { from: [normalise, evaluate] }
      publish: { from: [normalise, evaluate, perturb, parse-readme, fetch], uses: vocabulary }

    """

  func latest(_ stage: String) throws -> String {
    try String(contentsOfFile: folder.path + "/data/\(stage)/latest", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What the latest snapshot of a stage holds of a kind.
  func records(_ kind: String, of stage: String) throws -> [[String: Any]] {
    try folder.contents(of: "data/\(stage)/\(try latest(stage))").filter { $0.key.hasPrefix("\(kind)-") }.values
      .flatMap { $0.split(separator: 0x0a) }
      .compactMap { try JSONSerialization.jsonObject(with: $0) as? [String: Any] }
  }

  /// The snapshots, but for the receipts, which hold times.
  func snapshots() throws -> [String: Data] {
    try folder.contents(of: "data").filter { path, _ in
      !path.hasSuffix("receipt.json") && !path.hasPrefix("warc/") && path != ".lock"
        && !path.hasPrefix(".cache/") && !path.contains("/logs/")
    }
  }
}
