import Stages

/// The file `data/<stage>/latest`.
struct LatestSnapshot: Sendable {
  let asOf: Day
  /// Whether that of a later day gives way, too.
  let goesBack: Bool

  /// Kept in step even where nothing ran: going back to earlier settings makes an earlier snapshot the latest. A run of an
  /// earlier day does not.
  ///
  /// - Returns: whether it was made the latest now.
  @discardableResult
  func set(_ stage: PlannedStage) throws(StageFailure) -> Bool {
    guard let fingerprint = stage.fingerprint, !stage.isPinned, stage.latest != fingerprint.text,
      goesBack || !PastDay(asOf: asOf).isBefore(latestOf: stage)
    else { return false }
    try LatestName(home: stage.home).set(fingerprint.text, isShared: false)
    return true
  }
}
