import Foundation
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
  static func between(_ old: JSON?, _ new: JSON?, at pointer: String = "") -> [FieldChange] {
    if old == new { return [] }
    guard case .object(let before)? = old, case .object(let after)? = new else {
      return [FieldChange(pointer: pointer, old: old, new: new)]
    }
    return Set(before.keys).union(after.keys).sorted { $0.precedes($1) }.flatMap { name in
      let escaped = name.replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
      return between(before[name], after[name], at: pointer + "/" + escaped)
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

  /// Calls `body` with each difference of a kind, in id order.
  ///
  /// Equal lines are one `memcmp`; only lines that differ are decoded.
  public func forEach(ofKind kind: String, _ body: (RecordDifference) throws -> Void) throws {
    var left = try MergedLines(before, kind)
    var right = try MergedLines(after, kind)
    while true {
      switch (left.current, right.current) {
      case (nil, nil): return
      case (let old?, nil):
        try body(RecordDifference(kind: kind, id: old.id, change: .removed))
        try left.advance()
      case (nil, let new?):
        try body(RecordDifference(kind: kind, id: new.id, change: .added))
        try right.advance()
      case (let old?, let new?):
        if old.id == new.id {
          if !old.isSame(as: new) {
            let changes = FieldChange.between(try old.value(), try new.value())
            if !changes.isEmpty { try body(RecordDifference(kind: kind, id: old.id, change: .changed(changes))) }
          }
          try left.advance()
          try right.advance()
        } else if old.id.precedes(new.id) {
          try body(RecordDifference(kind: kind, id: old.id, change: .removed))
          try left.advance()
        } else {
          try body(RecordDifference(kind: kind, id: new.id, change: .added))
          try right.advance()
        }
      }
    }
  }

  /// The kinds that either snapshot holds, in byte order.
  public var kinds: [String] {
    Set(before.index.files.map(\.kind)).union(after.index.files.map(\.kind)).sorted { $0.precedes($1) }
  }
}

/// The lines of all files of a kind as one stream in id order, however many shards there are.
private struct MergedLines {
  struct Line {
    var id: String
    var bytes: UnsafeBufferPointer<UInt8>
    let owner: Lines

    func isSame(as other: Line) -> Bool {
      guard let start = bytes.baseAddress, let others = other.bytes.baseAddress else {
        return bytes.isEmpty && other.bytes.isEmpty
      }
      return bytes.count == other.bytes.count && memcmp(start, others, bytes.count) == 0
    }

    func value() throws(StageFailure) -> JSON {
      do throws(JSONError) {
        return try JSON(json: bytes)
      } catch {
        throw StageFailure(.badData, "\(owner.name): \(error)")
      }
    }
  }

  private struct Head {
    let lines: Lines
    var offset = 0
    var line: Line?

    init(_ lines: Lines) { self.lines = lines }

    mutating func advance() throws(StageFailure) {
      line = nil
      let bytes = lines.bytes
      guard offset < bytes.count, let start = bytes.baseAddress else { return }
      let rest = bytes.count - offset
      let end = memchr(start + offset, 0x0a, rest).map { UnsafeRawPointer($0) - UnsafeRawPointer(start) } ?? bytes.count
      let slice = UnsafeBufferPointer(rebasing: bytes[offset..<end])
      offset = min(end + 1, bytes.count)
      line = Line(id: try Self.id(slice, lines.name), bytes: slice, owner: lines)
    }

    private static func id(_ bytes: UnsafeBufferPointer<UInt8>, _ name: String) throws(StageFailure) -> String {
      var reader = JSONReader(bytes)
      var id: String?
      do throws(JSONError) {
        try reader.object { (key, reader) throws(JSONError) in
          if "id" ~= key { id = try reader.string() } else { try reader.skip() }
        }
      } catch {
        throw StageFailure(.badData, "\(name): \(error)")
      }
      guard let id else { throw StageFailure(.badData, "\(name): a line has no 'id'") }
      return id
    }
  }

  private var heads: [Head]
  private(set) var current: Line?

  init(_ snapshot: Snapshot, _ kind: String) throws(StageFailure) {
    heads = []
    for file in snapshot.files(of: kind) {
      var head = Head(try Lines(path: snapshot.folder + "/" + file.name))
      try head.advance()
      heads.append(head)
    }
    try advance()
  }

  mutating func advance() throws(StageFailure) {
    var best: Int?
    for index in heads.indices {
      guard let line = heads[index].line else { continue }
      if let other = best, let least = heads[other].line, !line.id.precedes(least.id) { continue }
      best = index
    }
    guard let best else {
      current = nil
      return
    }
    current = heads[best].line
    try heads[best].advance()
  }
}
