import Foundation
import Records
import Stages

/// The changes page: what was concluded, reported and measured this time and the time before.
struct ChangesMaker {
  let context: StageContext
  let catalogue: CatalogueIndex
  let labels: Labels

  private static let subject = "normalise"
  /// Longest value that is repeated.
  private static let longest = 300

  func page() throws -> ChangesPage {
    guard let before = context.previous[Self.subject],
      let after = context.snapshots.first(where: { $0.stage == Self.subject })
    else { return ChangesPage(previousDate: nil, previousFingerprint: nil, changes: []) }
    var found: [String: Found] = [:]
    try compareModels(before, after, &found)
    for snapshot in context.snapshots {
      guard let earlier = context.previous[snapshot.stage] else { continue }
      let differences = try ResultChanges(from: earlier, to: snapshot, catalogue: catalogue, labels: labels)
      for (model, fields) in differences.loud { found[model, default: Found()].fields += fields }
      for (model, fields) in differences.quiet { found[model, default: Found()].quiet += fields }
    }
    var page = ChangesPage(
      previousDate: before.index.asOf, previousFingerprint: before.index.fingerprint, changes: [])
    for (id, change) in found.sorted(by: { $0.key.precedes($1.key) }) {
      let key = catalogue.keys[id] ?? Self.key(id)
      // What becomes of the results of a model that came or went is said by that.
      if change.kind != .changed {
        page.changes.append(ChangesPage.ModelChange(change.kind, key: key))
        continue
      }
      if !change.fields.isEmpty { page.changes.append(.init(.changed, key: key, fields: change.fields)) }
      if !change.quiet.isEmpty { page.quiet.append(.init(.changed, key: key, fields: change.quiet)) }
    }
    return page
  }

  /// What is known of one model.
  private struct Found {
    var kind = ChangesPage.ModelChange.Kind.changed
    var fields: [ChangesPage.FieldChange] = []
    /// Changes that say nothing of the model.
    var quiet: [ChangesPage.FieldChange] = []
  }

  private func compareModels(_ before: Snapshot, _ after: Snapshot, _ found: inout [String: Found]) throws {
    try SnapshotDifference(from: before, to: after).forEachPair(ofKind: Model.kindName) { pair in
      switch pair {
      case .added(let line): found[line.id] = Found(kind: .added)
      case .removed(let line): found[line.id] = Found(kind: .removed)
      case .both(let old, let new):
        do {
          let (one, other) = (try Model(json: old.bytes), try Model(json: new.bytes))
          let leaves = FieldChange.between(try old.value(), try new.value())
            // Counters move every night without the model having changed.
            .filter { !$0.isCounter && $0.pointer != "/v" }
          found[new.id] = compare(one, other, leaves)
        } catch let error as JSONError {
          throw new.failure(error)
        }
      }
    }
  }

  /// One change for each field of the page, however many parts of it have another value.
  private func compare(_ old: Model, _ new: Model, _ leaves: [FieldChange]) -> Found {
    var found = Found()
    for (name, parts) in Dictionary(grouping: leaves, by: Self.member).sorted(by: { $0.key.precedes($1.key) }) {
      if let field = ModelField.all.first(where: { $0.name == name }) {
        let (before, after) = (shown(field, old), shown(field, new))
        if before != after {
          found.fields.append(.init(field.label, old: before, new: after))
          continue
        }
      } else if let section = ModelField.sections.first(where: { $0.name == name }) {
        let (before, after) = (section.ref(old), section.ref(new))
        let change = ChangesPage.FieldChange(
          section.label, old: before.map(Self.lines), new: after.map(Self.lines))
        // A document's id changes with each revision, and lines move with what is written above them.
        if change.old == change.new { continue }
        if let before, let after, before.lineEnd - before.lineStart == after.lineEnd - after.lineStart {
          found.quiet.append(change)
        } else {
          found.fields.append(change)
        }
        continue
      }
      // What the page does not show, or shows alike.
      found.fields += parts.map(change)
    }
    return found
  }

  private static func member(_ change: FieldChange) -> String {
    String(change.pointer.dropFirst().prefix { $0 != "/" })
  }

  private func shown(_ field: ModelField, _ model: Model) -> String? {
    let values = field.values(model, labels)
    return values.isEmpty ? nil : Text.cut(values.joined(separator: ", "), to: Self.longest)
  }

  private static func lines(_ ref: TextRef) -> String { "lines \(ref.lineStart)–\(ref.lineEnd)" }

  private func change(_ field: FieldChange) -> ChangesPage.FieldChange {
    let name = field.pointer.dropFirst().prefix { $0 != "/" }
    return ChangesPage.FieldChange(
      Self.label(field.pointer), old: field.old.map { spelt($0, of: name) }, new: field.new.map { spelt($0, of: name) })
  }

  private func spelt(_ value: JSON, of name: Substring) -> String {
    switch value {
    case .string(let text): Text.cut(labels.term(text, of: name), to: Self.longest)
    case .array(let items) where items.allSatisfy({ $0.string != nil }):
      Text.cut(
        items.compactMap(\.string).map { labels.term($0, of: name) }.joined(separator: ", "), to: Self.longest)
    default: Text.cut(Text.print(value), to: Self.longest)
    }
  }

  /// `/license/keys` is "Licence: keys".
  private static func label(_ pointer: String) -> String {
    let parts = pointer.split(separator: "/").map(String.init)
    guard let first = parts.first else { return pointer }
    let known = ModelField.all.first { $0.name == first }?.label
    let rest = parts.dropFirst().joined(separator: " ").replacing("_", with: " ")
    let name = known ?? first.replacing("_", with: " ")
    return Text.cut(rest.isEmpty ? name : "\(name): \(rest)", to: 100)
  }

  /// `mz:model/hf/gpt2` is `hf/gpt2`, for a model that is no longer in the catalogue.
  private static func key(_ id: String) -> String {
    let native = id.hasPrefix("mz:model/") ? String(id.dropFirst(9)) : id
    return Text.cut(native.removingPercentEncoding ?? native, to: 1000)
  }
}
