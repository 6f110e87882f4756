import Extraction
import Foundation
import Records
import Stages
import TestSupport
import Testing

@Suite struct WeightHeaderTests {
  private func read(_ bytes: [UInt8], _ name: String) throws -> Reading {
    let folder = try TemporaryFolder()
    let path = folder.path + "/" + name
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return Extraction.read(weights: path, as: name)
  }

  private func number(_ value: Int, bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  private func text(_ text: String) -> [UInt8] { number(text.utf8.count, bytes: 8) + text.utf8 }

  @Test("safetensors: parameters in all and by type, and the framework")
  func safetensors() throws {
    let header =
      #"{"__metadata__":{"format":"pt"},"w":{"dtype":"F16","shape":[2,3],"data_offsets":[0,12]},"i":{"dtype":"I64","shape":[7],"data_offsets":[12,68]}}"#
    let findings = try read(text(header) + [UInt8](repeating: 0, count: 68), "m.safetensors").findings
    #expect(
      findings.map { "\($0.predicate) \($0.value?.text ?? "")" } == [
        "artifact.params_total 6", "artifact.params_total 6", "model.library pytorch",
      ])
    #expect(findings[1].qualifiers["dtype"] == "F16")
  }

  @Test("GGUF: what its keys say and parameters by type; arrays are passed over")
  func gguf() throws {
    var bytes = Array("GGUF".utf8) + number(3, bytes: 4) + number(1, bytes: 8) + number(3, bytes: 8)
    bytes += text("general.license") + number(8, bytes: 4) + text("apache-2.0")
    bytes +=
      text("tokenizer.scores") + number(9, bytes: 4) + number(6, bytes: 4) + number(2, bytes: 8) + number(0, bytes: 8)
    bytes += text("general.base_model.0.name") + number(8, bytes: 4) + text("Tiny")
    bytes +=
      text("w") + number(2, bytes: 4) + number(4, bytes: 8) + number(5, bytes: 8) + number(12, bytes: 4)
      + number(0, bytes: 8)
    let findings = try read(bytes, "m.gguf").findings
    #expect(
      findings.map { "\($0.predicate) \($0.value?.text ?? "")" } == [
        "model.license apache-2.0", "model.base_model Tiny", "artifact.params_total 20", "artifact.params_total 20",
      ])
    #expect(findings.last?.qualifiers["dtype"] == "Q4_K")
    for end in 0..<bytes.count {
      #expect(try read(Array(bytes[..<end]), "m.gguf").rejections.isEmpty == false)
      if end % 16 == 0 { _ = try read(bytes.enumerated().map { $0 == end ? 0xFF : $1 }, "m.gguf") }
    }
  }

  @Test("a header that lies about its size is a rejection")
  func lies() throws {
    #expect(try read(number(1 << 40, bytes: 8) + [0x7B], "m.safetensors").rejections.map(\.code) == [.malformed])
    #expect(try read(number(2, bytes: 8) + Array("[]".utf8), "m.safetensors").rejections.map(\.code) == [.malformed])
    let shape = text(#"{"w":{"dtype":"F16","shape":[9999999999,9999999999,9999999999]}}"#)
    #expect(try read(shape, "m.safetensors").rejections.map(\.code) == [.malformed])
    // Each possible, and all together more than a number holds.
    let many = (0..<10_000).map { #""w\#($0)":{"dtype":"F16","shape":[1048576,1048576,1000]}"# }.joined(separator: ",")
    #expect(try read(text("{\(many)}"), "m.safetensors").rejections.map(\.code) == [.malformed])
    var gguf = Array("GGUF".utf8) + number(3, bytes: 4) + number(10_000, bytes: 8) + number(0, bytes: 8)
    for type in 0..<10_000 {
      gguf += text("w") + number(1, bytes: 4) + number(1 << 49, bytes: 8) + number(type, bytes: 4) + number(0, bytes: 8)
    }
    #expect(try read(gguf, "m.gguf").rejections.map(\.code) == [.malformed])
    #expect(try read([], "m.gguf").rejections.map(\.code) == [.malformed])
  }
}
