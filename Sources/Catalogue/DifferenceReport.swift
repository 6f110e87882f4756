import Records
import Stages

/// The differences of two snapshots, totals first: worked out once, shown as a table or as JSON.
///
/// One pass over both files; memory holds the totals, the records that are listed, and what was added and removed.
public struct DifferenceReport: Sendable {
  public struct Counts: Sendable, Equatable {
    /// How many records there were.
    public var before = 0
    public var added = 0
    public var removed = 0
    /// Of the added and removed, how many are the same thing under another id. They are not counted among those.
    public var renamed = 0
    public var changed = 0
    /// Records in which nothing but counters moved.
    public var countersOnly = 0
    /// Records with a new revision, reordered lists, values within their interval, new provenance, and nothing else.
    public var quietOnly = 0
  }

  /// How often a field changed.
  public struct FieldTotal: Sendable, Equatable {
    public var kind: String
    public var pointer: String
    public var fieldClass: FieldClass
    public var changed = 0
    /// It had no value before; an empty one is a value.
    public var appeared = 0
    public var vanished = 0
    /// Lists whose order alone is new.
    public var reordered = 0
    /// Measured values that lie in each other's intervals.
    public var withinInterval = 0
    /// The largest moves of a number, largest first.
    public var movers: [Mover] = []

    public struct Mover: Sendable, Equatable {
      public var id: String
      public var old: Double
      public var new: Double
    }

    /// Whether the schema changed rather than the things: most records gained or lost the field.
    public var isOfSchema = false
  }

  public let before: String
  public let after: String
  public private(set) var counts: [String: Counts] = [:]
  public private(set) var fields: [FieldTotal] = []
  public private(set) var renames: [Rename] = []
  /// What changed between the two runs besides the records: `normalise: file vocabulary/tasks.yaml`.
  public private(set) var causes: [String] = []
  /// At most `limit` of them.
  public private(set) var differences: [RecordDifference] = []
  /// How many differences there are beyond those listed.
  public private(set) var omitted = 0

  /// Whether anything differs but counters and the like.
  public var isDifferent: Bool {
    counts.values.contains { $0.added + $0.removed + $0.changed + $0.renamed > 0 }
      || fields.contains(where: \.isOfSchema)
  }

  /// - Parameters:
  ///   - kinds: the kinds to compare; nil means all.
  ///   - counters: whether changes of counters (downloads, likes), revisions and provenance are listed too.
  ///   - limit: how many differences are listed; all are counted.
  public init(_ difference: SnapshotDifference, kinds: [String]? = nil, counters: Bool = false, limit: Int = .max)
    throws
  {
    before = difference.before.folder
    after = difference.after.folder
    for kind in kinds ?? difference.kinds {
      var tally = Tally(kind: kind, listsAll: counters, limit: max(0, limit - differences.count))
      let sizes = try difference.forEachPair(ofKind: kind) { try tally.take($0) }
      tally.finish(before: sizes.before)
      counts[kind] = tally.counts
      fields += tally.fields
      renames += tally.renames
      differences += tally.listed
      omitted += tally.omitted
    }
    causes = DifferenceCauses(difference.before, difference.after).lines
  }
}

extension DifferenceReport {
  /// Lines such as `model: 3 added, 1 removed, 2 changed`.
  public var summary: [String] {
    counts.sorted { $0.key.precedes($1.key) }.compactMap { kind, count in
      var parts: [String] = []
      if count.added > 0 { parts.append("\(count.added) added") }
      if count.removed > 0 { parts.append("\(count.removed) removed") }
      if count.renamed > 0 { parts.append("\(count.renamed) renamed") }
      if count.changed > 0 { parts.append("\(count.changed) changed") }
      if count.countersOnly > 0 { parts.append("\(count.countersOnly) with new counters only") }
      if count.quietOnly > 0 { parts.append("\(count.quietOnly) with nothing new but revision, order or provenance") }
      return parts.isEmpty ? nil : "\(kind): \(parts.joined(separator: ", "))"
    }
  }

  /// The fields that changed, most often first within each kind: kind, pointer, class, how often, and the largest move.
  public var fieldRows: [[String]] {
    fields.map { field in
      var parts: [String] = []
      if field.isOfSchema { parts.append("in most records: the schema changed") }
      if field.changed > 0 { parts.append("\(field.changed) changed") }
      if field.appeared > 0 { parts.append("\(field.appeared) appeared") }
      if field.vanished > 0 { parts.append("\(field.vanished) vanished") }
      if field.reordered > 0 { parts.append("\(field.reordered) reordered") }
      if field.withinInterval > 0 { parts.append("\(field.withinInterval) within the interval") }
      if let most = field.movers.first {
        parts.append("most: \(Self.short(.string(most.id))) \(Self.number(most.old)) → \(Self.number(most.new))")
      }
      return [
        field.kind, field.pointer.isEmpty ? "/" : field.pointer, field.fieldClass.rawValue,
        parts.joined(separator: ", "),
      ]
    }
  }

  private static func number(_ value: Double) -> String { PrintedNumber(value).canonical }

  /// Rows of a table: a sign, the record, the field, old and new value.
  public var rows: [[String]] {
    renames.map { [$0.isCertain ? "=" : "≈", $0.from, "→ \($0.to)", $0.evidence] }
      + differences.flatMap { record -> [[String]] in
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
}
