import Records

/// Builds a site: models one after another, then the pages about all of them.
///
/// The folder it leaves
/// ```
/// index.html  compare.html  robustness.html  changes.html  coverage.html  about.html  model.html
/// models/<zoo>/<id>/index.html    a page each, for the evaluated and curated tier; model.json beside it, the same as data
/// list/0001.html …                everything as plain lists, for readers without script
/// assets/                         style and client
/// data/catalogue.js rows-NNNN.js  the catalogue's columns         data/catalogue.csv  the same as a table
/// data/records/NNNN.js            every model's page as data      data/measured.js    what the compare page draws
/// data/<kind>.jsonl …             the published records           changes.xml         the feed
/// data/run.js                     what the run cost, the one file that two builds do not have in common
/// index.json                      every file but that one, with size and SHA-256
/// ```
/// All links are relative and all data come by classic script tags that call `M(name, value)`, so the site works under
/// any path of any static host, under `default-src 'self'`, and opened from disk.
struct SiteBuilder {
  /// Up to this many models, each has its own HTML page.
  static let pagesForAll = 5000
  private static let rowsWithoutScript = 50
  private static let rowsPerList = 500

  private let snapshot: SnapshotNote
  private let templates: TemplateSet
  private var writer: SiteWriter
  private var paths = PagePaths()
  private var pages: [String: String] = [:]
  private var rows: [CatalogueRow] = []
  private let shards: RecordShards

