import Foundation
import TestSupport
import Testing

/// The sample zoo through the real programs, from its cards to its site.
@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: Programs.pipeline + "/../.engines/onnxruntime"),
    "ONNX Runtime is not in .engines; 'make setup' puts it there"))
struct SampleZooTests {
  @Test("every model whose card reports what is measured stands beside it, and the false claim shows")
  func compared() async throws {
    let folder = try TemporaryFolder()
    let pipeline = Programs.pipeline
    // As sample.yaml has it, but that nothing is perturbed.
    try folder.write(
      """
      macaroni: 1
      stages:
        fetch: { with: { zoos: [{ local: { name: sample, path: "\(pipeline)/sample-zoo" } }] } }
        parse-readme: { from: fetch }
        normalise: { from: [fetch, parse-readme], uses: vocabulary }
        evaluate:
          from: normalise
          uses: [benchmarks/icons.yaml, benchmarks/tickets.yaml]
          with: { quick: true, engines: "\(pipeline)/../.engines" }
        publish: { from: [normalise, evaluate, parse-readme, fetch], uses: vocabulary }

      """, to: "p/p.yaml")
    for name in ["vocabulary", "benchmarks", "sample-zoo"] {
      try FileManager.default.createSymbolicLink(
        atPath: "\(folder.path)/p/\(name)", withDestinationPath: "\(pipeline)/\(name)")
    }
    let answer = try await Programs.run(
      "macaroni",
      [
        "run", "--manifest", folder.path + "/p/p.yaml", "--data", folder.path + "/data", "--reports",
        folder.path + "/reports", "--as-of", "2026-11-23",
      ])
    #expect(answer.status == 0, "\(answer.talk)")

    var compared: [String: [String]] = [:]
    var contradicted: [String] = []
    let site = try folder.contents(of: "reports/site/models/sample").filter { $0.key.hasSuffix("/model.json") }
    for (path, bytes) in site {
      let page = try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
      let model = path.replacingOccurrences(of: "/model.json", with: "")
      for result in page?["results"] as? [[String: Any]] ?? []
      where result["reported"] != nil && result["measured"] != nil {
        compared[model, default: []].append(result["metric"] as? String ?? "")
        if result["outside"] as? Bool == true { contradicted.append(model) }
      }
    }
    #expect(
      compared.mapValues { $0.sorted() } == [
        "larkfield/icons-mlp": ["Accuracy", "Macro F1"], "orsolya-k/icons-cnn": ["Accuracy", "Macro F1"],
        "orsolya-k/icons-cnn-augmented": ["Accuracy"], "quayside/tickets-hash": ["Accuracy", "Macro F1"],
        "quayside/tickets-trigram": ["Accuracy", "Macro F1"], "tin-whistle/icons-residual": ["Accuracy"],
      ])
    #expect(contradicted == ["tin-whistle/icons-residual"])
  }
}
