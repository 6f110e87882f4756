import Glibc
import Records
import Stages

extension RunReport {
  /// The page: no scripts, nothing from elsewhere, whole in one file.
  public var page: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>Run of \(Self.text(asOf))</title>
    <style>
    \(Self.style)
    </style>
    </head>
    <body>
    <header class="top"><div class="bar">
    <span class="mark"><svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="M3 17V9.5a3.5 3.5 0 0 1 7 0V17m0-7.5a3.5 3.5 0 0 1 7 0V17" fill="none" stroke="currentColor" stroke-width="2.6" stroke-linecap="round"/></svg>Macaroni</span>
    <nav aria-label="Sections"><a href="#plan">Plan</a><a href="#timeline">Timeline</a><a href="#stages">Stages</a><a href="#changes">Changes</a><a href="#rejections">Rejections</a><a href="#expectations">Expectations</a><a href="#slowest">Slowest</a><a href="#environment">Environment</a></nav>
    </div></header>
    <main>
    <h1>Run of \(Self.text(asOf)) <span class="state \(failure == nil ? "done" : "failed")">\(failure == nil ? "done" : "failed")</span></h1>
    <p class="lead">\(Self.text(summary)).</p>
    \(failure.map { "<p class=\"alert\" role=\"alert\">\(Self.text($0))</p>\n" } ?? "")\(figures)
    <section id="plan"><h2>Plan</h2>
    <div class="scroll">\(graph)</div></section>
    <section id="timeline"><h2>Timeline</h2>
    <p class="how">When each snapshot was made, to the second that receipts tell. Stages that were up to date show the run that made them.</p>
    <div class="scroll">\(timeline)</div></section>
    <section id="stages"><h2>Stages</h2>
    <div class="scroll"><table>
    <thead><tr><th>Stage</th><th>State</th><th>Records</th><th class="n">Rejected</th><th class="n">Tasks</th><th class="n">Time</th><th class="n">CPU</th><th class="n">Memory</th><th>Snapshot</th></tr></thead>
    <tbody>
    \(stages.map(row).joined(separator: "\n"))
    </tbody></table></div></section>
    <section id="changes"><h2>Changes</h2>
    \(changes)</section>
    <section id="rejections"><h2>Rejections</h2>
    \(rejections)</section>
    <section id="expectations"><h2>Expectations</h2>
    \(expectations)</section>
    <section id="slowest"><h2>Slowest tasks</h2>
    \(slowest)</section>
    <section id="environment"><h2>Environment</h2>
    \(machine)</section>
    </main>
    <footer class="foot"><div class="bar"><span>The same in numbers: <a href="run.json">run.json</a></span></div></footer>
    </body>
    </html>

