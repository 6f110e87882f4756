import Glibc
import Records

/// One record that is not the same in two snapshots.
public struct RecordDifference: Sendable, Equatable {
  public enum Change: Sendable, Equatable {
    case added, removed
    case changed([FieldChange])
  }

  public var kind: String
  public var id: String
  public var change: Change

  public init(kind: String, id: String, change: Change) {
    self.kind = kind
    self.id = id
    self.change = change
  }
}

/// One value of a record, before and after.
public struct FieldChange: Sendable, Equatable {
  /// JSON Pointer (RFC 6901) into the record.
  public var pointer: String
  /// nil where there was none.
  public var old: JSON?
  public var new: JSON?

  public init(pointer: String, old: JSON?, new: JSON?) {
    self.pointer = pointer
    self.old = old
    self.new = new
  }

  /// Whether the value moves every night without the model having changed.
  public var isCounter: Bool {
    ["/popularity", "/retrieved_at", "/prov", "/models_n", "/load_average"].contains { pointer.hasPrefix($0) }
      || pointer.hasSuffix("/load_average")
  }

  /// The leaves in which two values differ. Lists are compared as wholes: their elements have no names.
  public static func between(_ old: JSON?, _ new: JSON?, at pointer: String = "") -> [FieldChange] {
    if old == new { return [] }
    guard case .object(let before)? = old, case .object(let after)? = new else {
      return [FieldChange(pointer: pointer, old: old, new: new)]
    }
    return Set(before.keys).union(after.keys).sorted { $0.precedes($1) }.flatMap { name in
      between(before[name], after[name], at: pointer + "/" + JSONPointer.step(name))
    }
  }
}

/// What differs between two snapshots, record by record; a merge over sorted files, so memory does not grow with them.
public struct SnapshotDifference {
  public let before: Snapshot
  public let after: Snapshot

  public init(from before: Snapshot, to after: Snapshot) {
    self.before = before
    self.after = after
  }

  /// A line of one snapshot beside the line of the other that has its id.
  public enum Pair {
    case removed(RecordLine)
    case added(RecordLine)
    /// Not the same bytes.
    case both(old: RecordLine, new: RecordLine)
  }

  /// Calls `body` with each line that the other snapshot does not have, in id order, and decodes nothing.
  ///
  /// Files of equal digest are not opened, equal lines are one `memcmp`, and what has been passed leaves memory.
  /// - Returns: how many records of the kind each snapshot has.
  @discardableResult
  public func forEachPair(
    ofKind kind: String, _ body: (Pair) throws -> Void
  ) throws -> (before: Int, after: Int) {
    let (old, new) = (before.files(of: kind), after.files(of: kind))
    let counts = (old.reduce(0) { $0 + $1.lines }, new.reduce(0) { $0 + $1.lines })
    // A file that both have holds the same records in both; shards do not share records.
    let same = Set(old.map { "\($0.name) \($0.sha256)" }).intersection(new.map { "\($0.name) \($0.sha256)" })
    func isChanged(_ file: IndexedFile) -> Bool { !same.contains("\(file.name) \(file.sha256)") }
    var left = try MergedLines(before, old.filter(isChanged))
    var right = try MergedLines(after, new.filter(isChanged))
    while true {
      switch (left.current, right.current) {
      case (nil, nil): return counts
      case (let old?, nil):
        try body(.removed(old))
        try left.advance()
      case (nil, let new?):
        try body(.added(new))
        try right.advance()
      case (let old?, let new?):
        let order = old.compareId(with: new)
        if order == 0 {
          if !old.isSame(as: new) { try body(.both(old: old, new: new)) }
          try left.advance()
          try right.advance()
        } else if order < 0 {
          try body(.removed(old))
          try left.advance()
        } else {
          try body(.added(new))
          try right.advance()
        }
      }
    }
  }

  /// Calls `body` with each difference of a kind, in id order, its fields decoded.
  public func forEach(ofKind kind: String, _ body: (RecordDifference) throws -> Void) throws {
    try forEachPair(ofKind: kind) { pair in
      switch pair {
      case .removed(let old): try body(RecordDifference(kind: kind, id: old.id, change: .removed))
      case .added(let new): try body(RecordDifference(kind: kind, id: new.id, change: .added))
      case .both(let old, let new):
        let changes = FieldChange.between(try old.value(), try new.value())
        if !changes.isEmpty { try body(RecordDifference(kind: kind, id: new.id, change: .changed(changes))) }
      }
    }
  }

  /// The kinds that either snapshot holds, in byte order.
  public var kinds: [String] {
    Set(before.index.files.map(\.kind)).union(after.index.files.map(\.kind)).sorted { $0.precedes($1) }
  }
}

/// One line of a snapshot's file, mapped and not decoded.
public struct RecordLine {
  /// In memory as long as the line is.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// As it stands in the file, escapes and all.
  fileprivate let rawId: UnsafeBufferPointer<UInt8>
  /// The id without escapes, where it has any: files are sorted by what ids say, not by how they are spelt.
  fileprivate let decodedId: [UInt8]?
  fileprivate let owner: Lines

