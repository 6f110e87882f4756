/// Writes protobuf messages by hand, so that no foreign file is needed to test with.
public struct Message {
  public var bytes: [UInt8] = []

  public init(_ build: (inout Message) -> Void = { _ in }) { build(&self) }

  public mutating func number(_ field: Int, _ value: Int) {
    varint(field << 3)
    varint(value)
  }

  public mutating func data(_ field: Int, _ content: [UInt8]) {
    varint(field << 3 | 2)
    varint(content.count)
    bytes += content
  }

  public mutating func text(_ field: Int, _ content: String) { data(field, Array(content.utf8)) }
  public mutating func message(_ field: Int, _ build: (inout Message) -> Void) { data(field, Message(build).bytes) }

  public mutating func varint(_ value: Int) {
    var rest = UInt64(bitPattern: Int64(value))
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}

/// Small ONNX models, as bytes.
public enum TinyModel {
  /// y = x · W + b, with W of 2 × 3 and b of 3, any batch.
  public static let gemm = model { graph in
    node(&graph, "Gemm", inputs: ["x", "w", "b"], outputs: ["y"])
    graph.text(2, "tiny")
    initialiser(&graph, "w", shape: [2, 3], floats: [1, 2, 3, 4, 5, 6])
    initialiser(&graph, "b", shape: [3], floats: [10, 20, 30])
    value(&graph, 11, "x", type: 1, shape: [nil, 2])
    value(&graph, 12, "y", type: 1, shape: [nil, 3])
  }

  /// Two int64 inputs, added; and one of them, cast to int32, which is not read.
  public static let integers = model { graph in
    node(&graph, "Add", inputs: ["a", "b"], outputs: ["sum"])
    node(&graph, "Cast", inputs: ["a"], outputs: ["narrow"]) { node in
      node.message(5) { attribute in
        attribute.text(1, "to")
        attribute.number(3, 6)
        attribute.number(20, 2)
      }
    }
    graph.text(2, "integers")
    value(&graph, 11, "a", type: 7, shape: [2])
    value(&graph, 11, "b", type: 7, shape: [2])
    value(&graph, 12, "sum", type: 7, shape: [2])
    value(&graph, 12, "narrow", type: 6, shape: [2])
  }

  /// A classifier that never ends: a loop of 2⁶³ − 1 rounds around an addition, then `classes` zeros for each row of 32-bit floats.
  ///
  /// The input is a batch of pictures, `[batch, 3, size, size]`.
  public static func endless(size: Int, classes: Int) -> [UInt8] {
    model { graph in
      node(&graph, "Loop", inputs: ["rounds", "", "x"], outputs: ["looped"]) { node in
        node.message(5) { attribute in
          attribute.text(1, "body")
          attribute.number(20, 5)
          attribute.message(6) { body in
            Self.node(&body, "Identity", inputs: ["go"], outputs: ["go_on"])
            Self.node(&body, "Add", inputs: ["inner", "inner"], outputs: ["sum"])
            body.text(2, "body")
            value(&body, 11, "round", type: 7, shape: [])
            value(&body, 11, "go", type: 9, shape: [])
            value(&body, 11, "inner", type: 1, shape: [nil, 3, size, size])
            value(&body, 12, "go_on", type: 9, shape: [])
            value(&body, 12, "sum", type: 1, shape: [nil, 3, size, size])
          }
        }
      }
      node(&graph, "Flatten", inputs: ["looped"], outputs: ["flat"])
      node(&graph, "MatMul", inputs: ["flat", "w"], outputs: ["y"])
      graph.text(2, "endless")
      graph.message(5) { tensor in
        tensor.number(2, 7)
        tensor.text(8, "rounds")
        tensor.data(9, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f])
      }
      initialiser(
        &graph, "w", shape: [3 * size * size, classes], floats: [Float](repeating: 0, count: 3 * size * size * classes))
      value(&graph, 11, "x", type: 1, shape: [nil, 3, size, size])
      value(&graph, 12, "y", type: 1, shape: [nil, classes])
    }
  }

  public static func model(_ build: (inout Message) -> Void) -> [UInt8] {
    Message { model in
      model.number(1, 8)
      model.text(2, "macaroni-tests")
      model.text(3, "1")
      model.message(8) { $0.number(2, 17) }
      model.message(14) { entry in
        entry.text(1, "note")
        entry.text(2, "made by hand")
      }
      model.message(7, build)
    }.bytes
  }

  public static func node(
    _ graph: inout Message, _ type: String, inputs: [String], outputs: [String],
    more: (inout Message) -> Void = { _ in }
  ) {
    graph.message(1) { node in
      for input in inputs { node.text(1, input) }
      for output in outputs { node.text(2, output) }
      node.text(4, type)
      more(&node)
    }
  }

  public static func initialiser(_ graph: inout Message, _ name: String, shape: [Int], floats: [Float]) {
    graph.message(5) { tensor in
      for size in shape { tensor.number(1, size) }
      tensor.number(2, 1)
      tensor.text(8, name)
      tensor.data(9, floats.flatMap { float in withUnsafeBytes(of: float.bitPattern.littleEndian, Array.init) })
    }
  }

  public static func value(_ graph: inout Message, _ field: Int, _ name: String, type: Int, shape: [Int?]) {
    graph.message(field) { value in
      value.text(1, name)
      value.message(2) { outer in
        outer.message(1) { tensor in
          tensor.number(1, type)
          tensor.message(2) { sizes in
            for size in shape {
              sizes.message(1) { dimension in
                if let size { dimension.number(1, size) } else { dimension.text(2, "batch") }
              }
            }
          }
        }
      }
    }
  }
}
