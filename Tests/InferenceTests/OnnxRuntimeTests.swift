import Dispatch
import TestSupport
import Testing

@testable import Inference

/// The engine that `make setup` fetched, if it did.
private let engine: Result<OnnxRuntime, InferenceError> = Result { () throws(InferenceError) in
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  return try OnnxRuntime.load(searching: OnnxRuntime.candidates(in: "/\(root)/.engines"))
}

private let hasEngine: Bool = if case .success = engine { true } else { false }

@Suite struct MissingEngineTests {
  @Test("an engine that is nowhere is unavailable, with the places searched and what to do")
  func nowhere() {
    let error = #expect(throws: InferenceError.self) { try OnnxRuntime.load(searching: ["/a/lib.so", "/b/lib.so"]) }
    #expect(
      error?.description
        == "ONNX Runtime is not available: it is not in /a/lib.so, /b/lib.so; 'make setup' puts it into .engines")
  }

  @Test("a file that is not a library, and a library that is not the engine, are unavailable with the reason")
  func notAnEngine() throws {
    try withFile(Array("not a library".utf8)) { path in
      let error = #expect(throws: InferenceError.self) { try OnnxRuntime.load(searching: [path]) }
      #expect(error?.description.contains("\(path): ") == true)
    }
    let other = ["/lib/x86_64-linux-gnu/libm.so.6", "/lib/aarch64-linux-gnu/libm.so.6", "/lib64/libm.so.6"]
    let error = #expect(throws: InferenceError.self) { try OnnxRuntime.load(searching: other) }
    #expect(error?.description.contains("OrtGetApiBase") == true)
  }

  @Test("where to look is in the folder even when nothing is there")
  func candidates() {
    #expect(OnnxRuntime.candidates(in: "/nowhere") == ["/nowhere/onnxruntime/libonnxruntime.so"])
  }

  @Test("an engine's long message is put on one line and shortened")
  func excerpt() {
    #expect(InferenceError.excerpt(" a\n  b ") == "a b")
    #expect(InferenceError.excerpt(String(repeating: "x", count: 400)).count == 300)
  }
}

@Suite(.enabled(if: hasEngine, "ONNX Runtime is not in .engines; 'make setup' puts it there"))
struct SessionTests {
  private func session(_ bytes: [UInt8]) throws -> Session {
    let engine = try engine.get()
    return try withFile(bytes) { try Session(engine, model: $0, threads: 1) }
  }

  @Test("the engine tells its version")
  func version() throws {
    #expect(try engine.get().version.hasPrefix("1."))
  }

  @Test("inputs and outputs are described, with sizes left open")
  func descriptions() throws {
    let session = try session(TinyModel.gemm)
    #expect(session.inputs == [TensorDescription(name: "x", elementType: .float32, shape: [nil, 2])])
    #expect(session.outputs == [TensorDescription(name: "y", elementType: .float32, shape: [nil, 3])])
  }

  @Test("a model computes what its graph says, for any batch")
  func run() throws {
    let session = try session(TinyModel.gemm)
    let one = try session.run([Tensor([1, 1] as [Float], shape: [1, 2])])
    #expect(one == [Tensor([15, 27, 39] as [Float], shape: [1, 3])])
    let two = try session.run([Tensor([0, 0, 1, 0] as [Float], shape: [2, 2])])
    #expect(two == [Tensor([10, 20, 30, 11, 22, 33] as [Float], shape: [2, 3])])
    let none = try session.run([Tensor([] as [Float], shape: [0, 2])])
    #expect(none == [Tensor([] as [Float], shape: [0, 3])])
  }

  @Test("64-bit integers go in and come out, and an output of another type is refused unless it is left out")
  func integers() throws {
    let session = try session(TinyModel.integers)
    let inputs = [Tensor([1, 2] as [Int64], shape: [2]), Tensor([10, 20] as [Int64], shape: [2])]
    #expect(try session.run(inputs, outputs: [0]) == [Tensor([11, 22] as [Int64], shape: [2])])
    #expect(throws: InferenceError.unsupportedOutput(name: "narrow", type: "int32")) { try session.run(inputs) }
  }

  @Test("tensors that do not fit are refused before or by the engine")
  func unfitting() throws {
    let session = try session(TinyModel.gemm)
    #expect(throws: InferenceError.unfitting(input: "*", reason: "it has 1 inputs and was given 0")) {
      try session.run([])
    }
    #expect(throws: InferenceError.unfitting(input: "x", reason: "3 elements are not of shape [2, 2]")) {
      try session.run([Tensor([1, 2, 3] as [Float], shape: [2, 2])])
    }
    for shape in [[-1, -2], [Int.max, 2], [2]] {
      #expect(throws: InferenceError.self) { try session.run([Tensor([1, 2] as [Float], shape: shape)]) }
    }
    #expect(throws: InferenceError.self) { try session.run([Tensor([1, 2] as [Int64], shape: [1, 2])]) }
    #expect(throws: InferenceError.self) { try session.run([Tensor([1, 2] as [Float], shape: [1, 2])], outputs: [1]) }
  }

  @Test("a model that is damaged, empty or not one is refused in the engine's own words")
  func damaged() throws {
    for bytes in [[], Array("<html></html>".utf8), Array(TinyModel.gemm.prefix(60))] {
      let error = #expect(throws: InferenceError.self) { try session(bytes) }
      guard case .unloadable(_, let reason) = try #require(error) else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(!reason.isEmpty && reason.count <= 300)
    }
    #expect(throws: InferenceError.self) { try Session(engine.get(), model: "/nowhere/model.onnx") }
  }

  @Test("a model with any one byte changed loads and runs, or gives an error")
  func everyByteChanged() throws {
    for index in TinyModel.gemm.indices {
      var bytes = TinyModel.gemm
      bytes[index] ^= 0xff
      do {
        _ = try session(bytes).run([Tensor([1, 1] as [Float], shape: [1, 2])])
      } catch is InferenceError {
        // An error is one of the two right answers.
      }
    }
  }

  @Test("one session runs from several threads at once")
  func concurrent() async throws {
    let session = try session(TinyModel.gemm)
    try await withThrowingTaskGroup(of: Bool.self) { group in
      for value in 0..<64 {
        group.addTask {
          let value = Float(value)
          let outputs = try session.run([Tensor([value, 0], shape: [1, 2])])
          return outputs.first?.floats == [10 + value, 20 + 2 * value, 30 + 3 * value]
        }
      }
      for try await isRight in group { #expect(isRight) }
    }
  }

  @Test("a model that never ends is ended from another thread, and says that it was")
  func endless() throws {
    let session = try session(TinyModel.endless(size: 2, classes: 3))
    let interruption = try Interruption(engine.get())
    #expect(!interruption.isInterrupted)
    // A queue of the system's own: the threads of tasks may all be taken by other tests.
    DispatchQueue.global().asyncAfter(deadline: .now() + 0.1) { interruption.interrupt() }
    let input = Tensor([Float](repeating: 1, count: 12), shape: [1, 3, 2, 2])
    let error = #expect(throws: InferenceError.self) { try session.run([input], interruption: interruption) }
    #expect(interruption.isInterrupted)
    #expect(error?.description.contains("terminate") == true, "\(String(describing: error))")
  }

  @Test("a run that is given an interruption and not interrupted is like any other")
  func uninterrupted() throws {
    let interruption = try Interruption(engine.get())
    let outputs = try session(TinyModel.gemm).run(
      [Tensor([1, 1] as [Float], shape: [1, 2])], interruption: interruption)
    #expect(outputs == [Tensor([15, 27, 39] as [Float], shape: [1, 3])])
  }
}
