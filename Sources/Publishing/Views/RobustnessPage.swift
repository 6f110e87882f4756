/// How accuracy falls as samples are perturbed: a table per benchmark, a curve per model and perturbation.
struct RobustnessPage: Sendable {
  /// A paired drop: clean minus perturbed accuracy on the same samples, 0 to 1.
  struct Cell: Sendable {
    var severity: Int
    var drop: MeasuredValue
    var samples: Int

    init(severity: Int, drop: MeasuredValue, samples: Int) {
      (self.severity, self.drop, self.samples) = (severity, drop, samples)
    }
  }

  struct Line: Sendable {
    var key: String
    var name: String
    /// Clean accuracy, 0 to 1; nil where it is not among the records.
    var clean: MeasuredValue?
    /// The share of samples that are right unchanged and under every variant.
    var worst: MeasuredValue?
    /// Cells by perturbation.
    var cells: [String: [Cell]]

    init(key: String, name: String, clean: MeasuredValue?, cells: [String: [Cell]]) {
      (self.key, self.name, self.clean, self.cells) = (key, name, clean, cells)
    }
  }

  struct Perturbation: Sendable {
    var name: String
    var summary: String
    var severities: [Int]
    /// One example of each severity: an image's path from the site's root, or text.
    var examples: [Example]

    init(name: String, summary: String, severities: [Int], examples: [Example] = []) {
      (self.name, self.summary, self.severities, self.examples) = (name, summary, severities, examples)
    }
  }

  struct Example: Sendable {
    var severity: Int
    var image: String?
    var text: String?

    init(severity: Int, image: String? = nil, text: String? = nil) {
      (self.severity, self.image, self.text) = (severity, image, text)
    }
  }

  struct Board: Sendable {
    var benchmark: String
    var samples: Int
    var seed: String
    var perturbations: [Perturbation]
    var lines: [Line]

    init(benchmark: String, samples: Int, seed: String, perturbations: [Perturbation], lines: [Line]) {
      (self.benchmark, self.samples, self.seed) = (benchmark, samples, seed)
      (self.perturbations, self.lines) = (perturbations, lines)
    }
  }

  var boards: [Board]

  /// The id of a benchmark's board on the page: letters, digits and hyphens of its name, and a digest, since names may
  /// have neither.
  static func anchor(of benchmark: String) -> String {
    let words = benchmark.lowercased().utf8.map { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) ? byte : UInt8(ascii: "-")
    }
    return "on-\(String(decoding: words.prefix(40), as: UTF8.self))-\(PagePaths.hash(benchmark).prefix(6))"
  }

  init(boards: [Board]) { self.boards = boards }

  func view(page: (String) -> String?) -> ViewValue {
    .members(["boards": .list(boards.enumerated().map { Self.view($1, number: $0 + 1, page: page) })])
  }

  private static func view(_ board: Board, number: Int, page: (String) -> String?) -> ViewValue {
    let graded = Set(board.perturbations.filter { $0.severities.count > 1 }.map(\.name))
    let deepest =
      board.lines.flatMap { $0.cells.filter { graded.contains($0.key) }.values.joined() }
      .map(\.drop.value).max() ?? 0
    return .members([
      "benchmark": .text(board.benchmark), "samples": .text(Figures.grouped(board.samples)), "seed": .text(board.seed),
      "number": .integer(number), "anchor": .text(anchor(of: board.benchmark)),
      "perturbations": .list(
        board.perturbations.map { perturbation in
          .members([
            "name": .text(perturbation.name), "summary": .text(perturbation.summary),
            "span": .integer(perturbation.severities.count),
            "severities": .list(perturbation.severities.map(ViewValue.integer)),
            "examples": .list(
              perturbation.examples.map { example in
                .members([
                  "severity": .integer(example.severity), "unchanged": example.severity == 0 ? true : nil,
                  "image": example.image.map(ViewValue.text),
                  "text": example.text.map(ViewValue.text), "of": .text(perturbation.name),
                ])
              }),
            "curves": SeverityCurves(board: board, perturbation: perturbation, ceiling: max(deepest, 0.05)).view,
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
            "clean": line.clean.map { .text(Figures.percent($0.value)) },
            "worst": line.worst.map { .text(Figures.percent($0.value)) },
            "worstInterval": line.worst.flatMap { interval($0) }.map(ViewValue.text),
            "cleanInterval": line.clean.flatMap { interval($0) }.map(ViewValue.text),
            "cells": .list(board.perturbations.flatMap { cells(of: line, for: $0) }),
          ])
        }),
    ])
  }

  private static func cells(of line: Line, for perturbation: Perturbation) -> [ViewValue] {
    perturbation.severities.enumerated().map { place, severity in
      guard let cell = line.cells[perturbation.name]?.first(where: { $0.severity == severity }) else {
        return .members(["first": place == 0 ? true : nil, "absent": true, "of": .text(label(perturbation, severity))])
      }
      return .members([
        "first": place == 0 ? true : nil, "drop": .text(Figures.points(-cell.drop.value)),
        "of": .text(label(perturbation, severity)),
        "heat": .integer(heat(cell.drop.value)),
        "interval": interval(
          MeasuredValue(-cell.drop.value, low: cell.drop.high.map { -$0 }, high: cell.drop.low.map { -$0 }),
          points: true
        )
        .map(ViewValue.text),
      ])
    }
  }

  /// What a cell is about, where a narrow screen has no room for heads: "blur 3".
  private static func label(_ perturbation: Perturbation, _ severity: Int) -> String {
    perturbation.severities.count > 1 ? "\(perturbation.name) \(severity)" : perturbation.name
  }

  /// The colour step of a drop: 0 up to half a point, then 2, 5, 10, 20, 40 and more.
  private static func heat(_ drop: Double) -> Int { [0.005, 0.02, 0.05, 0.1, 0.2, 0.4].count { drop > $0 } }

  private static func interval(_ value: MeasuredValue, points: Bool = false) -> String? {
    guard let low = value.low, let high = value.high else { return nil }
    let print = points ? Figures.points : { Figures.percent($0) }
    return "\(print(low)) to \(print(high))"
  }
}
