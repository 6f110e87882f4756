/// Turns the values of pages into bytes.
struct PageRenderer: Sendable {
  let snapshot: SnapshotNote
  let templates: TemplateSet
  /// Where each model's page is, by the model's key.
  let pages: [String: String]

  /// One model as data and, in the evaluated and curated tier, as a page.
  struct Rendered: Sendable {
    var key: String
    var json: [UInt8] = []
    var page: (path: String, html: [UInt8])?
  }

  func render(_ model: ModelPage) throws(SiteFailure) -> Rendered {
    let view = model.view { pages[$0] }
    var rendered = Rendered(key: model.row.key)
    view.appendJSON(to: &rendered.json)
    if let path = pages[model.row.key], !path.hasPrefix("model.html") {
      rendered.page = (path, try render("model", view, title: model.row.nativeID, at: path))
    }
    return rendered
  }

  /// A page in the frame that all pages share.
  func render(_ template: String, _ view: ViewValue, title: String, at path: String) throws(SiteFailure) -> [UInt8] {
    let frame = ViewValue.object([
      ("root", .text(try SitePath(path).toRoot)), ("pageTitle", .text(title)), ("snapshot", snapshot.view),
      ("is-\(template)", true),
    ])
    return try templates.render(frame.adding(view), with: template)
  }
}
