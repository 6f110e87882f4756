import Records
import Stages
import YAML

/// Reads the header of a safetensors file: parameters in all and by type, and what `__metadata__` says.
///
/// <https://github.com/huggingface/safetensors>: eight bytes of length, then JSON. The pointer of a finding leads into that JSON.
struct SafetensorsHeaderExtractor: WeightsExtractor {
  static let name = "safetensors-header"
  static let summary = "Read the header of a safetensors file."
  static let method = Method.header
  static let confidence = 0.99
  static let kind = DocumentKind.safetensors

  func read(file: String, path: String, into findings: inout Findings) throws(Rejection) {
    let header = try HeaderBytes.withFile(file, named: path) { file throws(Rejection) -> [UInt8] in
      var reader = LittleEndianReader(file.bytes(from: 0, count: 8))
      guard let length = reader.number(bytes: 8), length >= 2, length <= UInt64(max(0, file.fileSize - 8)) else {
        throw Rejection(.malformed, "\(path): the length of the header is not that of a safetensors file")
      }
      guard length <= UInt64(HeaderBytes.largest) else {
        throw Rejection(
          .tooLarge, "\(path): the header has \(length) bytes, more than the \(HeaderBytes.largest) that are read")
      }
      return file.bytes(from: 8, count: Int(length))
    }
    let limits = YAML.Limits(bytes: HeaderBytes.largest, depth: 8, nodes: 4_000_000)
    let parsed = header.withUnsafeBufferPointer { YAML.parseJSON($0, limits: limits) }
    guard let root = parsed.root, root.isMapping, parsed.error == nil else {
      throw Rejection(.malformed, "\(path): the header is not JSON: \(parsed.error?.problem ?? "it holds nothing")")
    }
    var counts = ParameterCounts(path: path)
    for pair in root.pairs where pair.key.text != "__metadata__" {
      guard let type = pair.value["dtype"]?.text, type.utf8.count <= 16 else { continue }
      try counts.add(shape: (pair.value["shape"]?.items ?? []).map { $0.int ?? 0 }, type: type)
    }
    counts.state(pointer: "", in: &findings)
    for pair in root["__metadata__"]?.pairs ?? [] {
      guard pair.key.text == "format", let text = pair.value.text,
        let library = Frameworks.tag(text == "pt" ? "pytorch" : text)
      else {
        continue
      }
      findings.add(
        Predicate.library, .string(library), raw: text, pointer: "/__metadata__/format", ["path": .string(path)])
    }
  }
}
