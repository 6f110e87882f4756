import COnnxRuntime

/// A model loaded into ONNX Runtime, ready to run on the processor.
///
/// Unchecked because the compiler cannot know what ONNX Runtime documents: one session may run from several threads at once.
/// Everything here is set once, in `init`.
public final class Session: @unchecked Sendable {
  public let inputs: [TensorDescription]
  public let outputs: [TensorDescription]

  private let engine: OnnxRuntime
  private let handle: ort_handle
  private let memory: ort_handle
  private let names: Names

  /// Loads a model file.
  ///
  /// - Parameter threads: How many threads one operator may use. Operators run one after another.
  /// - Throws: `InferenceError.unloadable` with the engine's own words.
  public init(_ engine: OnnxRuntime, model path: String, threads: Int = 1) throws(InferenceError) {
    let api = engine.api
    func check(_ status: ort_status?) throws(InferenceError) {
      if let words = api.message(of: status) { throw .unloadable(model: path, reason: words) }
    }

    var options: ort_handle?
    try check(api.create_session_options(&options))
    defer { api.release_session_options(options) }
    try check(api.set_optimisation_level(options, Int32(macaroni_ort_optimise_all)))
    try check(api.set_intra_op_threads(options, Int32(clamping: threads)))
    try check(api.set_inter_op_threads(options, 1))

    var session: ort_handle?
    try check(api.create_session(engine.environment, path, options, &session))
    guard let session else { throw .unloadable(model: path, reason: "the engine gave no session") }
    var memory: ort_handle?
    do throws(InferenceError) {
      inputs = try Self.describe(
        session, of: path, api, count: api.input_count, name: api.input_name, type: api.input_type)
      outputs = try Self.describe(
        session, of: path, api, count: api.output_count, name: api.output_name, type: api.output_type)
      try check(
        api.create_cpu_memory(
          Int32(macaroni_ort_arena_allocator), Int32(macaroni_ort_memory_default), &memory))
      guard let memory else { throw .unloadable(model: path, reason: "the engine gave no memory") }
      self.memory = memory
    } catch {
      api.release_session(session)
      throw error
    }
    handle = session
    self.engine = engine
    names = Names(inputs: inputs.map(\.name), outputs: outputs.map(\.name))
  }

  deinit {
    engine.api.release_memory(memory)
    engine.api.release_session(handle)
  }

  /// Runs the model once.
  ///
  /// The engine reads the tensors where they are; what it gives back is copied out.
  ///
  /// - Parameters:
  ///   - tensors: One for each of `inputs`, in their order.
  ///   - wanted: Which of `outputs` to compute; all of them when nil. Naming the tensors that can be read lets a model run
  ///     whose other outputs are sequences or maps.
  ///   - interruption: Ends the run early, from another thread.
  /// - Returns: The wanted outputs, in their order.
  public func run(
    _ tensors: [Tensor], outputs wanted: [Int]? = nil, interruption: Interruption? = nil
  ) throws(InferenceError) -> [Tensor] {
    guard tensors.count == inputs.count else {
      throw .unfitting(input: "*", reason: "it has \(inputs.count) inputs and was given \(tensors.count)")
    }
    for (tensor, input) in zip(tensors, inputs) where !tensor.isConsistent {
      throw .unfitting(input: input.name, reason: "\(tensor.count) elements are not of shape \(tensor.shape)")
    }
    let wanted = wanted ?? Array(outputs.indices)
    guard !wanted.isEmpty, wanted.allSatisfy(outputs.indices.contains) else {
      throw .failed(reason: "outputs \(wanted) were asked for and it has \(outputs.count)")
    }

    let api = engine.api
    var given: [ort_handle?] = []
    var results = [ort_handle?](repeating: nil, count: wanted.count)
    defer {
      for value in given + results where value != nil { api.release_value(value) }
    }
    if let error = pinning(
      tensors[...], into: &given,
      then: { given in
        let status = api.run(
          self.handle, interruption?.options, self.names.inputs, given, given.count,
          wanted.map { self.names.outputs[$0] }, wanted.count, &results)
        return api.message(of: status).map { .failed(reason: $0) }
      })
    {
      throw error
    }
    var tensors: [Tensor] = []
    tensors.reserveCapacity(wanted.count)
    for (index, result) in zip(wanted, results) { tensors.append(try read(result, name: outputs[index].name)) }
    return tensors
  }

  /// Holds every tensor's elements in place, wraps each for the engine, and calls `body` while they are held.
  ///
  /// Recursion, because a pointer into an array is only valid inside the closure that is given it.
  private func pinning(
    _ tensors: ArraySlice<Tensor>, into values: inout [ort_handle?],
    then body: ([ort_handle?]) -> InferenceError?
  ) -> InferenceError? {
    guard let tensor = tensors.first else { return body(values) }
    func wrap(_ bytes: UnsafeRawBufferPointer) -> InferenceError? {
      var value: ort_handle?
      let status = engine.api.create_tensor(
        // The engine's signature is not const, yet it only reads its inputs.
        memory, UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count, tensor.shape.map(Int64.init),
        tensor.shape.count, Int32(tensor.elementType.rawValue), &value)
      if let words = engine.api.message(of: status) {
        return .unfitting(input: inputs[values.count].name, reason: words)
      }
      values.append(value)
      return pinning(tensors.dropFirst(), into: &values, then: body)
    }
    return switch tensor.elements {
    case .float32(let elements): elements.withUnsafeBytes(wrap)
    case .int64(let elements): elements.withUnsafeBytes(wrap)
    }
  }

