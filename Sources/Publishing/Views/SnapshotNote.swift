/// What every page says of the snapshot it was made from.
public struct SnapshotNote: Sendable {
  /// The day, `YYYY-MM-DD`.
  public var date: String
  /// The fingerprint of the snapshot that was published.
  public var fingerprint: String
  public var models: Int
  public var evaluated: Int
  /// Models that the zoos list, those that were left out included.
  public var listed: Int

  public init(date: String, fingerprint: String, models: Int, evaluated: Int, listed: Int) {
    (self.date, self.fingerprint) = (date, fingerprint)
    (self.models, self.evaluated, self.listed) = (models, evaluated, listed)
  }

  var view: ViewValue {
    .members([
      "date": .text(date), "fingerprint": .text(fingerprint), "models": .text(Figures.grouped(models)),
      "evaluated": .text(Figures.grouped(evaluated)), "listed": .text(Figures.grouped(listed)),
      "coverage": listed > 0 ? .text(Figures.percent(Double(models) / Double(listed))) : nil,
    ])
  }
}
