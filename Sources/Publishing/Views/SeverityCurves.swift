/// One small chart: how far each model falls as a perturbation grows. Drawn here, so that it needs no script.
struct SeverityCurves {
  private static let width = 260.0
  private static let height = 120.0

  let board: RobustnessPage.Board
  let perturbation: RobustnessPage.Perturbation
  /// The drop at the lower edge, equal over all charts so that they can be compared.
  let ceiling: Double

  /// Nil when there are fewer than two severities: one point makes no curve.
  var view: ViewValue? {
    guard let last = perturbation.severities.max(), perturbation.severities.count > 1 else { return nil }
    let lines = board.lines.enumerated().compactMap { place, line -> ViewValue? in
      guard let cells = line.cells[perturbation.name], !cells.isEmpty else { return nil }
      let points: [(severity: Int, drop: Double)] =
        [(0, 0)] + cells.sorted { $0.severity < $1.severity }.map { ($0.severity, $0.drop.value) }
      let path = points.map { point in
        let x = 34 + (Self.width - 44) * Double(point.severity) / Double(last)
        let y = 10 + (Self.height - 30) * min(max(point.drop, 0) / ceiling, 1)
        return "\(Figures.fixed(x, 1)),\(Figures.fixed(y, 1))"
      }
      return .members([
        "points": .text(path.joined(separator: " ")), "series": .integer(place % 8), "model": .text(line.name),
        "end": .text(path.last.map { String($0.split(separator: ",")[0]) } ?? "0"),
        "endY": .text(path.last.map { String($0.split(separator: ",")[1]) } ?? "0"),
      ])
    }
    return .members([
      "curveLines": .list(lines), "floor": .text("−" + Figures.fixed(ceiling * 100, 0)),
      "ticks": .list(
        ([0] + perturbation.severities).map { severity in
          .members([
            "at": .text(Figures.fixed(34 + (Self.width - 44) * Double(severity) / Double(last), 1)),
            "tick": .integer(severity),
          ])
        }),
    ])
  }
}
