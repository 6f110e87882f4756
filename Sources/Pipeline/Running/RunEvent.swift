import Records
import Stages

/// What happens during a run, for whoever shows it.
public enum RunEvent {
  /// A stage's snapshot was there.
  case fresh(PlannedStage)
  /// A stage is begun: so many tasks are to be done, so many were found done.
  case started(PlannedStage, tasks: Int, reused: Int)
  /// A stage's program said a line.
  case said(PlannedStage, String)
  case taskDone(PlannedStage, TaskPart, seconds: Double)
  case taskFailed(PlannedStage, TaskPart, StageFailure)
  /// So many of a stage's tasks are done, found or run.
  case progressed(PlannedStage, done: Int, total: Int)
  /// A stage has its snapshot, with this receipt.
  case finished(PlannedStage, Snapshot, Receipt)
  /// Stages that were not reached, because of failures before them.
  case unreached([String])
}

extension RunEvent {
  /// The event as `macaroni run --json` prints it: one object, `event` saying which.
  public var json: JSON {
    switch self {
    case .fresh(let stage):
      [
        "event": "stage-fresh", "stage": .string(stage.name),
        "fingerprint": .string(stage.snapshot?.index.fingerprint ?? ""),
      ]
    case .started(let stage, let tasks, let reused):
      [
        "event": "stage-started", "stage": .string(stage.name), "fingerprint": .string(stage.fingerprint?.text ?? ""),
        "tasks": .number(tasks), "reused": .number(reused),
      ]
    case .said(let stage, let line): ["event": "said", "stage": .string(stage.name), "line": .string(line)]
    case .taskDone(let stage, let part, let seconds):
      [
        "event": "task-done", "stage": .string(stage.name), "part": .string("\(part)"),
        "seconds": .number((seconds * 1000).rounded() / 1000),
      ]
    case .taskFailed(let stage, let part, let failure):
      [
        "event": "task-failed", "stage": .string(stage.name), "part": .string("\(part)"),
        "code": .number(Int(failure.code.rawValue)), "failure": .string(failure.message),
      ]
    case .progressed(let stage, let done, let total):
      ["event": "progress", "stage": .string(stage.name), "done": .number(done), "total": .number(total)]
    case .finished(let stage, let snapshot, _):
      [
        "event": "stage-finished", "stage": .string(stage.name), "fingerprint": .string(snapshot.index.fingerprint),
        "folder": .string(snapshot.folder),
      ]
    case .unreached(let names): ["event": "unreached", "stages": .array(names.map { .string($0) })]
    }
  }
}

public protocol RunObserver: AnyObject {
  func happened(_ event: RunEvent)
}
