import CommandLineSupport
import FoundationEssentials
import Pipeline
import Records
import Stages

/// Shows a run on standard error: a live line for each running stage on a terminal, plain lines elsewhere.
final class RunView: RunObserver {
  private let isQuiet: Bool
  private let tellsEvents: Bool
  private(set) var ran: [String] = []
  /// Stages that are running, in the order in which they began.
  private var running: [Running] = []
  private var liveLines = 0
  private var lastDrawn = Date.distantPast

  private struct Running {
    var name: String
    let started = Date()
    var lastPlain = Date()
    var reused = 0
    var state = StageProgress.State()
    /// Tasks done and in all; what the program itself says is shown while there is but one.
    var tasks = 0
  }

  /// - Parameter tellsEvents: whether each event is printed on standard output as a line of JSON.
  init(isQuiet: Bool, tellsEvents: Bool = false) {
    self.isQuiet = isQuiet
    self.tellsEvents = tellsEvents
  }

  func happened(_ event: RunEvent) {
    if tellsEvents, !Self.isProgress(event) { Terminal.answer(String(decoding: event.json.json, as: UTF8.self)) }
    switch event {
    case .fresh(let stage):
      say("\(padded(stage.name))  \(Terminal.styled("fresh", .dim))  \(stage.snapshot?.index.fingerprint ?? "")")
    case .started(let stage, let tasks, let reused): started(stage, tasks, reused)
    case .said(let stage, let line): said(stage, line)
    case .progressed(let stage, let done, let total): progressed(stage.name, done, total)
    case .taskDone: break
    case .taskFailed(let stage, let part, let failure):
      // One failure is told by the run's own error; with several, each is.
      if stage.recipe.shards > 1 {
        say("\(padded(stage.name))  \(Terminal.styled("failed", .red)) \(part): \(failure.message)")
      }
      running.removeAll { $0.name == stage.name && stage.recipe.shards == 1 }
    case .finished(let stage, let snapshot, let receipt): finished(stage, snapshot, receipt)
    case .unreached: break
    }
  }

  /// What a program says of its progress is no event of the run.
  private static func isProgress(_ event: RunEvent) -> Bool {
    if case .said(_, let line) = event { return line.hasPrefix("{\"progress\"") }
    return false
  }

  private func started(_ stage: PlannedStage, _ tasks: Int, _ reused: Int) {
    var run = Running(name: stage.name)
    run.reused = reused
    run.tasks = tasks
    running.append(run)
    if !Terminal.isLive { say("\(padded(stage.name))  starts \(stage.fingerprint?.text ?? "")  \(stage.reason)") }
  }

  private func said(_ stage: PlannedStage, _ line: String) {
    guard line.hasPrefix("{\"progress\"") else {
      // The failure comes back as the run's own error; all else is passed on.
      if !line.hasPrefix("macaroni-\(stage.name): ") { say(line) }
      return
    }
    guard let state = try? ProgressLine(json: line.utf8).progress,
      let index = running.firstIndex(where: { $0.name == stage.name }), running[index].tasks <= 1
    else { return }
    running[index].state = StageProgress.State(done: state.done, total: state.total, unit: state.unit)
    draw()
  }

  private func progressed(_ name: String, _ done: Int, _ total: Int) {
    guard let index = running.firstIndex(where: { $0.name == name }) else { return }
    running[index].tasks = max(running[index].tasks, total - running[index].reused)
    guard total > 1 else { return }
    running[index].state = StageProgress.State(
      done: done - running[index].reused, total: total - running[index].reused, unit: "task")
    draw()
  }

  /// Shows how far the running stages are.
  private func draw() {
    guard !isQuiet else { return }
    let now = Date()
    guard Terminal.isLive else {
      for index in running.indices where now.timeIntervalSince(running[index].lastPlain) >= 10 {
        running[index].lastPlain = now
        Terminal.say(text(running[index], now))
      }
      return
    }
    guard now.timeIntervalSince(lastDrawn) >= 0.1 else { return }
    lastDrawn = now
    erase()
    let lines = running.map { String(text($0, now).prefix(Terminal.columns - 1)) }
    Terminal.write(lines.map { $0 + "\n" }.joined())
    liveLines = lines.count
  }

  private func text(_ run: Running, _ now: Date) -> String {
    ProgressText.line(stage: padded(run.name), run.state, seconds: now.timeIntervalSince(run.started))
  }

  /// Takes the live lines away.
  private func erase() {
    if liveLines > 0 { Terminal.write("\u{1b}[\(liveLines)A\r\u{1b}[J") }
    liveLines = 0
  }

  private func finished(_ stage: PlannedStage, _ snapshot: Snapshot, _ receipt: Receipt) {
    running.removeAll { $0.name == stage.name }
    let tasks = receipt.tasks["run"] ?? 0
    let reused = receipt.tasks["reused"] ?? 0
    if tasks > 0 { ran.append(stage.name) }
    var parts = ["\(padded(stage.name))  \(Terminal.styled("done", .green))   \(snapshot.index.fingerprint)"]
    let kinds = Set(snapshot.index.files.map(\.kind)).subtracting([RejectionRecord.kindName]).sorted { $0.precedes($1) }
    for kind in kinds where snapshot.index.count(kind) > 0 {
      parts.append(Plural.count(snapshot.index.count(kind), kind))
    }
    let rejected = snapshot.index.count(RejectionRecord.kindName)
    if rejected > 0 { parts.append(Terminal.styled("\(Spoken.count(rejected)) rejected", .yellow)) }
    if reused > 0 { parts.append("\(Spoken.count(tasks)) of \(Plural.count(tasks + reused, "task"))") }
    parts.append("\(Spoken.duration(receipt.seconds)), \(Spoken.bytes(receipt.peakMemoryBytes))")
    say(parts.joined(separator: "  "))
  }

  private func padded(_ name: String) -> String { name + String(repeating: " ", count: max(0, 12 - name.count)) }

  private func say(_ line: String) {
    guard !isQuiet else { return }
    erase()
    Terminal.say(line)
  }
}

/// Kinds of records, counted.
enum Plural {
  static func count(_ number: Int, _ kind: String) -> String {
    "\(Spoken.count(number)) \(RecordWords.of(kind, count: number))"
  }
}
