import Records
import Stages

extension DifferenceReport {
  /// One object, totals before records; `pipeline/schemas/difference.schema.json` says what stands where.
  public var json: JSON {
    [
      "before": .string(before), "after": .string(after),
      "counts": .object(counts.mapValues(Self.json)),
      "fields": .array(fields.map(Self.json)),
      "renames": .array(renames.map(Self.json)),
      "causes": .array(causes.map { .string($0) }),
      "differences": .array(differences.map(Self.json)), "omitted": .number(omitted),
    ]
  }

  private static func json(_ count: Counts) -> JSON {
    [
      "before": .number(count.before), "added": .number(count.added), "removed": .number(count.removed),
      "renamed": .number(count.renamed), "changed": .number(count.changed),
      "counters_only": .number(count.countersOnly), "quiet_only": .number(count.quietOnly),
    ]
  }

  private static func json(_ field: FieldTotal) -> JSON {
    [
      "kind": .string(field.kind), "field": .string(field.pointer), "class": .string(field.fieldClass.rawValue),
      "changed": .number(field.changed), "appeared": .number(field.appeared), "vanished": .number(field.vanished),
      "reordered": .number(field.reordered), "within_interval": .number(field.withinInterval),
      "schema": .bool(field.isOfSchema),
      "movers": .array(
        field.movers.map { ["id": .string($0.id), "old": .number($0.old), "new": .number($0.new)] }),
    ]
  }

  private static func json(_ rename: Rename) -> JSON {
    [
      "kind": .string(rename.kind), "from": .string(rename.from), "to": .string(rename.to),
      "evidence": .string(rename.evidence), "certain": .bool(rename.isCertain),
    ]
  }

  private static func json(_ record: RecordDifference) -> JSON {
    var members: [String: JSON] = ["kind": .string(record.kind), "id": .string(record.id)]
    switch record.change {
    case .added: members["change"] = "added"
    case .removed: members["change"] = "removed"
    case .changed(let fields):
      members["change"] = "changed"
      members["fields"] = .array(
        fields.map { field in
          var change: [String: JSON] = [
            "field": .string(field.pointer),
            "class": .string(FieldClass(of: record.kind, pointer: field.pointer).rawValue),
          ]
          if let old = field.old { change["old"] = old }
          if let new = field.new { change["new"] = new }
          return .object(change)
        })
    }
    return .object(members)
  }
}
