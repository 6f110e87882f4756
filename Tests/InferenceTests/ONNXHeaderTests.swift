import Foundation
import TestSupport
import Testing

@testable import Inference

@Suite struct ONNXHeaderTests {
  @Test("a model's header tells who made it, of what, with what inputs and outputs")
  func wholeHeader() throws {
    let header = try withFile(TinyModel.gemm) { try ONNXHeader(path: $0) }
    #expect(header.irVersion == 8)
    #expect(header.producer == "macaroni-tests")
    #expect(header.producerVersion == "1")
    #expect(header.opsets == ["ai.onnx": 17])
    #expect(header.metadata == ["note": "made by hand"])
    #expect(header.graphName == "tiny")
    #expect(header.operators == ["Gemm"])
    #expect(header.nodeCount == 1)
    #expect(header.initialiserElements == [.float32: 9])
    #expect(header.parameterCount == 9)
    #expect(header.inputs == [TensorDescription(name: "x", elementType: .float32, shape: [nil, 2])])
    #expect(header.outputs == [TensorDescription(name: "y", elementType: .float32, shape: [nil, 3])])
    #expect(!header.hasExternalData)
  }

  @Test("initialisers listed among the inputs are not inputs, and 64-bit integers are not parameters")
  func oldStyleInitialisers() throws {
    let bytes = TinyModel.model { graph in
      TinyModel.initialiser(&graph, "w", shape: [4], floats: [1, 2, 3, 4])
      graph.message(5) { tensor in
        tensor.data(1, [3])  // packed dims
        tensor.number(2, 7)
        tensor.text(8, "shape")
      }
      TinyModel.value(&graph, 11, "x", type: 1, shape: [4])
      TinyModel.value(&graph, 11, "w", type: 1, shape: [4])
    }
    let header = try withFile(bytes) { try ONNXHeader(path: $0) }
    #expect(header.inputs.map(\.name) == ["x"])
    #expect(header.initialiserElements == [.float32: 4, .int64: 3])
    #expect(header.parameterCount == 4)
  }

  @Test("constants of a calculation are no parameters, unless a node takes them as weights too")
  func constants() throws {
    let bytes = TinyModel.model { graph in
      TinyModel.initialiser(&graph, "mean", shape: [1, 3], floats: [1, 2, 3])
      TinyModel.initialiser(&graph, "one", shape: [], floats: [1])
      TinyModel.initialiser(&graph, "both", shape: [2], floats: [1, 2])
      TinyModel.initialiser(&graph, "scale", shape: [], floats: [0.5])
      TinyModel.initialiser(&graph, "bias", shape: [4], floats: [1, 2, 3, 4])
      TinyModel.node(&graph, "Sub", inputs: ["x", "mean"], outputs: ["a"])
      TinyModel.node(&graph, "Max", inputs: ["a", "one"], outputs: ["b"])
      TinyModel.node(&graph, "Div", inputs: ["b", "both"], outputs: ["c"])
      TinyModel.node(&graph, "Mul", inputs: ["c", "both"], outputs: ["d"])
      TinyModel.node(&graph, "QuantizeLinear", inputs: ["d", "scale"], outputs: ["e"])
      TinyModel.node(&graph, "Add", inputs: ["e", "bias"], outputs: ["y"])
    }
    let header = try withFile(bytes) { try ONNXHeader(path: $0) }
    #expect(header.initialiserElements == [.float32: 11])
    #expect(header.constantElements == [.float32: 5])
    #expect(header.parameterCount == 6)
  }

  @Test("the parameters counted in the sample zoo's files are those that its maker counted")
  func sampleZoo() throws {
    let zoo = Programs.pipeline + "/sample-zoo"
    let data = try Data(contentsOf: URL(fileURLWithPath: zoo + "/expected.json"))
    let expected = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let models = try #require(expected["models"] as? [String: [String: Any]])
    var counted = 0
    for (name, figures) in models {
      let folder = "\(zoo)/models/\(name)"
      for file in try FileManager.default.contentsOfDirectory(atPath: folder) where file.hasSuffix(".onnx") {
        #expect(try ONNXHeader(path: "\(folder)/\(file)").parameterCount == figures["parameters"] as? Int, "\(name)")
        counted += 1
      }
    }
    #expect(counted >= 6)
  }

  @Test("weights of inner graphs count, and operators of other domains carry their domain")
  func innerGraphs() throws {
    let bytes = TinyModel.model { graph in
      TinyModel.node(&graph, "If", inputs: ["c"], outputs: ["y"]) { node in
        node.message(5) { attribute in
          attribute.message(6) { inner in
            TinyModel.initialiser(&inner, "w", shape: [2], floats: [1, 2])
            TinyModel.node(&inner, "Scaler", inputs: ["w"], outputs: ["s"]) { $0.text(7, "ai.onnx.ml") }
          }
        }
      }
    }
    let header = try withFile(bytes) { try ONNXHeader(path: $0) }
    #expect(header.operators == ["If", "ai.onnx.ml.Scaler"])
    #expect(header.initialiserElements == [.float32: 2])
  }

  @Test("a model cut off anywhere gives a header or an error and nothing else")
  func everyPrefix() throws {
    for length in 0..<TinyModel.gemm.count {
      try withFile(Array(TinyModel.gemm.prefix(length))) { path in
        #expect(throws: ONNXHeaderError.self) { try ONNXHeader(path: path) }
      }
    }
  }

  @Test("a model with any one byte changed gives a header or an error and nothing else")
  func everyByteChanged() throws {
    for index in TinyModel.gemm.indices {
      for change: UInt8 in [0x01, 0x80, 0xff] {
        var bytes = TinyModel.gemm
        bytes[index] ^= change
        try withFile(bytes) { path in
          do throws(ONNXHeaderError) { _ = try ONNXHeader(path: path) } catch { #expect(!error.description.isEmpty) }
        }
      }
    }
  }

  @Test("graphs nested without end, shapes beyond counting and lengths beyond the file are refused")
  func hostile() throws {
    func nested(_ depth: Int) -> [UInt8] {
      var graph: [UInt8] = []
      for _ in 0..<depth {
        let inner = graph
        graph = Message { $0.message(1) { node in node.message(5) { $0.data(6, inner) } } }.bytes
      }
      return Message { $0.data(7, graph) }.bytes
    }
    let tooDeep = nested(500)
    let tooMany = TinyModel.model { graph in
      graph.message(5) { tensor in
        for _ in 0..<5 { tensor.number(1, 1 << 40) }
        tensor.number(2, 1)
      }
    }
    let negative = TinyModel.model { graph in graph.message(5) { $0.number(1, -1) } }
    for (bytes, words) in [
      (tooDeep, "graphs are nested more than 32 deep"), (tooMany, "an impossible shape"),
      (negative, "an impossible shape"),
      ([0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x00], "a field of 4294967295 bytes with 1 left"),
      (Array("<html>not a model</html>".utf8), "it is not an ONNX model"), ([], "there is no graph in the file"),
    ] {
      try withFile(bytes) { path in
        let error = #expect(throws: ONNXHeaderError.self) { try ONNXHeader(path: path) }
        #expect(error?.description.contains(words) == true, "\(String(describing: error))")
      }
    }
    #expect(throws: ONNXHeaderError.unreadable) { try ONNXHeader(path: "/nowhere/model.onnx") }
    #expect(throws: ONNXHeaderError.unreadable) { try ONNXHeader(path: "/tmp") }
  }
}
