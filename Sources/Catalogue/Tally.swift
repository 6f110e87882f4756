import Records
import Stages

/// Counts the differences of one kind as they come by.
struct Tally {
  let kind: String
  let listsAll: Bool
  let limit: Int
  private(set) var counts = DifferenceReport.Counts()
  private(set) var listed: [RecordDifference] = []
  private(set) var omitted = 0
  private(set) var renames: [Rename] = []
  private(set) var fields: [DifferenceReport.FieldTotal] = []

  private var scan: FieldScan
  private var found: [FieldScan.Found] = []
  private var totals: [DifferenceReport.FieldTotal] = []
  private var added: [Renames.Candidate] = []
  private var removed: [Renames.Candidate] = []
  /// How many records differ in exactly these loud fields: what is counted as changed is known when the schema's own
  /// changes are.
  private var signatures: [[Int]: Int] = [:]
  /// Changed records with the numbers of their fields, decoded at once: going back to a line would bring its page back.
  private var pending: [(record: RecordDifference, fields: [Int])] = []

  /// How many of a field's largest moves are kept.
  private static let moversKept = 3

  init(kind: String, listsAll: Bool, limit: Int) {
    self.kind = kind
    self.listsAll = listsAll
    self.limit = limit
    scan = FieldScan(kind: kind)
  }

  mutating func take(_ pair: SnapshotDifference.Pair) throws {
    switch pair {
    case .added(let line): added.append(try Renames.Candidate(line, kind: kind))
    case .removed(let line): removed.append(try Renames.Candidate(line, kind: kind))
    case .both(let old, let new):
      try scan.differences(of: old, and: new, into: &found)
      try take(old, new)
    }
  }

  private mutating func take(_ old: RecordLine, _ new: RecordLine) throws {
    while totals.count < scan.pointers.count {
      let number = totals.count
      totals.append(
        DifferenceReport.FieldTotal(kind: kind, pointer: scan.pointers[number], fieldClass: scan.classes[number]))
    }
    let intervals = isWithinInterval(old, new)
    var (loud, volatile, all): ([Int], Bool, Bool) = ([], false, true)
    for field in found {
      let number = field.pointer
      let fieldClass = totals[number].fieldClass
      if field.old == nil {
        totals[number].appeared += 1
      } else if field.new == nil {
        totals[number].vanished += 1
      } else if field.isReordered, fieldClass == .set {
        totals[number].reordered += 1
        all = false
        continue
      } else if fieldClass == .measured, intervals || Self.isSameNumber(field) {
        totals[number].withinInterval += 1
        all = false
        continue
      } else {
        totals[number].changed += 1
        if fieldClass == .volatile || fieldClass == .measured { move(number, field, new) }
      }
      if fieldClass.isQuiet {
        if fieldClass == .volatile { volatile = true } else { all = false }
      } else {
        loud.append(number)
      }
    }
    if loud.isEmpty {
      if found.isEmpty { return }
      if volatile, all { counts.countersOnly += 1 } else { counts.quietOnly += 1 }
    } else {
      signatures[loud, default: 0] += 1
    }
    if !loud.isEmpty || listsAll {
      if pending.count < limit { try keep(new) } else { omitted += 1 }
    }
  }

  private mutating func keep(_ line: RecordLine) throws {
    var (changes, numbers): ([FieldChange], [Int]) = ([], [])
    for field in found where listsAll || isLoud(field) {
      do throws(JSONError) {
        changes.append(
          FieldChange(
            pointer: scan.pointers[field.pointer], old: try Self.decoded(field.old), new: try Self.decoded(field.new)))
        numbers.append(field.pointer)
      } catch {
        throw line.failure(error)
      }
    }
    pending.append((RecordDifference(kind: kind, id: line.id, change: .changed(changes)), numbers))
  }

  private static func decoded(_ text: UnsafeBufferPointer<UInt8>?) throws(JSONError) -> JSON? {
    guard let text else { return nil }
    return try JSON(json: text)
  }

