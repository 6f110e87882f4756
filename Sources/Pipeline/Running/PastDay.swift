import Stages

/// A run of an earlier day adds what that day lacks, and takes nothing from the days after it: neither the site nor what is
/// a stage's latest. Who wants to go back says `macaroni restore`.
struct PastDay {
  /// The day of the run.
  let asOf: Day

  /// Whether a stage's latest snapshot shows a later day.
  func isBefore(latestOf stage: PlannedStage) -> Bool {
    stage.latest.flatMap { Self.day(of: "\(stage.home)/\($0)") }.map { asOf < $0 } ?? false
  }

  /// Stops before a stage that would replace the site of a later day.
  func spareSite(from stage: PlannedStage, reports: String) throws(StageFailure) {
    guard stage.description.publishes, stage.state != .fresh,
      let published = ReportsFolder(path: reports).fingerprint,
      let day = Self.day(of: "\(stage.home)/\(published)"), asOf < day
    else { return }
    throw StageFailure(
      .wrongArguments,
      "the site in \(reports) shows \(day), which is later than --as-of \(asOf); give other --reports, or go back with "
        + "'macaroni restore'")
  }

  private static func day(of folder: String) -> Day? { (try? Snapshot(folder: folder)).flatMap { Day($0.index.asOf) } }
}
