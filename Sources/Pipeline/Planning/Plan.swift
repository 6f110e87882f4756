import Manifests
import Records
import Stages

/// What a run would do: for each stage, the snapshot that it should have and why it does not have it yet.
public struct Plan {
  public let planner: Planner
  /// In an order in which each stage follows those it reads.
  public internal(set) var stages: [PlannedStage]
  private let pinned: Set<String>

  public var manifest: Manifest { planner.manifest }
  public var data: String { planner.data }
  public var reports: String { planner.reports }
  public var asOf: Day { planner.asOf }

  public func stage(_ name: String) -> PlannedStage? { stages.first { $0.name == name } }

  /// - Parameters:
  ///   - pinned: stages that are taken as their latest snapshot, whatever has changed since.
  ///   - comparison: see `Planner`.
  /// - Throws: `ManifestError` where a stage cannot be run as the manifest says, before anything is started.
  public init(
    _ manifest: Manifest, programs: StagePrograms, data: String, reports: String, asOf: Day, pinned: Set<String> = [],
    comparison: [String: String]? = nil
  ) throws {
    planner = try Planner(
      manifest, programs: programs, data: data, reports: reports, asOf: asOf, comparison: comparison)
    self.pinned = pinned
    stages = []
    for entry in manifest.stages { stages.append(try planned(entry)) }
  }

  private func planned(_ entry: ManifestStage, growing: [String: Snapshot] = [:]) throws(StageFailure) -> PlannedStage {
    let before = entry.from.compactMap { stage($0) }.map { $0.showing(growing[$0.name]) }
    return try planner.plan(entry, after: before, isPinned: pinned.contains(entry.name))
  }

  /// Plans a stage anew, what it reads having come meanwhile.
  mutating func replan(_ name: String) throws(StageFailure) {
    guard let position = stages.firstIndex(where: { $0.name == name }) else { return }
    stages[position] = try planned(stages[position].entry)
  }

  /// Takes in a stage that a run has finished.
  mutating func take(_ stage: PlannedStage) {
    guard let position = stages.firstIndex(where: { $0.name == stage.name }) else { return }
    stages[position] = stage
  }

  /// What a stage would do over snapshots of stages before it that are still being put together, by stage.
  func planned(_ name: String, over growing: [String: Snapshot]) throws(StageFailure) -> PlannedStage? {
    guard let stage = stage(name) else { return nil }
    return try planned(stage.entry, growing: growing)
  }
}
