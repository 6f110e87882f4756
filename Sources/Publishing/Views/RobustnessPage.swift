/// How accuracy falls as samples are perturbed: a table per benchmark, a curve per model and perturbation.
public struct RobustnessPage: Sendable {
  /// A paired drop: clean minus perturbed accuracy on the same samples, 0 to 1.
  public struct Cell: Sendable {
    public var severity: Int
    public var drop: MeasuredValue
    public var samples: Int

    public init(severity: Int, drop: MeasuredValue, samples: Int) {
      (self.severity, self.drop, self.samples) = (severity, drop, samples)
    }
  }

  public struct Line: Sendable {
    public var key: String
    public var name: String
    /// Clean accuracy, 0 to 1.
    public var clean: MeasuredValue
    /// Cells by perturbation.
    public var cells: [String: [Cell]]

    public init(key: String, name: String, clean: MeasuredValue, cells: [String: [Cell]]) {
      (self.key, self.name, self.clean, self.cells) = (key, name, clean, cells)
    }
  }

  public struct Perturbation: Sendable {
    public var name: String
    public var summary: String
    public var severities: [Int]
    /// One example of each severity: an image's path from the site's root, or text.
    public var examples: [Example]

    public init(name: String, summary: String, severities: [Int], examples: [Example] = []) {
      (self.name, self.summary, self.severities, self.examples) = (name, summary, severities, examples)
    }
  }

  public struct Example: Sendable {
    public var severity: Int
    public var image: String?
    public var text: String?

    public init(severity: Int, image: String? = nil, text: String? = nil) {
      (self.severity, self.image, self.text) = (severity, image, text)
    }
  }

  public struct Board: Sendable {
    public var benchmark: String
    public var samples: Int
    public var seed: String
    public var perturbations: [Perturbation]
    public var lines: [Line]

    public init(benchmark: String, samples: Int, seed: String, perturbations: [Perturbation], lines: [Line]) {
      (self.benchmark, self.samples, self.seed) = (benchmark, samples, seed)
      (self.perturbations, self.lines) = (perturbations, lines)
    }
  }

  public var boards: [Board]

  public init(boards: [Board]) { self.boards = boards }

  func view(page: (String) -> String?) -> ViewValue {
    .members(["boards": .list(boards.enumerated().map { Self.view($1, number: $0 + 1, page: page) })])
  }

  private static func view(_ board: Board, number: Int, page: (String) -> String?) -> ViewValue {
    let worst = board.lines.flatMap { $0.cells.values.joined() }.map(\.drop.value).max() ?? 0
    return .members([
      "benchmark": .text(board.benchmark), "samples": .text(Figures.grouped(board.samples)), "seed": .text(board.seed),
      "number": .integer(number),
      "perturbations": .list(
        board.perturbations.map { perturbation in
          .members([
            "name": .text(perturbation.name), "summary": .text(perturbation.summary),
            "span": .integer(perturbation.severities.count),
            "severities": .list(perturbation.severities.map(ViewValue.integer)),
            "examples": .list(
              perturbation.examples.map { example in
                .members([
                  "severity": .integer(example.severity), "image": example.image.map(ViewValue.text),
                  "text": example.text.map(ViewValue.text), "of": .text(perturbation.name),
                ])
              }),
            "curves": SeverityCurves(board: board, perturbation: perturbation, ceiling: max(worst, 0.05)).view,
          ])
        }),
      "severities": .list(
        board.perturbations.flatMap { perturbation in
          perturbation.severities.enumerated().map { place, severity in
            ViewValue.members(["severity": .integer(severity), "first": place == 0 ? true : nil])
          }
        }),
      "lines": .list(
        board.lines.enumerated().map { place, line in
          .members([
            "series": .integer(place % 8),
            "key": .text(line.key), "model": .text(line.name), "page": page(line.key).map(ViewValue.text),
            "clean": .text(Figures.percent(line.clean.value)),
            "cleanInterval": interval(line.clean).map(ViewValue.text),
            "cells": .list(board.perturbations.flatMap { cells(of: line, for: $0) }),
          ])
        }),
    ])
  }

  private static func cells(of line: Line, for perturbation: Perturbation) -> [ViewValue] {
    perturbation.severities.enumerated().map { place, severity in
      guard let cell = line.cells[perturbation.name]?.first(where: { $0.severity == severity }) else {
        return .members(["first": place == 0 ? true : nil, "absent": true])
      }
      return .members([
        "first": place == 0 ? true : nil, "drop": .text(Figures.points(-cell.drop.value)),
        "heat": .integer(heat(cell.drop.value)),
        "interval": interval(
          MeasuredValue(-cell.drop.value, low: cell.drop.high.map { -$0 }, high: cell.drop.low.map { -$0 }),
          points: true
        )
        .map(ViewValue.text),
      ])
    }
  }

  /// The colour step of a drop: 0 up to half a point, then 2, 5, 10, 20, 40 and more.
  private static func heat(_ drop: Double) -> Int { [0.005, 0.02, 0.05, 0.1, 0.2, 0.4].count { drop > $0 } }

  private static func interval(_ value: MeasuredValue, points: Bool = false) -> String? {
    guard let low = value.low, let high = value.high else { return nil }
    let print = points ? Figures.points : { Figures.percent($0) }
    return "\(print(low)) to \(print(high))"
  }
}