  public var id: String {
    if let decodedId { return String(decoding: decodedId, as: UTF8.self) }
    return String(decoding: rawId, as: UTF8.self)
  }

  public func value() throws(StageFailure) -> JSON {
    do throws(JSONError) {
      return try JSON(json: bytes)
    } catch {
      throw StageFailure(.badData, "\(owner.name): \(error)")
    }
  }

  /// The failure for a line that cannot be read.
  public func failure(_ error: JSONError) -> StageFailure { StageFailure(.badData, "\(owner.name): \(error)") }

  fileprivate func isSame(as other: RecordLine) -> Bool {
    guard let start = bytes.baseAddress, let others = other.bytes.baseAddress else {
      return bytes.isEmpty && other.bytes.isEmpty
    }
    return bytes.count == other.bytes.count && memcmp(start, others, bytes.count) == 0
  }

  /// Negative where this line's id comes first, zero where both are the same.
  fileprivate func compareId(with other: RecordLine) -> Int {
    if decodedId != nil || other.decodedId != nil {
      let (first, second) = (decodedId ?? Array(rawId), other.decodedId ?? Array(other.rawId))
      return first == second ? 0 : first.lexicographicallyPrecedes(second) ? -1 : 1
    }
    guard let start = rawId.baseAddress, let others = other.rawId.baseAddress else {
      return rawId.count - other.rawId.count
    }
    let order = memcmp(start, others, min(rawId.count, other.rawId.count))
    return order == 0 ? rawId.count - other.rawId.count : Int(order)
  }
}

/// The lines of several files as one stream in id order.
private struct MergedLines {
  private struct Head {
    /// Bytes behind the line that is read. There is a head a file and side, so that this counts by dozens.
    private static let kept = 1 << 14
    let lines: Lines
    var offset = 0
    var released = 0
    var line: RecordLine?

    init(_ lines: Lines) { self.lines = lines }

    mutating func advance() throws(StageFailure) {
      line = nil
      let bytes = lines.bytes
      guard offset < bytes.count, let start = bytes.baseAddress else { return }
      // What lies a while back is not looked at again, but for the few lines that somebody has kept.
      if offset - released > 4 * Self.kept {
        lines.release(released..<(offset - Self.kept))
        released = offset - Self.kept
      }
      let rest = bytes.count - offset
      let end = memchr(start + offset, 0x0a, rest).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) } ?? bytes.count
      let slice = UnsafeBufferPointer(rebasing: bytes[offset..<end])
      offset = min(end + 1, bytes.count)
      let id = try Self.id(slice, lines.name)
      line = RecordLine(
        bytes: slice, rawId: UnsafeBufferPointer(rebasing: id[1..<(id.count - 1)]),
        decodedId: id.contains(0x5c) ? try Self.decoded(id, lines.name) : nil, owner: lines)
    }

    private static func decoded(
      _ id: UnsafeBufferPointer<UInt8>, _ name: String
    ) throws(StageFailure) -> [UInt8] {
      var reader = JSONReader(id)
      do throws(JSONError) {
        return Array(try reader.string().utf8)
      } catch {
        throw StageFailure(.badData, "\(name): \(error)")
      }
    }

    /// The line's `id` with its quotes.
    private static func id(
      _ bytes: UnsafeBufferPointer<UInt8>, _ name: String
    ) throws(StageFailure) -> UnsafeBufferPointer<UInt8> {
      var reader = JSONReader(bytes)
      var id: UnsafeBufferPointer<UInt8>?
      do throws(JSONError) {
        try reader.object { (key, reader) throws(JSONError) in
          if "id" ~= key {
            id = try reader.slice()
            throw JSONError(offset: 0, problem: "found")
          }
          try reader.skip()
        }
      } catch  where id == nil {
        throw StageFailure(.badData, "\(name): \(error)")
      } catch {
        // Found: the rest of the line is read by whoever needs it.
      }
      guard let id, id.count >= 2, id[0] == 0x22 else { throw StageFailure(.badData, "\(name): a line has no 'id'") }
      return id
    }
  }

  /// A binary heap: the first has the least id.
  private var heads: [Head]

  var current: RecordLine? { heads.first?.line }

  init(_ snapshot: Snapshot, _ files: [IndexedFile]) throws(StageFailure) {
    heads = []
    for file in files {
      var head = Head(try Lines(of: file, in: snapshot.folder, inSmallPages: true))
      try head.advance()
      if head.line != nil { heads.append(head) }
    }
    for position in heads.indices.reversed() { sift(from: position) }
  }

  mutating func advance() throws(StageFailure) {
    try heads[0].advance()
    if heads[0].line == nil {
      heads.swapAt(0, heads.count - 1)
      heads.removeLast()
    }
    sift(from: 0)
  }

  private mutating func sift(from start: Int) {
    var position = start
    while true {
      var least = position
      for child in [2 * position + 1, 2 * position + 2] where child < heads.count && precedes(child, least) {
        least = child
      }
      if least == position { return }
      heads.swapAt(position, least)
      position = least
    }
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    guard let first = heads[left].line, let second = heads[right].line else { return heads[left].line != nil }
    return first.compareId(with: second) < 0
  }
}
