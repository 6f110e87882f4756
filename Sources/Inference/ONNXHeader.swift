/// What an ONNX file says about itself, without running it: a few pages of the file are read, whatever its size.
///
///     let header = try ONNXHeader(path: "model.onnx")
///     header.parameterCount             // 72376
///     header.opsets["ai.onnx"]          // 17
///
/// Implements the messages of <https://github.com/onnx/onnx/blob/main/onnx/onnx.proto> that are named below. The file may come from
/// anybody: nothing in it makes this read outside it, recurse without end or keep more than a few kilobytes of one text.
public struct ONNXHeader: Equatable, Sendable {
  public private(set) var irVersion: Int?
  public private(set) var producer = ""
  public private(set) var producerVersion = ""

  /// The version of each operator set, by domain; the empty domain is written `ai.onnx`.
  public private(set) var opsets: [String: Int] = [:]

  /// `metadata_props`: what the author added.
  public private(set) var metadata: [String: String] = [:]

  public private(set) var graphName = ""
  public private(set) var inputs: [TensorDescription] = []
  public private(set) var outputs: [TensorDescription] = []

  /// The operators used, sorted; those of another domain than ONNX's own as `ai.onnx.ml.Scaler`.
  public private(set) var operators: [String] = []

  /// Nodes, those of inner graphs and of functions included.
  public private(set) var nodeCount = 0

  /// Elements of all initialisers, those of inner graphs included, by what they are.
  public private(set) var initialiserElements: [ElementType: Int] = [:]

  /// Whether some weights are in files beside this one.
  public private(set) var hasExternalData = false

  /// Elements of the initialisers that are constants of a calculation rather than weights, by what they are.
  public private(set) var constantElements: [ElementType: Int] = [:]

  /// Elements of the initialisers that can be weights: all but 64-bit integers (which are shapes and indices), booleans, texts
  /// and constants.
  public var parameterElements: [ElementType: Int] {
    initialiserElements.filter { ![.int64, .bool, .string].contains($0.key) }
      .merging(constantElements) { all, constants in all - constants }.filter { $0.value > 0 }
  }

  public var parameterCount: Int { parameterElements.values.reduce(0, +) }

  /// How deep graphs in attributes (`If`, `Loop`, `Scan`) may be nested.
  static let deepest = 32

  /// How many inputs, outputs, operator sets or entries of metadata are kept.
  static let longest = 1024

  private var found: Set<String> = []

  public init(path: String) throws(ONNXHeaderError) {
    guard let file = FileWindow(path: path) else { throw .unreadable }
    var hasGraph = false
    var model = ProtobufReader(file, range: 0..<file.count)
    while let (field, value) = try model.next() {
      switch (field, value) {
      case (1, .number(let number)): irVersion = Int(truncatingIfNeeded: number)
      case (2, .bytes(let range)): producer = file.text(range)
      case (3, .bytes(let range)): producerVersion = file.text(range)
      case (7, .bytes(let range)):
        hasGraph = true
        try readGraph(file, range, depth: 0)
      case (8, .bytes(let range)): try readOpset(file, range)
      case (14, .bytes(let range)): try readMetadata(file, range)
      case (25, .bytes(let range)): try readFunction(file, range)
      default: break
      }
    }
    guard hasGraph else { throw .noGraph }

    // A graph may list its initialisers among its inputs (it had to, before IR version 4); those are not for the caller to give.
    inputs.removeAll { initialisers.contains($0.name) }
    initialisers = []
    constantElements = uses.constantElements
    uses = InitialiserUses()
    operators = found.sorted()
    found = []
  }

  private var initialisers: Set<String> = []
  private var uses = InitialiserUses()

  private mutating func readGraph(_ file: FileWindow, _ range: Range<Int>, depth: Int) throws(ONNXHeaderError) {
    guard depth < Self.deepest else { throw .tooDeep(limit: Self.deepest) }
    var graph = ProtobufReader(file, range: range)
    while let (field, value) = try graph.next() {
      guard case .bytes(let range) = value else { continue }
      switch field {
      case 1: try readNode(file, range, depth: depth)
      case 2 where depth == 0: graphName = file.text(range)
      case 5: try readInitialiser(file, range, isOuter: depth == 0)
      case 11 where depth == 0 && inputs.count < Self.longest: inputs.append(try Self.description(file, range))
      case 12 where depth == 0 && outputs.count < Self.longest: outputs.append(try Self.description(file, range))
      case 15: try readSparseInitialiser(file, range, isOuter: depth == 0)
      default: break
      }
    }
  }

  private mutating func readNode(_ file: FileWindow, _ range: Range<Int>, depth: Int) throws(ONNXHeaderError) {
    nodeCount += 1
    var type = ""
    var domain = ""
    var operands: [String] = []
    var node = ProtobufReader(file, range: range)
    while let (field, value) = try node.next() {
      switch (field, value) {
      case (1, .bytes(let range)) where operands.count < Self.longest: operands.append(file.text(range))
      case (4, .bytes(let range)): type = file.text(range, limit: 128)
      case (7, .bytes(let range)): domain = file.text(range, limit: 128)
      case (5, .bytes(let range)):
        var attribute = ProtobufReader(file, range: range)
        while let (field, value) = try attribute.next() {
          // g and graphs.
          if case .bytes(let range) = value, field == 6 || field == 11 { try readGraph(file, range, depth: depth + 1) }
        }
      default: break
      }
    }
    uses.note(operands, of: type)
    if found.count < Self.longest {
      found.insert(domain.isEmpty || domain == "ai.onnx" ? type : "\(domain).\(type)")
    }
  }

