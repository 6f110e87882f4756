import Records

/// The snapshots that a stage reads, cut by shard once, so that each task's share is found without looking at all.
public struct ShardedInputs: Sendable {
  /// The snapshots with all that they hold, as what is expected of them may be about what the stage does not read.
  public let given: [Snapshot]
  /// The snapshots whole, as far as the stage reads them.
  public let all: [Snapshot]
  private let byShard: [[Int: [IndexedFile]]]
  private let whole: [[IndexedFile]]

  public init(_ inputs: [Snapshot], read description: StageDescription) {
    let kinds = description.kindsRead
    given = inputs
    all = inputs.map { $0.showing(kinds) }
    whole = all.map { $0.index.files.filter { $0.whole == true } }
    byShard = all.map { Dictionary(grouping: $0.index.files.filter { $0.whole != true }) { $0.shard } }
  }

  /// What a task reads.
  public func inputs(of part: TaskPart) -> [Snapshot] {
    guard let shard = part.shard else { return all }
    return all.indices.map { position in
      all[position].with(files: (byShard[position][shard] ?? []) + whole[position])
    }
  }
}
