import Foundation
import Records
import Stages

/// The changes page: what `normalise` concluded this time and the time before.
struct ChangesMaker {
  let context: StageContext
  let catalogue: CatalogueIndex
  let labels: Labels

  private static let stage = "normalise"
  /// Longest value that is repeated.
  private static let longest = 300

  func page() throws -> ChangesPage {
    guard let before = context.previous[Self.stage],
      let after = context.snapshots.first(where: { $0.stage == Self.stage })
    else { return ChangesPage(previousDate: nil, previousFingerprint: nil, changes: []) }
    var changes: [ChangesPage.ModelChange] = []
    try SnapshotDifference(from: before, to: after).forEach(ofKind: Model.kindName) { difference in
      let key = catalogue.keys[difference.id] ?? Self.key(difference.id)
      switch difference.change {
      case .added: changes.append(ChangesPage.ModelChange(.added, key: key))
      case .removed: changes.append(ChangesPage.ModelChange(.removed, key: key))
      case .changed(let fields):
        // Counters move every night without the model having changed.
        let told = fields.filter { !$0.isCounter && $0.pointer != "/v" }
        if !told.isEmpty { changes.append(ChangesPage.ModelChange(.changed, key: key, fields: told.map(change))) }
      }
    }
    return ChangesPage(
      previousDate: before.index.asOf, previousFingerprint: before.index.fingerprint, changes: changes)
  }

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

  /// `/license/expr` is "Licence: expr".
  private static func label(_ pointer: String) -> String {
    let parts = pointer.split(separator: "/").map(String.init)
    guard let first = parts.first else { return pointer }
    let known =
      ModelField.all.first { $0.name == first }?.label ?? ModelField.sections.first { $0.name == first }?.label
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
