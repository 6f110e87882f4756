import COnnxRuntime

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// ONNX Runtime, opened at run time.
///
///     let engine = try OnnxRuntime.load(searching: OnnxRuntime.candidates(in: ".engines"))
///     let session = try Session(engine, model: "model.onnx", threads: 1)
///     let outputs = try session.run([Tensor(pixels, shape: [1, 3, 32, 32])])
///
/// Implements the C interface of <https://onnxruntime.ai/docs/api/c/>; any release from 1.13 on will do.
///
/// Unchecked because the compiler cannot know what ONNX Runtime documents: an environment may be used from any thread.
public final class OnnxRuntime: @unchecked Sendable {
  /// The engine's own version, such as `1.32.0`.
  public let version: String

  /// The library that was opened.
  public let path: String

  let api: ort_api
  let environment: ort_handle

  /// Opens the first library of `paths` that exists.
  ///
  /// - Throws: `InferenceError.unavailable` when none exists, or when the first that does cannot be opened.
  public static func load(searching paths: [String]) throws(InferenceError) -> OnnxRuntime {
    guard let path = paths.first(where: { access($0, R_OK) == 0 }) else {
      throw .unavailable(searched: paths, reason: nil)
    }
    return try OnnxRuntime(path: path)
  }

  /// Where `make setup` puts the library in a folder of engines, newest file name first; where to look even when nothing is there yet.
  public static func candidates(in engines: String) -> [String] {
    let folder = "\(engines)/onnxruntime"
    var names: [String] = []
    if let directory = opendir(folder) {
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasPrefix("libonnxruntime.so") { names.append(name) }
      }
    }
    return names.isEmpty ? ["\(folder)/libonnxruntime.so"] : names.sorted(by: >).map { "\(folder)/\($0)" }
  }

  private init(path: String) throws(InferenceError) {
    var api = ort_api()
    var reason = [CChar](repeating: 0, count: 512)
    guard macaroni_ort_load(path, &api, &reason, reason.count) == 0 else {
      let words = String(decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw .unavailable(searched: [path], reason: "\(path): \(InferenceError.excerpt(words))")
    }
    var environment: ort_handle?
    if let words = api.message(of: api.create_env(Int32(macaroni_ort_log_fatal), "macaroni", &environment)) {
      throw .unavailable(searched: [path], reason: "\(path): \(words)")
    }
    guard let environment else {
      throw .unavailable(searched: [path], reason: "\(path): it gave no environment")
    }
    self.api = api
    self.environment = environment
    self.path = path
    version = String(cString: api.version)
  }

  deinit {
    api.release_env(environment)
  }
}

extension ort_api {
  /// What a status says, shortened, or nil when the call went well. Frees the status.
  func message(of status: ort_status?) -> String? {
    guard let status else { return nil }
    defer { release_status(status) }
    guard let words = error_message(status) else { return "it gave no reason" }
    return InferenceError.excerpt(String(cString: words))
  }
}
