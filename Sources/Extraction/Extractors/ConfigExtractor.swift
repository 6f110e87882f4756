import Records
import Stages

/// Reads `config.json`: architecture, model type and the size of the images that go in.
struct ConfigExtractor: RecordExtractor {
  static let name = "config"
  static let summary = "Read the configuration of a model."
  static let method = Method.configFile
  static let confidence = 0.95
  static let kind = DocumentKind.config

  func read(_ record: JSON, into findings: inout Findings) {
    Self.readArchitecture(record, at: "", into: &findings)
    guard let size = record["image_size"] else { return }
    let sides: [JSON]
    switch size {
    case .number: sides = [size, size]
    case .array(let list): sides = list
    default: sides = [size["height"], size["width"]].compactMap { $0 }
    }
    guard sides.count == 2, sides.allSatisfy({ ($0.integer ?? 0) > 0 }) else { return }
    findings.add(Predicate.inputSize, .array(sides), raw: size.text, pointer: "/image_size")
  }

  static func readArchitecture(_ config: JSON?, at pointer: String, into findings: inout Findings) {
    for (index, name) in (config?["architectures"]?.array ?? []).enumerated() {
      guard let name = name.string, !name.isEmpty else { continue }
      findings.add(Predicate.architecture, .string(name), raw: name, pointer: "\(pointer)/architectures/\(index)")
    }
    if let type = config?["model_type"]?.string, !type.isEmpty {
      findings.add(Predicate.modelType, .string(type), raw: type, pointer: "\(pointer)/model_type")
    }
  }
}
