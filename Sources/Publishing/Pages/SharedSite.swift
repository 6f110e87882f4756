import Foundation
import Records

/// A site in the making that all cores add models to.
///
/// The order in which they come does not show: data are sorted by key before they are written.
final class SharedSite: @unchecked Sendable {
  private let lock = NSLock()
  private var builder: SiteBuilder
  private var changes: ChangesPage
  private let changed: [String: Int]
  private var kept: [Execution] = []

  init(_ builder: SiteBuilder, _ changes: ChangesPage) {
    (self.builder, self.changes) = (builder, changes)
    changed = Dictionary(
      changes.changes.enumerated().filter { $1.kind == .changed }.map { ($1.key, $0) }
    ) { first, _ in first }
  }

  /// Writes a model's page, and lets the changes cite it where the model changed.
  func add(_ rendered: PageRenderer.Rendered, of page: ModelPage) throws(SiteFailure) {
    lock.lock()
    defer { lock.unlock() }
    if let place = changed[rendered.key] { changes.cite(page, in: place) }
    try builder.add(rendered)
  }

  /// Keeps the examples of perturbed samples, which belong to no model.
  func keep(_ executions: [Execution]) { lock.withLock { kept += executions } }

  /// What has come of it, once nothing is added any more.
  var result: (builder: SiteBuilder, changes: ChangesPage, examples: [Execution]) {
    lock.withLock { (builder, changes, kept) }
  }
}