  /// A builder into an empty folder; `models` are all rows of the catalogue, in any order.
  init(writer: SiteWriter, snapshot: SnapshotNote, models: [CatalogueRow]) throws(SiteFailure) {
    (self.writer, self.snapshot) = (writer, snapshot)
    templates = try TemplateSet()
    shards = try RecordShards(models: models.count, waiting: writer.waitingFile)
    rows = models.sorted(by: CatalogueRow.isRankedBefore)
    let hasPages = models.count <= Self.pagesForAll
    for row in models.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) })
    where hasPages || row.isEvaluated {
      pages[row.key] = try paths.path(zoo: row.zoo, nativeID: row.nativeID).text
    }
    for row in rows where pages[row.key] == nil { pages[row.key] = "model.html#" + Self.fragment(row.key) }
  }

  /// What turns models into bytes; it may be used on all cores, since it changes nothing.
  var renderer: PageRenderer { PageRenderer(snapshot: snapshot, templates: templates, pages: pages) }

  /// Writes one model's page and keeps its data for the shards.
  mutating func add(_ model: PageRenderer.Rendered) throws(SiteFailure) {
    try shards.add(model.json, key: model.key)
    guard let page = model.page else { return }
    try writer.write(page.html, to: page.path)
    try writer.write(model.json + [0x0A], to: page.path.dropLast("index.html".count) + "model.json")
  }

  /// Adds a file of the published records or an example image as it is.
  mutating func add(_ bytes: [UInt8], at path: String) throws(SiteFailure) { try writer.write(bytes, to: path) }

  /// Writes everything that is about all models; gives the number of files.
  mutating func finish(
    measured: [MeasuredModel], robustness: RobustnessPage, changes: ChangesPage, coverage: CoveragePage,
    exported: [ExportedFiles] = []
  ) throws(SiteFailure) -> Int {
    for (name, bytes) in try BundledFiles.read(folder: "Assets") { try writer.write(bytes, to: "assets/\(name)") }
    try writeCatalogue()
    try shards.forEachFile { (name, json) throws(SiteFailure) in try script("records/\(name)", json: json) }
    let pages = pages
    try script("measured", .list(measured.map { $0.view(page: pages[$0.key] ?? "") }))
    try write("compare", .object([("measuredCount", .integer(measured.count))]), title: "Compare", to: "compare.html")
    try write("robustness", robustness.view { pages[$0] }, title: "Robustness", to: "robustness.html")
    try write("changes", changes.view { pages[$0] }, title: "Changes", to: "changes.html")
    try write(
      "coverage",
      coverage.view.adding(
        .members(["exported": .list(exported.map(\.view)), "hasExported": exported.isEmpty ? nil : true])),
      title: "Coverage", to: "coverage.html")
    var run: [UInt8] = []
    coverage.run.appendJSON(to: &run)
    try writer.writeUnlisted(Self.call("run", run), to: "data/run.js")
    try write("about", .object([]), title: "Method", to: "about.html")
    try write("model-shell", .object([]), title: "Model", to: "model.html")
    try writer.write(
      templates.render(AtomFeed(snapshot: snapshot, changes: changes).view, with: "feed"), to: "changes.xml")
    try writer.write(lines(changes.lines { pages[$0] }), to: "data/changes.jsonl")
    return try writer.finish(snapshot: snapshot, schema: "\(SchemaVersion.current)")
  }

  private mutating func writeCatalogue() throws(SiteFailure) {
    let pages = pages
    let columns = CatalogueColumns(rows: rows) { row in
      pages[row.key].flatMap { $0.hasPrefix("model.html") ? nil : $0 }
    }
    try script("catalogue", columns.dictionaries)
    for (index, part) in columns.parts.enumerated() { try script("rows-\(RecordShards.name(index))", part) }
    try writer.write(table(), to: "data/catalogue.csv")
    let frame = listFrame

    func views(_ slice: ArraySlice<CatalogueRow>) -> ViewValue {
      .list(slice.map { $0.view(page: pages[$0.key] ?? "") })
    }
    let first = ViewValue.members([
      "rows": views(rows.prefix(Self.rowsWithoutScript)), "total": .text(Figures.grouped(rows.count)),
      "shown": .text(Figures.grouped(min(rows.count, Self.rowsWithoutScript))),
    ]).adding(frame)
    try write("index", first, title: "Catalogue", to: "index.html")
    let lists = max(1, (rows.count + Self.rowsPerList - 1) / Self.rowsPerList)
    for list in 0..<lists {
      let slice = rows[(list * Self.rowsPerList)..<min((list + 1) * Self.rowsPerList, rows.count)]
      let view = ViewValue.members([
        "rows": views(slice), "number": .integer(list + 1), "lists": .integer(lists),
        "from": .text(Figures.grouped(list * Self.rowsPerList + 1)),
        "to": .text(Figures.grouped(min((list + 1) * Self.rowsPerList, rows.count))),
        "total": .text(Figures.grouped(rows.count)),
        "previous": list > 0 ? .text(RecordShards.name(list) + ".html") : nil,
        "next": list + 1 < lists ? .text(RecordShards.name(list + 2) + ".html") : nil,
      ]).adding(frame)
      try write("list", view, title: "All models, page \(list + 1)", to: "list/\(RecordShards.name(list + 1)).html")
    }
  }

  /// What lists leave out, and how they are sorted.
  private var listFrame: ViewValue {
    let absent = CatalogueColumns.absent(in: rows)
    let names = Set(absent.map(\.name))
    let orders = [
      ("downloads", "most downloaded first"), ("likes", "most liked first"), ("accuracy", "best measured first"),
    ]
    let order = orders.first { !names.contains($0.0) }?.1 ?? "by name"
    let shown = CatalogueColumns.numbers.filter { !names.contains($0.name) }.map { number in
      ("has-\(number.name)", ViewValue.flag(true))
    }
    return ViewValue.members([
      "order": .text(order), "absent": .text(absent.map(\.title).joined(separator: ", ")),
    ]).adding(.object(shown))
  }

  private func table() -> [UInt8] {
    var table = CommaSeparated()
    table.append(row: [
      "zoo", "id", "tasks", "libraries", "licence", "commercial_use", "languages", "parameters", "bytes", "downloads",
      "likes",
      "updated", "accuracy", "accuracy_low", "accuracy_high", "evaluated", "has_card",
    ])
    for row in rows {
      let figures = [row.parameters, row.bytes, row.downloads, row.likes].map { $0.map(String.init) ?? "" }
      let accuracy = [row.accuracy?.value, row.accuracy?.low, row.accuracy?.high].map {
        $0.map(ViewValue.shortest) ?? ""
      }
      table.append(
        row: [
          row.zoo, row.nativeID, row.tasks.joined(separator: ";"), row.libraries.joined(separator: ";"),
          row.licence ?? "",
          row.commercialUse.rawValue, row.languages.joined(separator: ";"),
        ] + figures + [row.updated ?? ""] + accuracy + [
          row.isEvaluated ? "true" : "false", row.hasCard.map { $0 ? "true" : "false" } ?? "",
        ])
    }
    return table.bytes
  }

  private mutating func write(
    _ template: String, _ view: ViewValue, title: String, to path: String
  ) throws(SiteFailure) {
    try writer.write(renderer.render(template, view, title: title, at: path), to: path)
  }

  private mutating func script(_ name: String, _ view: ViewValue) throws(SiteFailure) {
    var json: [UInt8] = []
    view.appendJSON(to: &json)
    try script(name, json: json)
  }

  private mutating func script(_ name: String, json: [UInt8]) throws(SiteFailure) {
    try writer.write(Self.call(name, json), to: "data/\(name).js")
  }

  private static func call(_ name: String, _ json: [UInt8]) -> [UInt8] {
    Array("M(\"\(name)\",".utf8) + json + Array(");\n".utf8)
  }

  private func lines(_ views: [ViewValue]) -> [UInt8] {
    var bytes: [UInt8] = []
    for view in views {
      view.appendJSON(to: &bytes)
      bytes.append(0x0A)
    }
    return bytes
  }

  /// A key as an address's fragment: everything but unreserved letters and slashes percent-encoded (RFC 3986).
  static func fragment(_ key: String) -> String {
    var text = ""
    for byte in key.utf8 {
      if byte == UInt8(ascii: "/") || SitePath.isSafe(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))"
      }
    }
    return text
  }
}
