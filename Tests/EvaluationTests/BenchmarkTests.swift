import Hashing
import Images
import Records
import TestSupport
import Testing

@testable import Evaluation

@Suite struct BenchmarkTests {
  private func error(_ edit: (String) -> String, items: String = Self.items) throws -> String? {
    let folder = try TemporaryFolder()
    try folder.write(items, to: "items.jsonl")
    try folder.write(edit(Self.text(items)), to: "few.yaml")
    let error = #expect(throws: BenchmarkError.self) {
      try Benchmark(file: "few.yaml", at: folder.path + "/few.yaml").samples()
    }
    return error?.description.replacing(folder.path, with: "…")
  }

  private static let items = #"{"id":"1","label":"yes","text":"Ja"}"# + "\n"

  private static func text(_ items: String) -> String {
    """
    benchmark: few
    title: Few
    task: text-classification
    dataset:
      id: dataset:few
      name: few
      split: test
      items: items.jsonl
      sha256: { items: \(SHA256.digest(of: items).hex) }
    labels: [yes, no]
    metrics: [accuracy]
    """
  }

  @Test("the benchmarks that come with the project are read, with a sample for each item")
  func shipped() throws {
    let icons = try SampleZoo.benchmark("icons")
    let samples = try icons.samples()
    #expect(samples.count == 1000 && icons.labels.count == 8)
    #expect(samples[0].id == "icons-test-0000" && icons.labels[samples[0].label] == "tree")
    guard case .image(let image) = samples[0].payload else {
      Issue.record("not a picture")
      return
    }
    #expect([image.width, image.height, image.channels] == [32, 32, 3])
    #expect(try SampleZoo.benchmark("tickets").samples().count == 1000)
  }

  @Test("what is wrong in a benchmark is said with file and line")
  func mistakes() throws {
    #expect(
      try error { $0.replacing("title:", with: "titel:") }
        == "few.yaml:2: the benchmark has no key 'titel'; did you mean 'title'? known: benchmark, dataset, labels, metrics, models, task, title"
    )
    #expect(try error { $0.replacing("title: Few\n", with: "") } == "few.yaml:1: the benchmark has no 'title'")
    #expect(
      try error { $0.replacing("text-classification", with: "poetry") }
        == "few.yaml:3: no evaluator runs 'poetry'; known: image-classification, text-classification")
    #expect(try error { $0.replacing("[yes, no]", with: "[yes, yes]") } == "few.yaml:10: the label 'yes' stands twice")
    #expect(
      try error { $0.replacing("[accuracy]", with: "[bleu]") }
        == "few.yaml:11: the metric 'bleu' is not computed; known: accuracy, f1, macro-f1, precision, recall")
    let wrong = try error { $0.replacing(SHA256.digest(of: Self.items).hex, with: String(repeating: "0", count: 64)) }
    #expect(wrong?.hasPrefix("few.yaml:9: …/items.jsonl has the SHA-256 ") == true)
  }

  @Test("what is wrong in an item is said with its line")
  func items() throws {
    func check(_ line: String, _ words: String) throws {
      let items = Self.items + line + "\n"
      #expect(try error({ $0 }, items: items) == "…/items.jsonl:2: \(words)")
    }
    try check(#"{"id":"2","label":"perhaps","text":"Na"}"#, "the label 'perhaps' is not one of the benchmark's")
    try check(#"{"id":"1","label":"no","text":"Na"}"#, "another item has the id '1' too")
    try check(#"{"id":"2","label":"no"}"#, "an item has either a 'text', or the 'file' of an archive")
    try check(#"{"id":"2","text":"Na"}"#, "no 'label'")
  }
}