  private func read(_ value: ort_handle?, name: String) throws(InferenceError) -> Tensor {
    let api = engine.api
    func check(_ status: ort_status?) throws(InferenceError) {
      if let words = api.message(of: status) { throw .failed(reason: words) }
    }
    var isTensor: Int32 = 0
    try check(api.is_tensor(value, &isTensor))
    guard isTensor == 1 else { throw .unsupportedOutput(name: name, type: "not a tensor") }

    var info: ort_handle?
    try check(api.value_type_and_shape(value, &info))
    defer { api.release_type_and_shape(info) }
    let (type, dimensions) = try Self.typeAndShape(of: info, api) { .failed(reason: $0) }
    var count = 0
    try check(api.element_count(info, &count))
    var data: UnsafeMutableRawPointer?
    try check(api.tensor_data(value, &data))

    let shape = dimensions.map(Int.init)
    switch type {
    case .float32:
      let elements = UnsafeBufferPointer(
        start: data?.assumingMemoryBound(to: Float.self), count: data == nil ? 0 : count)
      return Tensor(Array(elements), shape: shape)
    case .int64:
      let elements = UnsafeBufferPointer(
        start: data?.assumingMemoryBound(to: Int64.self), count: data == nil ? 0 : count)
      return Tensor(Array(elements), shape: shape)
    default:
      throw .unsupportedOutput(name: name, type: "\(type.name)")
    }
  }

  private static func describe(
    _ session: ort_handle, of path: String, _ api: ort_api,
    count countOf: (ort_handle?, UnsafeMutablePointer<Int>?) -> ort_status?,
    name nameOf: (ort_handle?, Int, ort_handle?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> ort_status?,
    type typeOf: (ort_handle?, Int, UnsafeMutablePointer<ort_handle?>?) -> ort_status?
  ) throws(InferenceError) -> [TensorDescription] {
    func check(_ status: ort_status?) throws(InferenceError) {
      if let words = api.message(of: status) { throw .unloadable(model: path, reason: words) }
    }
    var allocator: ort_handle?
    try check(api.default_allocator(&allocator))
    var count = 0
    try check(countOf(session, &count))
    var descriptions: [TensorDescription] = []
    for index in 0..<count {
      var name: UnsafeMutablePointer<CChar>?
      try check(nameOf(session, index, allocator, &name))
      defer { _ = api.message(of: api.allocator_free(allocator, name)) }
      var type: ort_handle?
      try check(typeOf(session, index, &type))
      defer { api.release_type(type) }

      let text = name.map { String(cString: $0) } ?? ""
      var tensor: UnsafeRawPointer?
      try check(api.tensor_type(type, &tensor))
      guard let tensor else {
        descriptions.append(TensorDescription(name: text, elementType: nil, shape: nil))
        continue
      }
      let (element, sizes) = try typeAndShape(of: tensor, api) { .unloadable(model: path, reason: $0) }
      descriptions.append(
        TensorDescription(name: text, elementType: element, shape: sizes.map { $0 < 0 ? nil : Int($0) }))
    }
    return descriptions
  }

  private static func typeAndShape(
    of info: UnsafeRawPointer?, _ api: ort_api, error: (String) -> InferenceError
  ) throws(InferenceError) -> (ElementType, [Int64]) {
    func check(_ status: ort_status?) throws(InferenceError) {
      if let words = api.message(of: status) { throw error(words) }
    }
    var type: Int32 = 0
    try check(api.element_type(info, &type))
    var rank = 0
    try check(api.rank(info, &rank))
    var sizes = [Int64](repeating: 0, count: rank)
    try check(api.dimensions(info, &sizes, rank))
    return (ElementType(rawValue: Int(type)), sizes)
  }
}

/// Names as C strings, made once: every call passes them.
private final class Names {
  let inputs: [UnsafePointer<CChar>?]
  let outputs: [UnsafePointer<CChar>?]

  init(inputs: [String], outputs: [String]) {
    self.inputs = inputs.map(Self.copy)
    self.outputs = outputs.map(Self.copy)
  }

  deinit {
    for name in inputs + outputs { name?.deallocate() }
  }

  private static func copy(_ name: String) -> UnsafePointer<CChar>? {
    let text = name.utf8CString
    let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: text.count)
    text.withUnsafeBufferPointer { source in
      if let start = source.baseAddress { buffer.initialize(from: start, count: text.count) }
    }
    return UnsafePointer(buffer)
  }
}
