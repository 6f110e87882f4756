import Records
import Stages

/// A thing that has another id than before.
public struct Rename: Sendable, Equatable {
  public var kind: String
  public var from: String
  public var to: String
  /// Why it is taken for the same thing.
  public var evidence: String
  /// False where it only looks so.
  public var isCertain: Bool
}

/// Pairs removed records with added ones: by the revision that both name, then, as probable, by what they say.
///
/// Only what was removed and added is compared, so the cost does not grow with the snapshots.
struct Renames {
  /// A record that only one of the snapshots has; a few hundred bytes, since on a first day all are such.
  struct Candidate {
    let id: String
    private(set) var revision: String?
    private(set) var name: String?
    /// Digests of the members that a rename leaves alone, by digest of their names.
    private(set) var said: [UInt64: UInt64] = [:]

    init(_ line: RecordLine, kind: String) throws(StageFailure) {
      id = line.id
      guard kind == Model.kindName else { return }
      var reader = JSONReader(line.bytes)
      var (revision, name, native): (String?, String?, String?)
      var said: [UInt64: UInt64] = [:]
      do throws(JSONError) {
        try reader.object { (key, reader) throws(JSONError) in
          let value = try reader.slice()
          if "revision" ~= key {
            revision = try JSON(json: value).string
          } else if "name" ~= key {
            name = try JSON(json: value).string
          } else if "native_id" ~= key {
            native = try JSON(json: value).string
          } else {
            let fieldClass = FieldClass(of: kind, pointer: "/" + String(decoding: key, as: UTF8.self))
            if !fieldClass.isQuiet, fieldClass != .identity { said[Self.digest(key)] = Self.digest(value) }
          }
        }
      } catch {
        throw line.failure(error)
      }
      self.revision = revision
      self.name = (name ?? native).map { name in name.split(separator: "/").last.map(String.init) ?? name }
      self.said = said
    }

    /// FNV-1a; two values that collide would make a rename look a little more probable.
    private static func digest(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
      bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }
  }

  /// How much of what two records say must be the same to take them for one thing.
  private static let likeness = 0.8

  static func find(kind: String, removed old: [Candidate], added new: [Candidate]) -> [Rename] {
    guard kind == Model.kindName, !old.isEmpty, !new.isEmpty else { return [] }
    var renames: [Rename] = []
    var taken = Set<String>()
    var left: [Candidate] = []
    let byRevision = Dictionary(grouping: new.filter { $0.revision != nil }) { $0.revision ?? "" }
    let revisions = Dictionary(grouping: old.filter { $0.revision != nil }) { $0.revision ?? "" }
    for model in old {
      // A commit that several models share says nothing about which of them it was.
      if let revision = model.revision, revisions[revision]?.count == 1, let same = byRevision[revision],
        same.count == 1
      {
        taken.insert(same[0].id)
        renames.append(
          Rename(
            kind: kind, from: model.id, to: same[0].id, evidence: "revision \(revision.prefix(12))", isCertain: true))
      } else {
        left.append(model)
      }
    }
    let byName = Dictionary(grouping: new.filter { !taken.contains($0.id) }) { $0.name ?? "" }
    for model in left {
      guard let name = model.name, let others = byName[name] else { continue }
      let scored = others.filter { !taken.contains($0.id) }.map { (other: $0, likeness: likeness(model, $0)) }
      guard let best = scored.max(by: { ($0.likeness, $1.other.id) < ($1.likeness, $0.other.id) }),
        best.likeness >= likeness
      else { continue }
      taken.insert(best.other.id)
      let share = Int((best.likeness * 100).rounded(.down))
      renames.append(
        Rename(
          kind: kind, from: model.id, to: best.other.id, evidence: "the same name, and \(share) % of the fields",
          isCertain: false))
    }
    return renames.sorted { $0.from.precedes($1.from) }
  }

  private static func likeness(_ one: Candidate, _ other: Candidate) -> Double {
    let names = Set(one.said.keys).union(other.said.keys)
    // Nothing said twice is no likeness.
    guard !names.isEmpty else { return 0 }
    return Double(names.filter { one.said[$0] == other.said[$0] }.count) / Double(names.count)
  }
}
