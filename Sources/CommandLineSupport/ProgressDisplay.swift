import Records
import Stages
import Synchronization

/// How a stage tells its progress: one live line on a terminal, now and then a plain line elsewhere, or JSON for the driver.
public enum ProgressStyle: String, Sendable, CaseIterable {
  case automatic, live, plain, json, none
}

/// One state of a stage, as a line of JSON on standard error: `{"progress":{"done":512,"total":23511,"unit":"source"}}`.
public struct ProgressLine: FieldTable, Equatable {
  public var progress = Body()
  public var unknown = UnknownFields()

  public init() {}

  public static let fields: [Field<Self>] = [Field("progress", \.progress, required: true)]

  public struct Body: FieldTable, Equatable {
    public var done = 0
    public var total: Int?
    public var unit = ""
    public var unknown = UnknownFields()

    public init() {}

    public static let fields: [Field<Self>] = [
      Field("done", \.done, required: true), Field("total", \.total), Field("unit", \.unit, required: true),
    ]
  }
}

/// The text of a stage's state: `parse-readme  12,034 of 23,511 source  51 %  8,211/s  2 s left`.
public struct ProgressText {
  public static func line(stage: String, _ state: StageProgress.State, seconds: Double) -> String {
    var parts = [stage]
    if let total = state.total {
      parts.append("\(Spoken.count(state.done)) of \(Spoken.count(total)) \(state.unit)")
      if total > 0 { parts.append("\(state.done * 100 / total) %") }
    } else if !state.unit.isEmpty {
      parts.append("\(Spoken.count(state.done)) \(state.unit)")
    }
    if seconds > 0.5, state.done > 0 {
      let rate = Double(state.done) / seconds
      parts.append(rate >= 10 ? "\(Spoken.count(Int(rate)))/s" : "\((rate * 10).rounded() / 10)/s")
      if let total = state.total, total > state.done {
        parts.append("\(Spoken.duration(Double(total - state.done) / rate)) left")
      }
    }
    return parts.joined(separator: "  ")
  }
}

/// Watches a stage's progress and tells it until stopped.
public final class ProgressDisplay: Sendable {
  private let stopped = Atomic<Bool>(false)
  private let stage: String
  private let progress: StageProgress
  private let style: ProgressStyle

  public init(stage: String, progress: StageProgress, style: ProgressStyle) {
    self.stage = stage
    self.progress = progress
    self.style = style == .automatic ? (Terminal.isLive ? .live : .plain) : style
  }

  /// Tells the progress while `work` runs.
  public func during<Value: Sendable>(_ work: () async throws -> Value) async rethrows -> Value {
    guard style != .none else { return try await work() }
    let watcher = Task.detached { await self.watch() }
    defer {
      stopped.store(true, ordering: .releasing)
      watcher.cancel()
      if style == .live { Terminal.write("\r\u{1b}[K") }
    }
    return try await work()
  }

  private func watch() async {
    let started = ContinuousClock.now
    var last = StageProgress.State()
    var lastSaid = started
    while !stopped.load(ordering: .acquiring) {
      let state = progress.current
      let now = ContinuousClock.now
      let seconds = Double((now - started) / .milliseconds(1)) / 1000
      switch style {
      case .live:
        let line = ProgressText.line(stage: stage, state, seconds: seconds)
        Terminal.write("\r\u{1b}[K" + String(line.prefix(Terminal.columns - 1)))
      case .json where state != last:
        var line = ProgressLine()
        line.progress.done = state.done
        line.progress.total = state.total
        line.progress.unit = state.unit
        Terminal.say(String(decoding: line.json, as: UTF8.self))
      case .plain where now - lastSaid >= .seconds(10):
        Terminal.say(ProgressText.line(stage: stage, state, seconds: seconds))
        lastSaid = now
      default: break
      }
      last = state
      try? await Task.sleep(for: .milliseconds(200))
    }
  }
}
