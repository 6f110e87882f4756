import Foundation

@testable import Publishing

/// A made-up catalogue with the names that break sites, written to a folder.
struct SiteFixture {
  static let hostileNames = [
    "mallory/<script>alert(1)</script>", "mallory/\"onmouseover=alert(1) x=\"", "mallory/</script><!--",
    "shalom/מודל-עברי-1",
    "=cmd()", "汉语/中文-模型-base", "école/modèle-é", "quote/\"\u{0300} onload=x", "dots/../../etc/passwd",
    "bidi/\u{202E}evil",
    "case/Model", "case/model", "tilde/~a", "odd/index.html", "comma/a,b 100%",
  ]

  var count: Int

  let snapshot: SnapshotNote

  init(count: Int = 40) {
    self.count = count
    snapshot = SnapshotNote(
      date: "2026-11-22", fingerprint: "4f2a91c07be0", models: count, evaluated: 8, listed: count + 2,
      fetched: count - 1)
  }

  private static let families = [
    "aurora-bert", "tinyfold-resnet", "brook-whisper", "llama-lane-3.1", "mint-vit", "quill-t5", "pebble-mlp",
    "icon-net",
  ]
  private static let tasks = [
    "text-classification", "image-classification", "speech-recognition", "text-generation", "object-detection",
    "translation",
  ]
  private static let licences: [(String, CommercialUse)?] = [
    ("Apache-2.0", .allowed), ("MIT", .allowed), ("CC-BY-NC-4.0", .forbidden), ("OpenRAIL-M", .conditional), nil,
  ]

  func row(_ index: Int) -> CatalogueRow {
    let evaluated = index < 8
    let name =
      evaluated
      ? "sample/\(Self.families[index])"
      : index - 8 < Self.hostileNames.count
        ? Self.hostileNames[index - 8]
        : "team-\(index % 23)/\(Self.families[index % 8])-\(["tiny", "base", "large"][index % 3])-v\(index)"
    var row = CatalogueRow(zoo: evaluated ? "local" : index % 4 == 0 ? "openmmlab" : "hf", nativeID: name)
    row.tasks = index % 9 == 5 ? [] : [Self.tasks[index % 6]]
    row.libraries = index % 7 == 6 ? [] : [["transformers", "pytorch", "onnx", "jax"][index % 4]]
    if let licence = Self.licences[index % 5] { (row.licence, row.commercialUse) = licence }
    row.languages = index % 3 == 0 ? ["en"] : index % 3 == 1 ? ["en", "fr"] : []
    row.parameters = index % 5 == 3 ? nil : 12_000 * (index + 1) * (index + 7)
    row.bytes = row.parameters.map { $0 * 4 + 1800 }
    row.downloads = index % 11 == 7 ? nil : 4_000_000 / (index + 1)
    row.likes = index % 11 == 7 ? nil : 900 / (index + 1)
    row.updated = index % 6 == 4 ? nil : "2026-0\(index % 9 + 1)-1\(index % 10)"
    row.isEvaluated = evaluated
    row.hasCard = index % 4 != 1
    if evaluated { row.accuracy = accuracy(index) }
    if evaluated { row.reports = index == 2 ? .outside("accuracy: reported 92.1, measured 87.1") : .inside }
    return row
  }

  private func accuracy(_ index: Int) -> MeasuredValue {
    let value = [0.912, 0.934, 0.871, 0.927, 0.741, 0.889, 0.653, 0.951][index]
    return MeasuredValue(value, low: value - 0.021, high: value + 0.018)
  }