    """
  }

  // MARK: Parts

  private var figures: String {
    let done = stages.filter { $0.state == "done" }
    let worked = done.filter { $0.ran > 0 }
    var cells: [(String, String)] = []
    if let models = done.compactMap({ $0.records[Model.kindName] }).last {
      cells.append(("models", Self.grouped(models)))
    }
    cells.append(("stages done", "\(done.count) of \(stages.count)"))
    cells.append(("tasks ran", Self.grouped(worked.reduce(0) { $0 + $1.ran })))
    cells.append(("records rejected", Self.grouped(done.reduce(0) { $0 + $1.rejected.values.reduce(0, +) })))
    cells.append(("CPU time of what ran", Self.seconds(worked.reduce(0) { $0 + $1.cpuSeconds })))
    cells.append(("largest task", Self.memory(worked.map(\.memoryBytes).max() ?? 0)))
    return "<dl class=\"figures\">"
      + cells.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" }.joined() + "</dl>"
  }

  private func row(_ stage: Stage) -> String {
    let records = stage.records.sorted { $0.key.precedes($1.key) }.map {
      "\(Self.grouped($0.value)) \(Self.text(RecordWords.of($0.key, count: $0.value)))"
    }
    let rejected = stage.rejected.values.reduce(0, +)
    let tasks = stage.tasks > 0 ? "\(Self.grouped(stage.ran)) of \(Self.grouped(stage.tasks))" : ""
    let state = stage.state == "done" && stage.ran == 0 ? "up to date" : stage.state
    return "<tr><th scope=\"row\">\(Self.text(stage.name))</th>"
      + "<td><span class=\"state \(Self.style(of: stage))\">\(state)</span></td><td>\(records.joined(separator: ", "))</td>"
      + [
        stage.state == "done" ? Self.grouped(rejected) : "", tasks,
        stage.seconds > 0 ? Self.seconds(stage.seconds) : "",
        stage.cpuSeconds > 0 ? Self.seconds(stage.cpuSeconds) : "", Self.memory(stage.memoryBytes),
      ].map { "<td class=\"n\">\($0)</td>" }.joined()
      + "<td><code>\(Self.text(stage.fingerprint ?? ""))</code></td></tr>"
  }

  private var changes: String {
    let rows = stages.compactMap { stage in
      stage.reason.map { reason in
        "<tr><th scope=\"row\">\(Self.text(stage.name))</th><td>\(Self.text(reason))</td><td>\(Self.movement(of: stage))</td></tr>"
      }
    }
    guard !rows.isEmpty else { return "<p class=\"none\">No stage had to run.</p>" }
    return Self.table([("Stage", false), ("Why it ran", false), ("Records since the snapshot before", false)], rows)
  }

  /// `models 9 → 10 (+1)`
  private static func movement(of stage: Stage) -> String {
    guard stage.state == "done", !stage.records.isEmpty else { return "" }
    guard let before = stage.before else { return "no other snapshot to compare with" }
    let kinds = Set(stage.records.keys).union(before.records.keys).sorted { $0.precedes($1) }
    let moves = kinds.compactMap { kind -> String? in
      let (old, new) = (before.records[kind] ?? 0, stage.records[kind] ?? 0)
      guard old != new else { return nil }
      let sign = new > old ? "+" : "−"
      return "\(text(RecordWords.of(kind, count: 2))) \(grouped(old)) → \(grouped(new))"
        + " (\(sign)\(grouped(abs(new - old))))"
    }
    return moves.isEmpty ? "as many of each kind as before" : moves.joined(separator: ", ")
  }

  private var rejections: String {
    let rows = stages.flatMap { stage in
      stage.rejected.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { code, count in
        "<tr><th scope=\"row\">\(Self.text(stage.name))</th><td>\(Self.text(code))</td><td class=\"n\">\(Self.grouped(count))</td></tr>"
      }
    }
    guard !rows.isEmpty else { return "<p class=\"none\">Nothing was rejected.</p>" }
    let examples = stages.flatMap { stage in
      stage.examples.map { "<li><b>\(Self.text(stage.name))</b> \(Self.text($0))</li>" }
    }
    return Self.table([("Stage", false), ("Why", false), ("Records", true)], rows)
      + "<h3>Such as</h3><ul>\(examples.joined(separator: "\n"))</ul>"
  }

  private var expectations: String {
    let rows = stages.flatMap { stage in
      stage.expectations.map { result in
        let example = result.example.map { ", such as \(Self.text($0))" } ?? ""
        return "<tr><th scope=\"row\">\(Self.text(stage.name))</th><td>\(Self.text(result.demand))</td>"
          + "<td>\(Self.text(result.found ?? "–"))\(example)</td><td>\(Self.verdict(result))</td></tr>"
      }
    }
    guard !rows.isEmpty else { return "<p class=\"none\">The manifest expects nothing in particular.</p>" }
    return Self.table([("Stage", false), ("Expected", false), ("Found", false), ("", false)], rows)
  }

  private static func verdict(_ result: ContractResult) -> String {
    switch result.isHeld {
    case true: "<span class=\"state done\">held</span>"
    case false: "<span class=\"state failed\">broken</span>"
    default: "<span class=\"state\">not looked at: the stage was not begun</span>"
    }
  }

  private var slowest: String {
    let tasks = stages.flatMap { stage in stage.slowest.map { (stage.name, $0) } }
      .sorted { ($1.1.seconds, $0.0, $0.1.part) < ($0.1.seconds, $1.0, $1.1.part) }.prefix(10)
    guard let longest = tasks.first?.1.seconds, longest > 0 else {
      return "<p class=\"none\">No task has been timed.</p>"
    }
    let rows = tasks.map { name, task in
      "<tr><th scope=\"row\">\(Self.text(name)):\(Self.text(task.part))</th><td class=\"n\">\(Self.seconds(task.seconds))</td>"
        + "<td style=\"width:40%\"><span class=\"weight\" style=\"width:\(Int(task.seconds / longest * 100))%\"></span></td>"
        + "<td class=\"n\">\(Self.memory(task.peakMemoryBytes))</td><td>\(Self.text(task.host))</td></tr>"
    }
    return Self.table([("Task", false), ("Time", true), ("", false), ("Memory", true), ("Machine", false)], rows)
  }

  private var machine: String {
    let made = Set(stages.compactMap(\.toolVersion)).subtracting([toolVersion, ""]).sorted { $0.precedes($1) }
    let rows = [
      ("macaroni", toolVersion + (made.isEmpty ? "" : "; some snapshots were made by \(made.joined(separator: ", "))")),
      ("manifest", manifest), ("machines", hosts.isEmpty ? "none yet" : hosts.joined(separator: ", ")),
      ("cores", Self.grouped(environment.cores)), ("memory", Self.memory(environment.memoryBytes)),
      ("system", environment.system),
    ]
    let tools = environment.tools.sorted { $0.key.precedes($1.key) }.map { ($0.key, $0.value) }
    return Self.table(
      [("", false), ("", false)],
      (rows + tools).map { "<tr><th scope=\"row\">\(Self.text($0.0))</th><td>\(Self.text($0.1))</td></tr>" })
  }

  /// - Parameter heads: a column's name, and whether numbers stand in it.
  private static func table(_ heads: [(String, Bool)], _ rows: [String]) -> String {
    "<div class=\"scroll\"><table><thead><tr>"
      + heads.map { $0.1 ? "<th class=\"n\">\($0.0)</th>" : "<th>\($0.0)</th>" }.joined()
      + "</tr></thead>\n<tbody>\n\(rows.joined(separator: "\n"))\n</tbody></table></div>\n"
  }

  // MARK: Text

  /// The style sheet's word for a stage's state.
  static func style(of stage: Stage) -> String {
    switch stage.state {
    case "done": stage.ran > 0 ? "done" : "fresh"
    case "failed": "failed"
    default: "missing"
    }
  }

  /// Seconds since 1970 of `2026-11-23T02:15:04.250Z`, or of a time without a fraction; nil where the text is no such time.
  static func time(_ text: String) -> Double? {
    let clock = text.dropFirst(11).dropLast().split(separator: ":")
    guard let day = Day(String(text.prefix(10))), clock.count == 3, text.hasSuffix("Z"), let hours = Double(clock[0]),
      let minutes = Double(clock[1]), let seconds = Double(clock[2])
    else { return nil }
    var midnight = tm()
    midnight.tm_year = Int32(day.year - 1900)
    midnight.tm_mon = Int32(day.month - 1)
    midnight.tm_mday = Int32(day.day)
    return Double(timegm(&midnight)) + hours * 3600 + minutes * 60 + seconds
  }

  static func seconds(_ value: Double) -> String {
    if value >= 3600 { return "\(Int(value) / 3600) h \(Int(value) % 3600 / 60) min" }
    if value >= 60 { return "\(Int(value) / 60) min \(Int(value) % 60) s" }
    let hundredths = Int((value * 100).rounded())
    guard hundredths % 100 != 0 else { return "\(hundredths / 100) s" }
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)") s"
  }

  private static func memory(_ bytes: Int) -> String {
    bytes == 0 ? "" : bytes < 10_000_000 ? "\(Double(bytes / 100_000) / 10) MB" : "\(grouped(bytes / 1_000_000)) MB"
  }

  /// `12,345`
  static func grouped(_ number: Int) -> String {
    let digits = Array(String(abs(number)))
    var text = number < 0 ? "-" : ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return text
  }

  /// Text that cannot become markup.
  static func text(_ text: String) -> String {
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
