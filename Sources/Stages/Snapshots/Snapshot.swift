import Records

/// What one run of one stage wrote: a folder that is complete if it exists, and never changes.
public struct Snapshot: Sendable {
  public let folder: String
  public let index: SnapshotIndex

  init(folder: String, index: SnapshotIndex) {
    self.folder = folder
    self.index = index
  }

  /// - Throws: `StageFailure` where the folder holds no snapshot that this program can read.
  public init(folder: String) throws(StageFailure) {
    guard let snapshot = try Self.ifThere(folder) else {
      throw StageFailure(.wrongArguments, "\(folder): no snapshot; it has no \(SnapshotIndex.fileName)")
    }
    self = snapshot
  }

  /// nil where the folder has no index.
  public static func ifThere(_ folder: String) throws(StageFailure) -> Snapshot? {
    let path = folder + "/" + SnapshotIndex.fileName
    guard let bytes = try Files.readIfThere(path) else { return nil }
    let index: SnapshotIndex
    do throws(JSONError) {
      index = try SnapshotIndex(json: bytes)
    } catch {
      throw StageFailure(.wrongArguments, "\(path): \(error); run the stage again with --force")
    }
    guard index.minReader <= .current else {
      throw StageFailure(
        .wrongArguments,
        "\(path): needs a reader of schema \(index.minReader), this is \(SchemaVersion.current); update macaroni")
    }
    return Snapshot(folder: folder, index: index)
  }

  public var stage: String { index.stage }

  public var receipt: Receipt? { Receipt(of: folder) }

  /// Whether every file of the index is there, in its size. What a hand or a failing disk took is made again.
  public var isWhole: Bool { index.files.allSatisfy { Files.size("\(folder)/\($0.name)") == $0.bytes } }

  func files(of kind: String, shard: Int? = nil) -> [IndexedFile] {
    index.files.filter { $0.kind == kind && (shard == nil || $0.shard == shard) }
  }

  /// The same snapshot without the files of other kinds: a task that has not said that it reads them does not see them.
  func showing(_ kinds: Set<String>?) -> Snapshot {
    guard let kinds else { return self }
    return with(files: index.files.filter { kinds.contains($0.kind) })
  }

  func with(files: [IndexedFile]) -> Snapshot {
    var index = index
    index.files = files
    return Snapshot(folder: folder, index: index)
  }

  /// One digest of all its records: the same for snapshots that hold the same, whatever made them.
  public var content: String { SnapshotIndex.digest(of: index.files.sorted { $0.name.precedes($1.name) }) }

  /// Of a task that prepared: the digest of what it prepared.
  public var preparedDigest: String? { index.files.first { $0.kind == StageContext.preparedKind }?.sha256 }

  /// A digest of each kind's files, in byte order of the kinds.
  func contents(of kinds: Set<String>?) -> [(kind: String, digest: String)] {
    let files = Dictionary(grouping: index.files) { $0.kind }
    return files.keys.filter { kinds?.contains($0) ?? true }.sorted { $0.precedes($1) }.map { kind in
      (kind, SnapshotIndex.digest(of: files[kind] ?? []))
    }
  }

  /// Every record of a kind, in id order within each shard.
  public func records<R: Record>(_ type: R.Type, shard: Int? = nil) throws(StageFailure) -> [R] {
    var records: [R] = []
    try forEach(type, shard: shard) { (record) throws(StageFailure) in records.append(record) }
    return records
  }

  public func forEach<R: Record>(
    _ type: R.Type, shard: Int? = nil, _ body: (R) throws(StageFailure) -> Void
  ) throws(StageFailure) {
    for file in files(of: R.kindName, shard: shard) {
      let lines = try Lines(of: file, in: folder)
      for chunk in lines.chunks() {
        try lines.forEach(in: chunk) { (line, offset) throws(StageFailure) in
          try body(try Self.decode(type, line, lines, offset))
        }
        lines.release(chunk)
      }
    }
  }

  /// Calls `body` with the bytes of each line of a kind.
  public func forEachLine(
    ofKind kind: String, _ body: (UnsafeBufferPointer<UInt8>) throws(StageFailure) -> Void
  ) throws(StageFailure) {
    for file in files(of: kind) {
      let lines = try Lines(of: file, in: folder)
      for chunk in lines.chunks() {
        try lines.forEach(in: chunk) { (line, _) throws(StageFailure) in try body(line) }
        lines.release(chunk)
      }
    }
  }

  static func decode<R: Record>(
    _ type: R.Type, _ line: UnsafeBufferPointer<UInt8>, _ lines: Lines, _ offset: Int
  ) throws(StageFailure) -> R {
    var reader = JSONReader(line)
    do throws(JSONError) {
      let record = try R(json: &reader)
      try reader.finish()
      return record
    } catch {
      throw StageFailure(
        .badData,
        "\(lines.name):\(lines.lineNumber(at: offset)): \(error.problem); run the stage that wrote the file again with --force"
      )
    }
  }
}
