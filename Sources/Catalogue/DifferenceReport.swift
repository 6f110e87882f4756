import Records
import Stages

/// The differences of two snapshots, counted and listed: worked out once, shown as a table or as JSON.
public struct DifferenceReport: Sendable {
  public struct Counts: Sendable, Equatable {
    public var added = 0
    public var removed = 0
    public var changed = 0
    /// Records in which nothing but counters moved.
    public var countersOnly = 0
  }

  public let before: String
  public let after: String
  public private(set) var counts: [String: Counts] = [:]
  /// At most `limit` of them.
  public private(set) var differences: [RecordDifference] = []
  /// How many differences there are beyond those listed.
  public private(set) var omitted = 0

  /// Whether anything differs but counters.
  public var isDifferent: Bool { counts.values.contains { $0.added + $0.removed + $0.changed > 0 } }

  /// - Parameters:
  ///   - kinds: the kinds to compare; nil means all but rejections' provenance.
  ///   - counters: whether changes of counters (downloads, likes) and provenance are listed too.
  ///   - limit: how many differences are listed; all are counted.
  public init(_ difference: SnapshotDifference, kinds: [String]? = nil, counters: Bool = false, limit: Int = .max)
    throws
  {
    before = difference.before.folder
    after = difference.after.folder
    for kind in kinds ?? difference.kinds {
      var count = Counts()
      var listed: [RecordDifference] = []
      var left = 0
      try difference.forEach(ofKind: kind) { record in
        var record = record
        switch record.change {
        case .added: count.added += 1
        case .removed: count.removed += 1
        case .changed(let changes):
          let kept = counters ? changes : changes.filter { !$0.isCounter }
          if kept.isEmpty {
            count.countersOnly += 1
            return
          }
          count.changed += 1
          record.change = .changed(kept)
        }
        if listed.count + differences.count < limit { listed.append(record) } else { left += 1 }
      }
      counts[kind] = count
      differences += listed
      omitted += left
    }
  }

  /// One object: `{"after":…,"before":…,"counts":{"model":{"added":1,…}},"differences":[…]}`.
  public var json: JSON {
    [
      "before": .string(before), "after": .string(after),
      "counts": .object(
        counts.mapValues {
          [
            "added": .number($0.added), "removed": .number($0.removed), "changed": .number($0.changed),
            "counters_only": .number($0.countersOnly),
          ]
        }),
      "differences": .array(differences.map(Self.json)), "omitted": .number(omitted),
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
          var change: [String: JSON] = ["field": .string(field.pointer)]
          if let old = field.old { change["old"] = old }
          if let new = field.new { change["new"] = new }
          return .object(change)
        })
    }
    return .object(members)
  }

  /// Rows of a table: a sign, the record, the field, old and new value.
  public var rows: [[String]] {
    differences.flatMap { record -> [[String]] in
      switch record.change {
      case .added: return [["+", record.id]]
      case .removed: return [["-", record.id]]
      case .changed(let fields):
        return fields.map { field in
          ["~", record.id, field.pointer, "\(Self.short(field.old)) → \(Self.short(field.new))"]
        }
      }
    }
  }

  /// A value on one line, with what a terminal would obey taken out.
  private static func short(_ value: JSON?) -> String {
    guard let value else { return "–" }
    let text = value.text.map {
      $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7f } ? " " : $0
    }
    return text.count > 80 ? String(text.prefix(79)) + "…" : String(text)
  }

  /// Lines such as `model: 3 added, 1 removed, 2 changed`.
  public var summary: [String] {
    counts.sorted { $0.key.precedes($1.key) }.compactMap { kind, count in
      var parts: [String] = []
      if count.added > 0 { parts.append("\(count.added) added") }
      if count.removed > 0 { parts.append("\(count.removed) removed") }
      if count.changed > 0 { parts.append("\(count.changed) changed") }
      if count.countersOnly > 0 { parts.append("\(count.countersOnly) with new counters only") }
      return parts.isEmpty ? nil : "\(kind): \(parts.joined(separator: ", "))"
    }
  }
}
