import Inference
import Stages

/// The engine that models are run with, or why there is none.
struct Engine: Sendable {
  /// Where `make setup` puts the engines, seen from the manifest's folder.
  static let usualFolder = "../.engines"

  let runtime: Result<OnnxRuntime, InferenceError>

  init(folder: String, base: String) {
    let folder = Files.resolve(folder, base: base)
    runtime = Result { () throws(InferenceError) in
      try OnnxRuntime.load(searching: OnnxRuntime.candidates(in: folder))
    }
  }

  /// The version of the engine in a folder, by the name of its file, or `missing`: cheap enough for every plan.
  static func version(folder: String, base: String) -> String {
    let path = OnnxRuntime.candidates(in: Files.resolve(folder, base: base)).first ?? ""
    guard Files.exists(path) else { return "missing" }
    let prefix = "libonnxruntime.so."
    let name = path.split(separator: "/").last ?? ""
    return name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : "unknown"
  }

  /// What `version` looked at.
  static func looksAt(folder: String, base: String) -> [String] {
    let engines = Files.resolve(folder, base: base)
    return [engines + "/onnxruntime"] + OnnxRuntime.candidates(in: engines).prefix(1)
  }

  /// Why there is no engine, the paths left out: they are others on every machine.
  static func words(_ error: InferenceError) -> String {
    guard case .unavailable(_, let reason?) = error else {
      return "ONNX Runtime is not installed; 'make setup' fetches it."
    }
    let words = reason.split(separator: ": ", maxSplits: 1).last ?? ""
    return "ONNX Runtime cannot be opened: \(words)"
  }

  /// A session for a weight file.
  ///
  /// - Throws: `Unrunnable` with the engine's own words, the path left out: it is another on every machine.
  static func session(_ runtime: OnnxRuntime, path: String, threads: Int) throws(Unrunnable) -> Session {
    do throws(InferenceError) {
      return try Session(runtime, model: path, threads: threads)
    } catch {
      let words = if case .unloadable(_, let reason) = error { reason } else { "\(error)" }
      throw Unrunnable(.failed, "cannot-load", words.replacing(path, with: "the file"))
    }
  }
}
