import Foundation
import Hashing
import Records
import Stages

/// The robustness page from what perturb measured: a board for each benchmark.
struct RobustnessBoards {
  let catalogue: CatalogueIndex
  let labels: Labels
  /// Executions of mode `example`: each one perturbed sample that perturb kept.
  let examples: [Execution]
  /// Example images to write, by path in the site.
  private(set) var images: [String: [UInt8]] = [:]

  /// Larger files are no thumbnails.
  private static let largestImage = 1 << 20

  init(catalogue: CatalogueIndex, labels: Labels, examples: [Execution]) {
    (self.catalogue, self.labels, self.examples) = (catalogue, labels, examples)
  }

  mutating func page(documents: DocumentStore) -> RobustnessPage {
    let drops = catalogue.measurements.filter { $0.perturbation != nil && $0.metric == "metric:accuracy-drop" }
    let boards = Dictionary(grouping: drops) { $0.dataset ?? $0.datasetName ?? "" }
    return RobustnessPage(
      boards: boards.sorted { $0.key.precedes($1.key) }.map { dataset, drops in
        board(dataset, drops, documents: documents)
      })
  }

  private mutating func board(
    _ dataset: String, _ drops: [Evaluation], documents: DocumentStore
  ) -> RobustnessPage.Board {
    var variants: [String: [Int: Perturbed]] = [:]
    for case let perturbed? in drops.map(\.perturbation) {
      variants[perturbed.name, default: [:]][perturbed.severity] = perturbed
    }
    // Parameters are set for a sample, so the examples have them and the figures over all samples do not.
    for case let perturbed? in examples.filter({ isExample($0, of: dataset) }).map(\.perturbation)
    where !perturbed.parameters.isEmpty && variants[perturbed.name]?[perturbed.severity] != nil {
      variants[perturbed.name]?[perturbed.severity] = perturbed
    }
    // The identity stands first: it is the check of the rest.
    let names = variants.keys.sorted { a, b in (a == "identity" ? 0 : 1, a) < (b == "identity" ? 0 : 1, b) }
    let perturbations = names.map { name in
      let severities = variants[name, default: [:]].sorted { $0.key < $1.key }
      return RobustnessPage.Perturbation(
        name: name, summary: Self.recipe(severities.map(\.value)), severities: severities.map(\.key),
        examples: examples(of: name, dataset: dataset, documents))
    }
    let lines = Dictionary(grouping: drops, by: \.model).compactMap { model, drops -> RobustnessPage.Line? in
      guard let key = catalogue.keys[model] else { return nil }
      func whole(_ metric: String) -> MeasuredValue? {
        let found = catalogue.measurements.first {
          $0.model == model && $0.metric == metric && $0.perturbation == nil && ($0.dataset ?? "") == dataset
        }
        return found.flatMap { found in found.value.map { MeasuredValue($0, low: found.ciLow, high: found.ciHigh) } }
      }
      var cells: [String: [RobustnessPage.Cell]] = [:]
      for drop in drops {
        guard let perturbed = drop.perturbation, let value = drop.value else { continue }
        cells[perturbed.name, default: []].append(
          RobustnessPage.Cell(
            severity: perturbed.severity, drop: MeasuredValue(value, low: drop.ciLow, high: drop.ciHigh),
            samples: drop.n ?? 0))
      }
      let name = key.firstIndex(of: "/").map { String(key[key.index(after: $0)...]) } ?? key
      var line = RobustnessPage.Line(key: key, name: name, clean: whole("metric:accuracy"), cells: cells)
      line.worst = whole("metric:worst-case-accuracy")
      return line
    }
    let seeds = Set(drops.compactMap { $0.perturbation?.seed }).sorted()
    return RobustnessPage.Board(
      benchmark: labels.dataset(dataset), samples: drops.compactMap(\.n).max() ?? 0,
      seed: seeds.map(String.init).joined(separator: ", "), perturbations: perturbations,
      lines: lines.sorted { a, b in
        let (first, second) = (a.clean?.value ?? -1, b.clean?.value ?? -1)
        return first != second ? first > second : a.key.precedes(b.key)
      })
  }

  /// The recipe as perturb wrote it down: "version 1; rate 0.01, 0.1, 0.3". A parameter with one value for each
  /// severity has them in the order of severities.
  private static func recipe(_ variants: [Perturbed]) -> String {
    let versions = Set(variants.map(\.version)).sorted().map(String.init)
    var parts = ["version \(versions.joined(separator: ", "))"]
    for name in Set(variants.flatMap(\.parameters.keys)).sorted(by: { $0.precedes($1) }) {
      let values = variants.sorted { $0.severity < $1.severity }.compactMap { $0.parameters[name].map(Text.print) }
      let isSame = Set(values).count == 1
      parts.append("\(name) \(isSame ? values[0] : values.joined(separator: ", "))")
    }
    return Text.cut(parts.joined(separator: "; "), to: 500)
  }

  private func isExample(_ execution: Execution, of dataset: String) -> Bool {
    execution.dataset == dataset || execution.benchmark.map { "dataset:\($0)" } == dataset
  }

  private mutating func examples(
    of perturbation: String, dataset: String, _ documents: DocumentStore
  ) -> [RobustnessPage.Example] {
    let found = examples.filter { example in
      example.perturbation?.name == perturbation && isExample(example, of: dataset)
    }
    var shown: [Int: RobustnessPage.Example] = [:]
    for example in found.sorted(by: { $0.id.precedes($1.id) }) {
      guard let severity = example.perturbation?.severity, shown[severity] == nil else { continue }
      if let digest = Self.file(of: example) {
        guard let path = documents.file(digest.hex), let bytes = try? Files.read(path, atMost: Self.largestImage),
          SHA256.digest(of: bytes) == digest, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        else { continue }  // An example that is gone or is no PNG is only a picture less.
        let place = "examples/\(digest.hex.prefix(16)).png"
        images[place] = bytes
        shown[severity] = RobustnessPage.Example(severity: severity, image: place)
      } else if let text = example.outcome.detail {
        shown[severity] = RobustnessPage.Example(severity: severity, text: Text.cut(text, to: 300))
      }
    }
    return shown.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The digest of the image that an example stands for: `file_sha256`, or a digest as the outcome's detail.
  private static func file(of example: Execution) -> Digest? {
    if let text = example.fileSha256 { return Digest(hex: text) }
    return example.outcome.detail.flatMap { Digest(hex: $0) }
  }
}
