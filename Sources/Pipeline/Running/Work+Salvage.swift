import Stages

/// What the shards of a stage wrote that are done, brought together for stages that read shard by shard.
///
/// It has no name and no place: it is gone when the run ends, and the tasks stay.
struct Salvage {
  var snapshot: Snapshot
  var shards: Set<Int>
}

extension Work {
  /// Whether the stage has ended without its snapshot.
  var isBroken: Bool { [.failed, .cut, .partly, .unreached].contains(phase) }

  /// What those that follow can read; nil where it is nothing, or where it was not single shards that failed.
  func salvage(day: Day) throws(StageFailure) -> Salvage? {
    if let salvage { return salvage }
    guard isBroken, phase != .unreached, let inputs = stage.inputs,
      failures.allSatisfy({ $0.part.shard != nil || $0.part == .gather })
    else { return nil }
    let failed = Set(failures.map(\.part))
    // What a forced run failed to do again may be there from before, and is not what was asked for.
    let keys = shards.filter { $0.part.shard != nil && !failed.contains($0.part) && stage.store.has($0) }
    guard !keys.isEmpty else { return nil }
    var assembly = try SnapshotAssembly(
      home: stage.home, description: stage.description, fingerprint: stage.recipe.fingerprint(over: inputs.all),
      asOf: day, shards: stage.recipe.shards)
    for key in keys { try assembly.add(try done(key)) }
    try assembly.writeIndex()
    let salvage = Salvage(snapshot: assembly.gathered, shards: Set(keys.compactMap(\.part.shard)))
    self.salvage = salvage
    return salvage
  }

  /// Removes what was brought together and got no name.
  func discardUnfinished() {
    // What cannot be removed is swept by the next run.
    for folder in [salvage?.snapshot.folder, assembly?.folder].compactMap(\.self) { try? Files.remove(folder) }
    salvage = nil
    assembly = nil
    discardLinks()
  }

  /// What was not reached because of failures before it, `s3` or `s3:0-2,5`; nil where all was.
  var unreached: String? {
    if [.unreached, .waiting, .prepare, .shards, .gather, .complete, .closing].contains(phase) { return stage.name }
    guard let cut, isBroken else { return nil }
    // Of what was asked for alone, what is missing is told; of the others the snapshot is.
    let missing = (0..<stage.recipe.shards).filter { shard in
      !cut.contains(shard) && wanted?.contains(.shard(shard)) ?? true
    }
    if missing.isEmpty { return wanted == nil ? stage.name : nil }
    return "\(stage.name):\(TaskPart.list(missing.map { .shard($0) }))"
  }
}
