import Dispatch
import Inference

/// Interrupts the engine when a model's time is up, unless it is cancelled before.
struct TimeLimit {
  let interruption: Interruption
  private let alarm: DispatchWorkItem

  init(seconds: Double, _ engine: OnnxRuntime) throws(InferenceError) {
    let interruption = try Interruption(engine)
    self.interruption = interruption
    alarm = DispatchWorkItem { interruption.interrupt() }
    // A queue of the system's own: the tasks' threads may all be inside the engine.
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: alarm)
  }

  func cancel() { alarm.cancel() }

  /// - Throws: `Unrunnable` when the time is up.
  func check() throws(Unrunnable) {
    if interruption.isInterrupted {
      throw Unrunnable(.timedOut, "time-limit", "It had not finished when its time was up.")
    }
  }
}
