import Foundation
import Stages

extension RunReport {
  /// The page: no scripts, nothing from elsewhere. It uses the published site's style sheet where there is a site.
  public var page: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file: 'unsafe-inline'; img-src 'self' data:">
    <title>Run of \(Self.text(asOf))</title>
    <link rel="stylesheet" href="../../site/assets/site.css">
    <style>
    body{font-family:var(--sans,sans-serif);line-height:1.5}main{max-width:1100px;margin:0 auto;padding:24px}
    table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:6px 12px 6px 0;vertical-align:top}
    svg text{font:12px var(--sans,sans-serif);fill:currentColor}.wide{overflow-x:auto}
    </style>
    </head>
    <body>
    <main>
    <h1>Run of \(Self.text(asOf))</h1>
    <p>\(Self.text(summary)).</p>
    \(failure.map { "<p role=\"alert\"><strong>\(Self.text($0))</strong></p>" } ?? "")
    <h2>Plan</h2>
    <div class="wide">\(graph)</div>
    <h2>Timeline</h2>
    <p>When the snapshots were made; those of earlier runs stand before the others.</p>
    <div class="wide">\(timeline)</div>
    <h2>Stages</h2>
    <div class="wide"><table>
    <thead><tr><th>Stage</th><th>State</th><th>Records</th><th>Rejected</th><th>Tasks</th><th>Time</th><th>Memory</th><th>Snapshot</th></tr></thead>
    <tbody>
    \(stages.map(row).joined(separator: "\n"))
    </tbody></table></div>
    <h2>Rejections</h2>
    \(list(stages.flatMap { stage in stage.examples.map { "\(stage.name): \($0)" } }, none: "Nothing was rejected."))
    <h2>Expectations</h2>
    \(list(stages.flatMap { stage in stage.expectations.map { "\(stage.name): \($0)\(stage.state == "done" ? ", held" : "")" } }, none: "The manifest expects nothing in particular."))
    <h2>Slowest tasks</h2>
    <div class="wide"><table>
    <thead><tr><th>Task</th><th>Time</th><th>Memory</th><th>Machine</th></tr></thead>
    <tbody>
    \(slowest)
    </tbody></table></div>
    <h2>Environment</h2>
    <p>macaroni \(Self.text(toolVersion)), \(Self.text(manifest)), on \(Self.text(hosts.isEmpty ? "no machine yet" : hosts.joined(separator: ", "))).
    The same in numbers: <a href="run.json">run.json</a>.</p>
    </main>
    </body>
    </html>

    """
  }

  private func row(_ stage: Stage) -> String {
    let records = stage.records.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    let rejected = stage.rejected.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    let cells = [
      stage.name, stage.state, records, rejected, stage.tasks > 0 ? "\(stage.ran) of \(stage.tasks) ran" : "",
      stage.seconds > 0 ? "\(Self.seconds(stage.seconds)), CPU \(Self.seconds(stage.cpuSeconds))" : "",
      stage.memoryBytes > 0 ? "\(stage.memoryBytes / 1_000_000) MB" : "", stage.fingerprint ?? "",
    ]
    return "<tr>" + cells.map { "<td>\(Self.text($0))</td>" }.joined() + "</tr>"
  }

  private var slowest: String {
    let tasks = stages.flatMap { stage in stage.slowest.map { (stage.name, $0) } }
      .sorted { ($1.1.seconds, $0.0, $0.1.part) < ($0.1.seconds, $1.0, $1.1.part) }.prefix(10)
    return tasks.map { name, task in
      let cells = [
        "\(name):\(task.part)", Self.seconds(task.seconds), "\(task.memoryBytes / 1_000_000) MB", task.host,
      ]
      return "<tr>" + cells.map { "<td>\(Self.text($0))</td>" }.joined() + "</tr>"
    }.joined(separator: "\n")
  }

  private func list(_ lines: [String], none: String) -> String {
    lines.isEmpty ? "<p>\(none)</p>" : "<ul>" + lines.map { "<li>\(Self.text($0))</li>" }.joined() + "</ul>"
  }

  // MARK: Drawings

  /// Stages in columns by how many stand before them, with a line from each to those that read it.
  private var graph: String {
    var column: [String: Int] = [:]
    var place: [String: (x: Int, y: Int)] = [:]
    var height: [Int: Int] = [:]
    for stage in stages {
      let depth = (stage.from.compactMap { column[$0] }.max() ?? -1) + 1
      column[stage.name] = depth
      place[stage.name] = (20 + depth * 170, 20 + (height[depth] ?? 0) * 56)
      height[depth, default: 0] += 1
    }
    var parts: [String] = []
    for stage in stages {
      guard let to = place[stage.name] else { continue }
      for from in stage.from.compactMap({ place[$0] }) {
        // A line that passes over other columns goes around them.
        let bend = to.x - from.x > 170 ? 40 : 0
        parts.append(
          "<path d=\"M\(from.x + 130) \(from.y + 18)C\(from.x + 150) \(from.y + 18 + bend) \(to.x - 20) \(to.y + 18 + bend) \(to.x) \(to.y + 18)\" fill=\"none\" stroke=\"currentColor\" opacity=\".4\"/>"
        )
      }
      let fill =
        stage.state == "done"
        ? "var(--good-soft,#e5f2ea)" : stage.state == "failed" ? "var(--bad-soft,#fbe9e8)" : "none"
      parts.append(
        "<rect x=\"\(to.x)\" y=\"\(to.y)\" width=\"130\" height=\"36\" rx=\"6\" fill=\"\(fill)\" stroke=\"currentColor\" stroke-opacity=\".4\"/>"
          + "<text x=\"\(to.x + 65)\" y=\"\(to.y + 22)\" text-anchor=\"middle\">\(Self.text(stage.name))</text>")
    }
    let width = (place.values.map(\.x).max() ?? 0) + 150
    let tall = (place.values.map(\.y).max() ?? 0) + 76
    return
      "<svg role=\"img\" aria-label=\"Which stage reads which\" width=\"\(width)\" height=\"\(tall)\" viewBox=\"0 0 \(width) \(tall)\">"
      + parts.joined() + "</svg>"
  }

  private var timeline: String {
    let spans = stages.compactMap { stage -> (name: String, from: Double, to: Double)? in
      guard let finished = stage.finishedAt.flatMap(Self.time) else { return nil }
      return (stage.name, finished - stage.seconds, finished)
    }
    // What was made in earlier nights would press this one into a line.
    guard let last = spans.map(\.to).max() else { return "<p>Nothing has been made yet.</p>" }
    let day = spans.filter { last - $0.to < 86_400 }
    guard let first = day.map(\.from).min() else { return "" }
    let scale = 700 / max(last - first, 0.001)
    var parts: [String] = []
    for (number, span) in spans.enumerated() {
      let y = number * 28 + 4
      parts.append("<text x=\"0\" y=\"\(y + 15)\">\(Self.text(span.name))</text>")
      guard last - span.to < 86_400 else {
        parts.append("<text x=\"130\" y=\"\(y + 15)\">earlier</text>")
        continue
      }
      let x = Int((span.from - first) * scale) + 130
      let width = max(2, Int((span.to - span.from) * scale))
      parts.append(
        "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"20\" rx=\"3\" fill=\"var(--s1,#1f5fbf)\"/>"
          + "<text x=\"\(x + width + 6)\" y=\"\(y + 15)\">\(Self.seconds(span.to - span.from))</text>")
    }
    let height = spans.count * 28 + 8
    return
      "<svg role=\"img\" aria-label=\"When each stage ran\" width=\"920\" height=\"\(height)\" viewBox=\"0 0 920 \(height)\">"
      + parts.joined() + "</svg>"
  }

  // MARK: Text

  /// Seconds since 1970 of `2026-11-23T02:15:00Z`; nil where the text is no such time.
  private static func time(_ text: String) -> Double? {
    (try? Date(text, strategy: .iso8601))?.timeIntervalSince1970
  }

  private static func seconds(_ value: Double) -> String {
    value < 60 ? "\((value * 100).rounded() / 100) s" : "\(Int(value) / 60) min \(Int(value) % 60) s"
  }

  /// Text that cannot become markup.
  private static func text(_ text: String) -> String {
    var escaped = ""
    for character in text.unicodeScalars {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.unicodeScalars.append(character.value < 0x20 ? " " : character)
      }
    }
    return escaped
  }
}