  private mutating func readFunction(_ file: FileWindow, _ range: Range<Int>) throws(ONNXHeaderError) {
    var function = ProtobufReader(file, range: range)
    while let (field, value) = try function.next() {
      if case .bytes(let range) = value, field == 7 { try readNode(file, range, depth: 0) }
    }
  }

  /// - Parameter isOuter: Whether it belongs to the outermost graph, whose inputs it may be among.
  private mutating func readInitialiser(
    _ file: FileWindow, _ range: Range<Int>, isOuter: Bool
  ) throws(ONNXHeaderError) {
    var elements = 1
    var type = ElementType(rawValue: 0)
    var name = ""
    func multiply(_ size: UInt64) throws(ONNXHeaderError) {
      let (product, overflow) = elements.multipliedReportingOverflow(by: Int(truncatingIfNeeded: size))
      guard !overflow, product >= 0 else { throw .malformed(offset: range.lowerBound, what: "an impossible shape") }
      elements = product
    }

    var tensor = ProtobufReader(file, range: range)
    while let (field, value) = try tensor.next() {
      switch (field, value) {
      case (1, .number(let size)): try multiply(size)
      case (1, .bytes(let range)):
        var packed = ProtobufReader(file, range: range)
        while !packed.isAtEnd { try multiply(try packed.varint()) }
      case (2, .number(let number)): type = ElementType(rawValue: Int(truncatingIfNeeded: number))
      case (8, .bytes(let range)):
        name = file.text(range)
        if isOuter && initialisers.count < 1 << 20 { initialisers.insert(name) }
      case (14, .number(1)): hasExternalData = true
      default: break
      }
    }
    let (sum, overflow) = initialiserElements[type, default: 0].addingReportingOverflow(elements)
    // A sum of all types must not overflow either, and no file holds a quintillion weights.
    guard !overflow, sum < 1 << 50, initialiserElements.count < 64 else {
      throw .malformed(offset: range.lowerBound, what: "an impossible shape")
    }
    initialiserElements[type] = sum
    if ![.int64, .bool, .string].contains(type) { uses.note(elements, type, named: name) }
  }

  private mutating func readSparseInitialiser(
    _ file: FileWindow, _ range: Range<Int>, isOuter: Bool
  ) throws(ONNXHeaderError) {
    var sparse = ProtobufReader(file, range: range)
    while let (field, value) = try sparse.next() {
      // Its values are the parameters; its indices are not.
      if case .bytes(let range) = value, field == 1 { try readInitialiser(file, range, isOuter: isOuter) }
    }
  }

  private mutating func readOpset(_ file: FileWindow, _ range: Range<Int>) throws(ONNXHeaderError) {
    var domain = ""
    var version = 0
    var opset = ProtobufReader(file, range: range)
    while let (field, value) = try opset.next() {
      switch (field, value) {
      case (1, .bytes(let range)): domain = file.text(range, limit: 128)
      case (2, .number(let number)): version = Int(truncatingIfNeeded: number)
      default: break
      }
    }
    if opsets.count < Self.longest { opsets[domain.isEmpty ? "ai.onnx" : domain] = version }
  }

  private mutating func readMetadata(_ file: FileWindow, _ range: Range<Int>) throws(ONNXHeaderError) {
    var key = ""
    var text = ""
    var entry = ProtobufReader(file, range: range)
    while let (field, value) = try entry.next() {
      switch (field, value) {
      case (1, .bytes(let range)): key = file.text(range, limit: 256)
      case (2, .bytes(let range)): text = file.text(range)
      default: break
      }
    }
    if metadata.count < Self.longest { metadata[key] = text }
  }

  /// `ValueInfoProto`: a name and a type.
  private static func description(_ file: FileWindow, _ range: Range<Int>) throws(ONNXHeaderError) -> TensorDescription
  {
    var name = ""
    var element: ElementType?
    var shape: [Int?]?
    var information = ProtobufReader(file, range: range)
    while let (field, value) = try information.next() {
      guard case .bytes(let range) = value else { continue }
      if field == 1 { name = file.text(range) }
      guard field == 2 else { continue }
      var type = ProtobufReader(file, range: range)
      while let (field, value) = try type.next() {
        guard field == 1, case .bytes(let range) = value else { continue }
        var tensor = ProtobufReader(file, range: range)
        while let (field, value) = try tensor.next() {
          switch (field, value) {
          case (1, .number(let number)): element = ElementType(rawValue: Int(truncatingIfNeeded: number))
          case (2, .bytes(let range)): shape = try Self.shape(file, range)
          default: break
          }
        }
      }
    }
    return TensorDescription(name: name, elementType: element, shape: shape)
  }

  private static func shape(_ file: FileWindow, _ range: Range<Int>) throws(ONNXHeaderError) -> [Int?] {
    var sizes: [Int?] = []
    var shape = ProtobufReader(file, range: range)
    while let (field, value) = try shape.next() {
      guard field == 1, case .bytes(let range) = value, sizes.count < longest else { continue }
      var size: Int?
      var dimension = ProtobufReader(file, range: range)
      while let (field, value) = try dimension.next() {
        if field == 1, case .number(let number) = value { size = Int(truncatingIfNeeded: number) }
      }
      sizes.append(size)
    }
    return sizes
  }
}