  func page(_ index: Int) -> ModelPage {
    var page = ModelPage(row: row(index))
    let card = "https://example.org/\(index)/blob/main/README.md"
    page.url = "https://example.org/models/\(index)"
    page.revision = "0ed37e3b9c3c"
    page.title = index % 4 == 2 ? "A model & its \"card\" <b>in bold</b>" : nil
    page.sources = [
      SourceLine(
        name: "README.md", role: "readme", locator: "\(page.row.key)/README.md", url: card, revision: "0ed37e3b9c3c",
        retrieved: "2026-11-22T02:14:07Z", bytes: 7312, sha256: String(repeating: "9c4e", count: 16),
        hasLineAnchors: true),
      SourceLine(
        name: "config.json", role: "config", locator: "\(page.row.key)/config.json", url: "javascript:alert(1)",
        revision: "0ed37e3b9c3c", retrieved: "2026-11-22T02:14:09Z", bytes: 684,
        sha256: String(repeating: "07af", count: 16)),
    ]
    let front = Evidence(
      source: 0, lines: "3", place: "license", method: "front_matter", by: "first_party", confidence: 0.99,
      raw: "apache-2.0")
    let prose = Evidence(
      source: 0, lines: "41–42", method: "prose_rule", by: "first_party", confidence: 0.91,
      raw: "Released under the MIT licence.")
    let config = Evidence(
      source: 1, place: "/hidden_size", method: "config_file", by: "first_party", confidence: 0.99, raw: "768")
    page.groups = [
      ModelPage.Group(
        "Configuration",
        [
          Fact(
            "Licence", index % 3 == 0 ? nil : page.row.licence, status: index % 3 == 0 ? .conflicted : .agreed,
            evidence: index % 3 == 0 ? [] : [front, prose],
            others: index % 3 == 0 ? [.init("Apache-2.0", evidence: front), .init("MIT", evidence: prose)] : []),
          Fact("Task", page.row.tasks.first ?? "unstated", evidence: [front]),
          Fact(
            "Parameters", page.row.parameters.map(Figures.grouped) ?? "unstated", status: .resolved,
            rule: "a config file beats prose", evidence: [config], others: [.init("110M", evidence: prose)]),
          Fact("Hidden size", "768", evidence: [config]),
          Fact("Base model", "aurora/aurora-bert-base", url: "https://example.org/aurora", evidence: [front]),
        ], ifEmpty: "No source describes it."),
      ModelPage.Group(
        "Dataset", index % 4 == 1 ? [] : [Fact("Trained on", "wiki-brooks (120,431 documents)", evidence: [prose])],
        ifEmpty: "No source names a training dataset."),
      ModelPage.Group(
        "Execution", [Fact("Labels", "cat, dog, <img src=x onerror=alert(1)>", evidence: [config])],
        ifEmpty: "No source says what it puts out."),
    ]
    if index < 8 {
      let value = accuracy(index)
      var accuracy = ResultLine(
        ResultLine.Heading("icons, test", "image classification"), metric: "accuracy", unit: "%")
      accuracy.reported = Figures.percent(value.value + 0.05)
      accuracy.reportedBy = Evidence(
        source: 0, lines: "57", place: "Results, row 2", method: "table", by: "first_party", confidence: 0.97)
      accuracy.measured = Figures.percent(value.value)
      accuracy.interval = "\(Figures.percent(value.low ?? 0)) – \(Figures.percent(value.high ?? 0))"
      (accuracy.samples, accuracy.difference, accuracy.isOutside) = (1000, "+5.0", true)
      var latency = ResultLine(
        ResultLine.Heading("icons, test", "image classification · fp32, CPU, 2 threads"), metric: "latency p50",
        variant: "batch 1", unit: "ms")
      (latency.measured, latency.interval, latency.samples) = ("1.84", "1.80 – 1.91", 200)
      page.results = [accuracy, latency]
      page.slices = [
        SliceTable(
          title: "icons, test, by class", dimension: "class", metrics: ["precision, %", "recall, %"],
          lines: [("boat", 120, ["91.2", "88.0"]), ("<b>fish", 110, ["90.0", nil])])
      ]
      page.files = [
        ModelPage.FileLine(
          path: "model.onnx", role: "weights", format: "onnx", bytes: 440_449_768,
          sha256: String(repeating: "ab12", count: 16)),
        ModelPage.FileLine(path: "config.json", role: "config"),
      ]
      page.relations = [
        ModelPage.RelationLine(
          "fine-tuned from", key: row((index + 1) % 8).key, name: row((index + 1) % 8).nativeID, evidence: front),
        ModelPage.RelationLine("base of", name: "elsewhere/unknown"),
      ]
    } else {
      page.unmeasured = "it has no file in a format that can be loaded here"
    }
    page.claims = [
      ModelPage.ClaimLine(predicate: "model.license", value: "apache-2.0", evidence: front),
      ModelPage.ClaimLine(predicate: "model.license", value: "Released under the MIT licence.", evidence: prose),
      ModelPage.ClaimLine(predicate: "training.seed", value: nil, polarity: "absent", evidence: prose),
    ]
    page.missing = ["intended use", "training hardware", "carbon footprint"]
    return page
  }

  var measured: [MeasuredModel] {
    (0..<min(8, count)).map { index in
      let row = row(index)
      var model = MeasuredModel(key: row.key, benchmark: "icons, test, accuracy")
      let latency = [0.0018, 0.0092, 0.0311, 0.0127, 0.0006, 0.0044, 0.00009, 0.0153][index]
      model.accuracy = row.accuracy
      model.latency = MeasuredValue(latency, low: latency * 0.96, high: latency * 1.07)
      model.latencySetting = "batch 1, fp32, CPU, 2 threads"
      (model.bytes, model.parameters) = (row.bytes, row.parameters)
      if index != 5 { model.drop = MeasuredValue([0.11, 0.06, 0.21, 0.09, 0.31, 0, 0.4, 0.05][index]) }
      return model
    }
  }

