import CommandLineSupport
import Foundation
import Pipeline
import Records
import Stages

/// Shows a run on standard error: one live line for the running stage on a terminal, plain lines elsewhere.
final class RunView: RunObserver {
  private let isQuiet: Bool
  private var started = Date()
  private var lastPlain = Date()
  private(set) var ran: [String] = []

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  func isFresh(_ stage: PlannedStage) {
    say("\(padded(stage.name))  \(Terminal.styled("fresh", .dim))  \(stage.fingerprint)")
  }

  func started(_ stage: PlannedStage) {
    started = Date()
    lastPlain = started
    if !Terminal.isLive { say("\(padded(stage.name))  runs   \(stage.fingerprint)  \(stage.reason)") }
  }

  func said(_ stage: PlannedStage, _ line: String) {
    guard line.hasPrefix("{\"progress\"") else {
      // The failure comes back as the run's own error; all else is passed on.
      if !line.hasPrefix("macaroni-\(stage.name): ") { say(line) }
      return
    }
    guard !isQuiet, let state = try? ProgressLine(json: line.utf8).progress else { return }
    let seconds = Date().timeIntervalSince(started)
    let text = ProgressText.line(
      stage: padded(stage.name), StageProgress.State(done: state.done, total: state.total, unit: state.unit),
      seconds: seconds)
    if Terminal.isLive {
      Terminal.write("\r\u{1b}[K" + String(text.prefix(Terminal.columns - 1)))
    } else if Date().timeIntervalSince(lastPlain) >= 10 {
      lastPlain = Date()
      Terminal.say(text)
    }
  }

  func finished(_ stage: PlannedStage, _ snapshot: Snapshot) {
    ran.append(stage.name)
    var parts = ["\(padded(stage.name))  \(Terminal.styled("done", .green))   \(stage.fingerprint)"]
    let kinds = Set(snapshot.index.files.map(\.kind)).subtracting([RejectionRecord.kindName]).sorted { $0.precedes($1) }
    for kind in kinds { parts.append(Plural.count(snapshot.index.count(kind), kind)) }
    let rejected = snapshot.index.count(RejectionRecord.kindName)
    if rejected > 0 { parts.append(Terminal.styled("\(Spoken.count(rejected)) rejected", .yellow)) }
    if let receipt = snapshot.receipt {
      parts.append("\(Spoken.duration(receipt.seconds)), \(Spoken.bytes(receipt.peakMemoryBytes))")
    }
    say(parts.joined(separator: "  "))
  }

  private func padded(_ name: String) -> String { name + String(repeating: " ", count: max(0, 12 - name.count)) }

  private func say(_ line: String) {
    guard !isQuiet else { return }
    Terminal.say((Terminal.isLive ? "\r\u{1b}[K" : "") + line)
  }
}

/// Kinds of records, counted.
enum Plural {
  static func count(_ number: Int, _ kind: String) -> String {
    if number == 1 { return "1 \(kind)" }
    let plural = kind == "training" ? "trainings" : kind.hasSuffix("y") ? kind.dropLast() + "ies" : kind + "s"
    return "\(Spoken.count(number)) \(plural)"
  }
}
