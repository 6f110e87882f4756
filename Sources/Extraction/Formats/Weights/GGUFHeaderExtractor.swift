import Records
import Stages

/// Reads the header of a GGUF file: what its keys say of the model, and parameters in all and by type.
///
/// <https://github.com/ggml-org/ggml/blob/master/docs/gguf.md>, versions 2 and 3. The pointer of a finding is the key.
struct GGUFHeaderExtractor: WeightsExtractor {
  static let name = "gguf-header"
  static let summary = "Read the header of a GGUF file."
  static let method = Method.header
  static let confidence = 0.99
  static let kind = DocumentKind.gguf

  /// What a key of the header states.
  private static let predicates: [String: String] = [
    "general.license": Predicate.license, "general.architecture": Predicate.architecture,
    "general.name": Predicate.title,
    "general.languages": Predicate.language, "general.datasets": Predicate.trainedOn,
    "general.repo_url": Predicate.codeRepo, "general.doi": Predicate.paper,
  ]

  /// Elements of a tensor and keys of a header that no file exceeds.
  private static let mostTensors = 1 << 20
  private static let mostKeys = 1 << 16

  func read(file: String, path: String, into findings: inout Findings) throws(Rejection) {
    let header = try HeaderBytes.withFile(file, named: path) { $0.bytes(from: 0, count: HeaderBytes.largest) }
    var reader = LittleEndianReader(header)
    guard reader.number(bytes: 4) == 0x4655_4747 else { throw Rejection(.malformed, "\(path): no GGUF file") }
    guard let version = reader.number(bytes: 4), version == 2 || version == 3 else {
      throw Rejection(.unsupported, "\(path): a version of GGUF other than 2 and 3, or one of a big-endian machine")
    }
    guard let tensors = reader.number(bytes: 8), let keys = reader.number(bytes: 8), tensors <= Self.mostTensors,
      keys <= Self.mostKeys
    else { throw Self.cut(path) }
    for _ in 0..<keys {
      guard let key = reader.text(limit: 256), let type = reader.number(bytes: 4),
        let values = value(of: type, &reader, depth: 0)
      else { throw Self.cut(path) }
      add(key, values, path, &findings)
    }
    var counts = ParameterCounts(path: path)
    for _ in 0..<tensors {
      guard reader.text(limit: 0) != nil, let dimensions = reader.number(bytes: 4), dimensions <= 8 else {
        throw Self.cut(path)
      }
      var shape: [Int] = []
      for _ in 0..<dimensions {
        guard let size = reader.number(bytes: 8) else { throw Self.cut(path) }
        shape.append(Int(truncatingIfNeeded: size))
      }
      guard let type = reader.number(bytes: 4), reader.number(bytes: 8) != nil else { throw Self.cut(path) }
      try counts.add(shape: shape, type: Self.type(type))
    }
    counts.state(pointer: "tensors", in: &findings)
  }

  private static func cut(_ path: String) -> Rejection {
    Rejection(.malformed, "\(path): the header is damaged or has more than \(HeaderBytes.largest) bytes")
  }

  private func add(_ key: String, _ values: [String], _ path: String, _ findings: inout Findings) {
    var predicate = Self.predicates[key]
    // `general.base_model.0.repo_url`, or the name where there is no address.
    if key.begins(with: "general.base_model."), key.ends(with: ".name") { predicate = Predicate.baseModel }
    guard let predicate else { return }
    for value in values.prefix(1000) where !value.isEmpty {
      findings.add(predicate, .string(value), raw: value, pointer: key, ["path": .string(path)])
    }
  }

  /// The texts of a value; nothing for numbers, which are passed over. Nil at the end of the header.
  private func value(of type: UInt64, _ reader: inout LittleEndianReader, depth: Int) -> [String]? {
    switch type {
    case 0, 1, 7: return reader.skip(1) ? [] : nil
    case 2, 3: return reader.skip(2) ? [] : nil
    case 4, 5, 6: return reader.skip(4) ? [] : nil
    case 10, 11, 12: return reader.skip(8) ? [] : nil
    case 8: return reader.text().map { [$0] }
    case 9:
      guard depth < 4, let type = reader.number(bytes: 4), let count = reader.number(bytes: 8),
        count <= UInt64(reader.bytes.count)
      else { return nil }
      var texts: [String] = []
      for _ in 0..<count {
        guard let text = value(of: type, &reader, depth: depth + 1) else { return nil }
        if texts.count < 1000 { texts += text }
      }
      return texts
    default: return nil
    }
  }

  private static func type(_ number: UInt64) -> String {
    let names: [UInt64: String] = [
      0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0", 9: "Q8_1", 10: "Q2_K", 11: "Q3_K",
      12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 15: "Q8_K", 16: "IQ2_XXS", 17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S",
      20: "IQ4_NL", 21: "IQ3_S", 22: "IQ2_S", 23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64",
      29: "IQ1_M", 30: "BF16",
    ]
    return names[number] ?? "type \(number)"
  }
}