  var robustness: RobustnessPage {
    let kinds = [
      ("identity", "Change nothing.", [1]), ("greyscale", "Take the colour away.", [1]),
      ("flip", "Turn upside down.", [1]), ("mirror", "Swap left and right.", [1]),
      ("gaussian-noise", "Add noise to each pixel.", [1, 3, 5]),
      ("salt-and-pepper", "Turn scattered pixels black or white.", [1, 3, 5]),
    ]
    let perturbations = kinds.map { name, summary, severities in
      RobustnessPage.Perturbation(
        name: name, summary: summary, severities: severities,
        examples: severities.map { .init(severity: $0, image: "examples/icons/\(name)-\($0).svg") })
    }
    let lines = (0..<min(6, count)).map { index in
      var cells: [String: [RobustnessPage.Cell]] = [:]
      for (place, kind) in kinds.enumerated() where !(index == 4 && place == 3) {
        cells[kind.0] = kind.2.map { severity in
          let drop = place == 0 ? 0 : place == 3 ? -0.004 : Double(severity * place * (index + 2)) / 260
          return .init(
            severity: severity,
            drop: place == 0
              ? MeasuredValue(0, low: 0, high: 0) : MeasuredValue(drop, low: drop - 0.012, high: drop + 0.013),
            samples: 1000)
        }
      }
      return RobustnessPage.Line(key: row(index).key, name: row(index).nativeID, clean: accuracy(index), cells: cells)
    }
    return RobustnessPage(boards: [
      .init(benchmark: "icons, test", samples: 1000, seed: "7", perturbations: perturbations, lines: lines)
    ])
  }

  var changes: ChangesPage {
    guard count > 20 else { return ChangesPage(previousDate: nil, previousFingerprint: nil, changes: []) }
    return ChangesPage(
      previousDate: "2026-11-21", previousFingerprint: "77be0d12a91c",
      changes: [
        .init(.added, key: row(9).key), .init(.added, key: row(14).key), .init(.removed, key: "hf/gone/<b>model</b>"),
        .init(
          .changed, key: row(2).key,
          fields: [
            .init(
              "licence", old: "MIT", new: "Apache-2.0", source: "README.md line 3", sourceURL: "https://example.org/2"),
            .init("parameters", old: nil, new: "12,400,000", source: "config.json"),
          ]),
      ])
  }

  var coverage: CoveragePage {
    var page = CoveragePage()
    page.zoos = [
      .init(zoo: "hf", listed: 23_511, fetched: 23_489, rejected: 22),
      .init(zoo: "local", listed: 8, fetched: 8, rejected: 0),
      .init(zoo: "openmmlab", listed: 12, fetched: 10, rejected: 1),
    ]
    page.fields = [
      .init("licence", filled: 15_211, of: 23_507, conflicted: 212), .init("task", filled: 20_117, of: 23_507),
      .init("parameters", filled: 2_310, of: 23_507, conflicted: 12),
      .init("training dataset", filled: 9_112, of: 23_507),
    ]
    page.rejections = [
      .init(
        stage: "parse-readme", code: "broken-front-matter", count: 17, example: "hf/x/y",
        detail: "line 4: mapping values are not allowed here <i>"),
      .init(
        stage: "fetch", code: "too-large", count: 5, example: "hf/big/card",
        detail: "10,485,761 bytes, more than the 10 MB that are read"),
    ]
    page.stages = [
      .init(
        stage: "fetch", fingerprint: "4f2a91c07be0", seconds: 61.2, peakBytes: 188_000_000, records: 47_022,
        rejected: 22),
      .init(
        stage: "parse-readme", fingerprint: "11aa91c07be0", seconds: 9.8, peakBytes: 240_000_000, records: 412_119,
        rejected: 17),
      .init(stage: "publish", fingerprint: "9eaa91c07be0", seconds: 7.1, peakBytes: nil, records: 23_507, rejected: 0),
    ]
    return page
  }

  /// Writes the whole site; gives the number of files.
  @discardableResult
  func write(to folder: URL) throws -> Int {
    let writer = SiteWriter(folder: folder) { PagePaths.hash(String(decoding: $0, as: UTF8.self)) }
    var builder = try SiteBuilder(writer: writer, snapshot: snapshot, models: (0..<count).map(row))
    for index in 0..<count { try builder.add(builder.renderer.render(page(index))) }
    for (place, name) in ["identity", "greyscale", "flip", "mirror", "gaussian-noise", "salt-and-pepper"].enumerated() {
      for severity in place > 3 ? [1, 3, 5] : [1] {
        let image =
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"16\" height=\"16\"><rect width=\"16\" height=\"16\" fill=\"#\(place)9\(severity)\"/><circle cx=\"8\" cy=\"8\" r=\"\(severity + 1)\" fill=\"#fff\"/></svg>"
        try builder.add(Array(image.utf8), at: "examples/icons/\(name)-\(severity).svg")
      }
    }
    return try builder.finish(measured: measured, robustness: robustness, changes: changes, coverage: coverage)
  }
}
