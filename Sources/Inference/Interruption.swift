import COnnxRuntime
import Synchronization

/// A way to end runs that take too long: a model from anybody may hold a loop without an end.
///
///     let interruption = try Interruption(engine)
///     // on another thread, when time is up: interruption.interrupt()
///     try session.run(inputs, interruption: interruption)      // throws `.failed` soon after
///
/// The engine looks at the flag between two operators, also those of inner graphs. One operator that never returns is not ended.
///
/// Unchecked because the compiler cannot know what ONNX Runtime documents: the flag is there to be set from another thread.
public final class Interruption: @unchecked Sendable {
  let options: ort_handle
  private let engine: OnnxRuntime
  private let flag = Atomic<Bool>(false)

  public init(_ engine: OnnxRuntime) throws(InferenceError) {
    var options: ort_handle?
    if let words = engine.api.message(of: engine.api.create_run_options(&options)) { throw .failed(reason: words) }
    guard let options else { throw .failed(reason: "the engine gave no options for a run") }
    self.options = options
    self.engine = engine
  }

  deinit { engine.api.release_run_options(options) }

  /// Ends the runs that were given this, and all that will be.
  public func interrupt() {
    flag.store(true, ordering: .relaxed)
    // Setting the flag cannot fail; the status is there for the form.
    _ = engine.api.message(of: engine.api.terminate(options))
  }

  public var isInterrupted: Bool { flag.load(ordering: .relaxed) }
}
