/// Results over the parts of a data set as one table: a line for each part, a column for each metric.
struct SliceTable: Sendable {
  /// "Icons, test, by class".
  var title: String
  /// What the parts are: "class".
  var dimension: String
  var metrics: [String]
  /// Parts in the order of their names; a cell without a value is nil.
  var lines: [(part: String, samples: Int?, cells: [String?])]

  var view: ViewValue {
    .members([
      "title": .text(title), "dimension": .text(dimension), "count": .integer(lines.count),
      "metrics": .texts(metrics),
      "parts": .list(
        lines.map { line in
          .members([
            "part": .text(line.part), "samples": line.samples.map { .text(Figures.grouped($0)) },
            "cells": .list(line.cells.map { .members(["value": $0.map(ViewValue.text)]) }),
          ])
        }),
    ])
  }
}
