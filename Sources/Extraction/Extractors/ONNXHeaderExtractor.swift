import Inference
import Records
import Stages

/// Reads the header of an ONNX file: parameters in all and by type, operator sets, version of the format.
///
/// An ONNX file is no JSON; the pointer of a finding names the field of `ModelProto` it was read from.
struct ONNXHeaderExtractor: WeightsExtractor {
  static let name = "onnx-header"
  static let summary = "Read the header of an ONNX file."
  static let version = 2
  static let method = Method.header
  static let confidence = 0.99

  static let kind = DocumentKind.onnx

  func read(file: String, path: String, into findings: inout Findings) throws(Rejection) {
    do {
      read(try ONNXHeader(path: file), path: path, into: &findings)
    } catch {
      throw Rejection(.malformed, "\(path): \(error)")
    }
  }

  private func read(_ header: ONNXHeader, path: String, into findings: inout Findings) {
    let place: Qualifiers = ["path": .string(path)]
    func add(_ predicate: String, _ count: Int, _ pointer: String, _ more: Qualifiers = [:]) {
      findings.add(
        predicate, .number(count), raw: String(count), pointer: pointer, more.adding(place))
    }
    if !header.hasExternalData || header.parameterCount > 0 {
      add(Predicate.artifactParams, header.parameterCount, "/graph/initializer")
      for (type, count) in header.parameterElements.sorted(by: { $0.key < $1.key }) {
        add(Predicate.artifactParams, count, "/graph/initializer", ["dtype": .string(type.name)])
      }
    }
    for (domain, version) in header.opsets.sorted(by: { $0.key.precedes($1.key) }) {
      add(Predicate.opset, version, "/opset_import", domain == "ai.onnx" ? [:] : ["domain": .string(domain)])
    }
    if let version = header.irVersion { add(Predicate.irVersion, version, "/ir_version") }
  }
}
