import Hashing

/// One line of a snapshot: `kind` and `v` on every line, members in byte order, unknown ones carried through.
public protocol Record: FieldTable, Equatable {
  /// The value of `kind`, and the stem of the file that holds the records: `claim` in `claim.jsonl`.
  static var kind: StaticString { get }
  /// Whether the records belong to models and are therefore spread over shards by `shardKey`.
  static var isSharded: Bool { get }
  /// Unique within its kind.
  var id: String { get set }
  /// The id of the model that the record belongs to; `id` where it is the model's own or belongs to none.
  var shardKey: String { get }
  /// What lines are ordered by; of lines with one key only one is kept.
  var sortKey: String { get }
  /// Members that say when a record was looked at and nothing of what was found: no task's name depends on them.
  static var membersOfTheDay: [StaticString] { get }
}

extension Record {
  public static var membersOfTheDay: [StaticString] { [] }
  public static var isSharded: Bool { true }
  public var shardKey: String { id }
  public var sortKey: String { id }
  public static var kindName: String { "\(kind)" }
}

/// The constant member `kind`.
public struct Kind<Owner: Record>: JSONValue {
  public static var schema: JSON { ["const": .string(Owner.kindName)] }

  public init() {}

  public init(json reader: inout JSONReader) throws(JSONError) {
    let text = try reader.string()
    guard text == Owner.kindName else { throw reader.failure("a '\(text)' where '\(Owner.kind)' is expected") }
  }

  public func write(to writer: inout JSONWriter) { writer.write(Owner.kindName) }
}

/// The member `v`: the schema version of a line, `major.minor`.
///
/// A reader takes any minor version of its own major version, and carries through what it does not know.
public struct SchemaVersion: JSONValue, Hashable, Comparable, CustomStringConvertible {
  public var major: Int
  public var minor: Int

  public static var schema: JSON { ["type": "string", "pattern": .string("^\(current.major)\\.[0-9]+$")] }

  /// The version that this program writes.
  public static let current = SchemaVersion(major: 1, minor: 0)

  public init() { self = .current }

  public init(major: Int, minor: Int) {
    self.major = major
    self.minor = minor
  }

  public init(json reader: inout JSONReader) throws(JSONError) {
    let text = try reader.string()
    // Nearly all are of this version, and every record has one.
    if text == "1.0" {
      self.init(major: 1, minor: 0)
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let major = parts[0], let minor = parts[1] else {
      throw reader.failure("'\(text)' is not a schema version")
    }
    guard major <= Self.current.major else {
      throw reader.failure(
        "schema version \(text) is newer than \(Self.current), which this program reads; update macaroni")
    }
    self.init(major: major, minor: minor)
  }

  public func write(to writer: inout JSONWriter) { writer.write(description) }

  public var description: String { "\(major).\(minor)" }

  public static func < (left: Self, right: Self) -> Bool { (left.major, left.minor) < (right.major, right.minor) }
}

/// Ids of things, as `metadata-model` C.3 spells them.
public enum Identifier {
  /// `mz:<kind>/` and the first 130 bits of the SHA-256 of the parts as a JSON array.
  ///
  /// ```swift
  /// Identifier.derived("claim", [.string("mz:model/hf/gpt2"), .string("model.license")])   // "mz:claim/7k2…"
  /// ```
  public static func derived(_ kind: String, _ parts: [JSON]) -> String {
    "mz:\(kind)/" + digest(of: parts)
  }

  private static func digest(of parts: [JSON]) -> String {
    var writer = JSONWriter(capacity: 512)
    parts.write(to: &writer)
    return SHA256.digest(of: UnsafeRawBufferPointer(writer.bytes)).base32()
  }

  /// `mz:model/<zoo>/<native id>`, letters that an id may not hold percent-encoded.
  public static func model(zoo: String, _ native: String) -> String { "mz:model/\(escaped(zoo))/\(escaped(native))" }

  public static func dataset(zoo: String, _ native: String) -> String {
    "mz:dataset/\(escaped(zoo))/\(escaped(native))"
  }

  /// `mz:artifact/<zoo>/<native id>@<content>#<part>`, without `@<content>` where the digests of the files are not known.
  ///
  /// - Parameters:
  ///   - weights: the weight files by their digests; what else is in the repository is not part of the artifact's name.
  ///   - part: the path of the file, or of the group that shards form.
  public static func artifact(zoo: String, _ native: String, weights: [ArtifactFile], part: String) -> String {
    let place = "mz:artifact/\(escaped(zoo))/\(escaped(native))"
    let known = weights.filter { $0.sha256 != nil }.sorted { $0.path.precedes($1.path) }
    guard !known.isEmpty, known.count == weights.count else { return "\(place)#\(escaped(part))" }
    let parts = known.flatMap { [JSON.string($0.path), .string($0.sha256 ?? "")] }
    return "\(place)@\(digest(of: parts).prefix(12))#\(escaped(part))"
  }

  /// Text with everything but unreserved letters (RFC 3986), `/` and `:` percent-encoded; case is kept.
  public static func escaped(_ text: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x3a, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x2f, 0x5f, 0x7e: true
      default: byte >= 0x80
      }
    }
    if text.utf8.allSatisfy(isPlain) { return text }
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if isPlain(byte) { bytes.append(byte) } else { bytes += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Which of `count` shards a key belongs to: the same in every stage.
  public static func shard(of key: String, count: Int) -> Int {
    count <= 1 ? 0 : Int(SHA256.digest(of: key).prefix64 % UInt64(count))
  }
}