  /// What is left when the last line has come by.
  mutating func finish(before: Int) {
    counts.before = before
    let common = max(before - removed.count, 0)
    for number in totals.indices {
      let moved = max(totals[number].appeared, totals[number].vanished)
      // A handful of records cannot tell a new field from a new value.
      totals[number].isOfSchema = common >= 20 && moved * 2 > common
    }
    let ofSchema = Set(totals.indices.filter { totals[$0].isOfSchema })
    for (fields, count) in signatures {
      if fields.allSatisfy(ofSchema.contains) { counts.quietOnly += count } else { counts.changed += count }
    }
    renames = Renames.find(kind: kind, removed: removed, added: added)
    counts.renamed = renames.count
    counts.added = added.count - renames.count
    counts.removed = removed.count - renames.count
    fields = totals.filter { $0.changed + $0.appeared + $0.vanished + $0.reordered + $0.withinInterval > 0 }
      .sorted { left, right in
        let (first, second) = (Self.weight(left), Self.weight(right))
        return first != second ? first > second : left.pointer.precedes(right.pointer)
      }
    list(ofSchema)
  }

  /// Changes of the schema first, then loud fields, then quiet ones; the most frequent first.
  private static func weight(_ field: DifferenceReport.FieldTotal) -> Int {
    let count = field.changed + field.appeared + field.vanished + field.reordered + field.withinInterval
    return count + (field.isOfSchema ? 1 << 42 : field.fieldClass.isQuiet ? 0 : 1 << 40)
  }

  private mutating func list(_ ofSchema: Set<Int>) {
    let gone = Set(renames.map(\.from))
    let come = Set(renames.map(\.to))
    var all: [RecordDifference] = []
    for line in removed where !gone.contains(line.id) {
      all.append(RecordDifference(kind: kind, id: line.id, change: .removed))
    }
    for line in added where !come.contains(line.id) {
      all.append(RecordDifference(kind: kind, id: line.id, change: .added))
    }
    for (record, numbers) in pending {
      guard case .changed(let changes) = record.change else { continue }
      let told = zip(changes, numbers).filter { !ofSchema.contains($0.1) }.map(\.0)
      if !told.isEmpty { all.append(RecordDifference(kind: kind, id: record.id, change: .changed(told))) }
    }
    all.sort { $0.id.precedes($1.id) }
    omitted += max(0, all.count - limit)
    listed = Array(all.prefix(limit))
  }

  private func isLoud(_ field: FieldScan.Found) -> Bool {
    let fieldClass = scan.classes[field.pointer]
    return !fieldClass.isQuiet && !(field.isReordered && fieldClass == .set)
  }

  // MARK: Numbers

  /// Whether two evaluations' values lie in each other's intervals: then nothing can be said to have moved.
  private func isWithinInterval(_ old: RecordLine, _ new: RecordLine) -> Bool {
    guard kind == Evaluation.kindName, let one = Interval(old), let other = Interval(new) else { return false }
    return one.range.contains(other.value) && other.range.contains(one.value)
  }

  private struct Interval {
    var value: Double
    var range: ClosedRange<Double>

    init?(_ line: RecordLine) {
      var (value, low, high): (Double?, Double?, Double?)
      var reader = JSONReader(line.bytes)
      // A line that cannot be read fails where its fields are compared.
      try? reader.object { (key, reader) throws(JSONError) in
        if "value" ~= key {
          value = FieldNumber.value(try reader.slice())
        } else if "ci_low" ~= key {
          low = FieldNumber.value(try reader.slice())
        } else if "ci_high" ~= key {
          high = FieldNumber.value(try reader.slice())
        } else {
          try reader.skip()
        }
      }
      guard let value, let low, let high, low <= high else { return nil }
      self.value = value
      range = low...high
    }
  }

  /// Whether both spell one number: `1` and `1.0`.
  private static func isSameNumber(_ field: FieldScan.Found) -> Bool {
    guard let old = field.old, let new = field.new, let first = FieldNumber.value(old) else { return false }
    return first == FieldNumber.value(new)
  }

  private mutating func move(_ number: Int, _ field: FieldScan.Found, _ line: RecordLine) {
    guard let before = field.old, let after = field.new, let old = FieldNumber.value(before),
      let new = FieldNumber.value(after)
    else { return }
    let size = abs(new - old)
    let movers = totals[number].movers
    if movers.count == Self.moversKept, let last = movers.last, abs(last.new - last.old) >= size { return }
    let position = movers.firstIndex { abs($0.new - $0.old) < size } ?? movers.count
    totals[number].movers.insert(.init(id: line.id, old: old, new: new), at: position)
    if totals[number].movers.count > Self.moversKept { totals[number].movers.removeLast() }
  }
}

/// A number as it stands in a line.
private enum FieldNumber {
  static func value(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let first = text.first, first == 0x2d || (0x30...0x39).contains(first) else { return nil }
    var reader = JSONReader(text)
    return try? reader.double()
  }
}
