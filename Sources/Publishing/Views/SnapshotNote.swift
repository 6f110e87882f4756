/// What every page says of the snapshot it was made from.
struct SnapshotNote: Sendable {
  /// The name on top of every page.
  var title: String
  /// The day, `YYYY-MM-DD`.
  var date: String
  /// The fingerprint of the snapshot that was published.
  var fingerprint: String
  var models: Int
  var evaluated: Int
  /// Models that the zoos list, those that were left out included.
  var listed: Int
  /// Of those, how many were fetched with all their documents: the figure of the coverage page.
  var fetched: Int

  init(
    title: String = "Macaroni", date: String, fingerprint: String, models: Int, evaluated: Int, listed: Int,
    fetched: Int
  ) {
    (self.title, self.date, self.fingerprint) = (title, date, fingerprint)
    (self.models, self.evaluated, self.listed, self.fetched) = (models, evaluated, listed, fetched)
  }

  var view: ViewValue {
    .members([
      "title": .text(title), "date": .text(date), "fingerprint": .text(fingerprint),
      "models": .text(Figures.grouped(models)),
      "evaluated": .text(Figures.grouped(evaluated)), "listed": .text(Figures.grouped(listed)),
      "coverage": listed > 0 ? .text(Figures.share(fetched, of: listed)) : nil,
    ])
  }
}
