import Stages

/// Writes the catalogue for machines, beside the pages.
protocol Exporter: Component {
  /// Adds files to the site and gives what the page about the data says of them.
  func export(_ context: StageContext, to site: inout SiteBuilder) throws -> [ExportedFiles]
}

/// One kind of data that is offered for download.
struct ExportedFiles: Sendable {
  /// "model records"
  var name: String
  /// Paths from the site's root; empty where the data are left out.
  var paths: [String] = []
  var records = 0
  var bytes = 0
  /// Why something is left out.
  var note: String?

  var view: ViewValue {
    .members([
      "name": .text(name), "records": .text(Figures.grouped(records)), "size": .text(Figures.bytes(bytes)),
      "paths": .texts(paths), "note": note.map(ViewValue.text),
    ])
  }
}
