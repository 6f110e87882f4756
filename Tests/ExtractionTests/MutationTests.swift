import Extraction
import Foundation
import Records
import Stages
import Testing

/// Documents of every kind, changed at random with a fixed seed: nothing may crash, hang or quote what is not there.
///
/// `MACARONI_MUTATIONS=100000 swift test -c release --filter MutationTests` runs it longer.
@Suite struct MutationTests {
  private static let mutations = ProcessInfo.processInfo.environment["MACARONI_MUTATIONS"].flatMap { Int($0) } ?? 150

  private static let seeds: [(kind: DocumentKind, text: String)] = [
    (
      .card,
      "---\nlicense: mit\nlanguage: [en, de]\ndatasets:\n- squad\nmodel-index:\n- name: m\n  results:\n  - task: {type: qa}\n    dataset: {name: SQuAD, type: squad}\n    metrics: [{type: f1, value: 88.1}]\n---\n# Tiny\n\nA fine-tuned version of [bert-base](https://huggingface.co/bert-base) on the SQuAD dataset with 110M parameters.\n\n<!-- task: qa -->\n\n## Evaluation\n\n| Dataset | F1 (%) | Params (M) |\n|---|---:|---|\n| SQuAD v2 | **88.1** ± 0.2 | 110 |\n\n## Training\n\n- learning_rate: 3e-05\n- 8 V100 GPUs, took 3 days\n\n<table><tr><td rowspan=2>a</td><td>1</td></tr></table>\n\n```python\nfrom transformers import pipeline\n```\n"
    ),
    (
      .yaml,
      "Collections: &c\n- Name: T\n  Paper: {URL: https://arxiv.org/abs/1706.03762}\nModels:\n- Name: a\n  Metadata:\n    <<: {FLOPs: 0.3G}\n    Parameters: 34.5M\n    Training Data: [Cats, !x Dogs]\n    Training Resources: 8x V100 GPUs\n    inference time (ms/im):\n    - {value: 20.5, hardware: V100, batch size: 1}\n  description: |\n    Trained on the COCO dataset for\n    object detection.\n  Results:\n  - Dataset: Cats\n    Metrics: {Top 1 Accuracy: 81.1%}\n- Name: b\n  more: *c\n"
    ),
    (
      .json,
      #"{"models": [{"name": "a\u00e9\ud83d\ude00", "license": "mit", "description": "See `x <https://arxiv.org/abs/1404.5997>`_\nfor more", "accuracy": {"tag_acc": 91.5, "ents": {"ORG": {"p": 0.5}}}, "shape": [1, 3, 224, 224]}, {"name": "b", "num_parameters": 1e9}]}"#
    ),
    (.csv, "model,img_size,top1,param_count\n\"a \"\"b\"\", c\",224,71.2,\"1,013.01\"\r\nd [1]_,384,60.1,2.5\n"),
    (.tsv, "model\taccuracy\na\t0.5\n"),
    (
      .restructuredText,
      "Tiny\n====\n\nSee `paper <https://arxiv.org/abs/1706.03762>`_ [1]_ and :ref:`x`::\n\n   import timm\n\nResults\n-------\n\n===== =====\nData  F1\n===== =====\nA     71.5\n===== =====\n\n+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+---+---+\n\n.. note::\n\n   Trained on ImageNet.\n\n.. [1] `Somebody`_\n.. _Somebody: https://arxiv.org/abs/1404.5997\n"
    ),
    (
      .html,
      "<h1>T</h1><p>for image classification <a href='https://github.com/a/b'>c</a><table><tr><th>Dataset<th>F1<tr><td rowspan=2 colspan=3>A<td>71.5</table><pre>x</pre>"
    ),
    (
      .hubRecord,
      #"{"id":"a/b","tags":["pytorch","license:mit"],"downloads":3,"siblings":[{"rfilename":"a","size":5}],"config":{"architectures":["B"]}}"#
    ),
    (.config, #"{"architectures":["B"],"model_type":"b","image_size":[224,224]}"#),
  ]

  /// What breaks parsers.
  private static let pieces: [[UInt8]] = [
    [0], [0xFF], [0xFE, 0xFF], [0xEF, 0xBB, 0xBF], [0x0D], [0x0D, 0x0A], [0xC3], [0xED, 0xA0, 0x80],
    [0xE2, 0x80, 0xA8],
    Array("---\n".utf8), Array("&a [*a]".utf8), Array("*a".utf8), Array("{{ x }}".utf8), Array("<!--".utf8),
    Array("-->".utf8),
    Array("\\ud800".utf8), Array("1e999999999".utf8), Array("99999999999999999999".utf8), Array("|".utf8),
    Array("||||\n".utf8),
    Array("<table>".utf8), Array("]]]]".utf8), Array("[[[[".utf8), Array("\"".utf8), Array("``".utf8),
    Array(".. x::\n".utf8),
    Array("====\n".utf8), Array("+--+\n".utf8), Array("\t".utf8), Array(" ".utf8), Array("\u{202E}".utf8),
    Array("-0.0%".utf8),
    Array(String(repeating: "(", count: 300).utf8), Array(String(repeating: "> ", count: 200).utf8),
  ]

  /// Marsaglia's xorshift, which every machine computes alike.
  private struct Chance {
    var state: UInt64
    mutating func next(below limit: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(max(limit, 1)))
    }
  }

  private static func mutated(_ bytes: [UInt8], _ chance: inout Chance) -> [UInt8] {
    var bytes = bytes
    for _ in 0...chance.next(below: 6) {
      let at = chance.next(below: bytes.count + 1)
      let end = min(bytes.count, at + chance.next(below: 40))
      switch chance.next(below: 7) {
      case 0 where at < bytes.count: bytes[at] = UInt8(chance.next(below: 256))
      case 1: bytes.removeSubrange(at..<end)
      case 2: bytes.insert(contentsOf: pieces[chance.next(below: pieces.count)], at: at)
      case 3: bytes.insert(contentsOf: bytes[at..<end], at: chance.next(below: bytes.count))
      case 4: bytes.removeSubrange(at...)
      case 5:
        let other = Array(seeds[chance.next(below: seeds.count)].text.utf8)
        let from = chance.next(below: other.count)
        bytes.insert(contentsOf: other[from..<min(other.count, from + 60)], at: at)
      default:
        let piece = pieces[chance.next(below: pieces.count)]
        for _ in 0..<chance.next(below: 20) { bytes.insert(contentsOf: piece, at: min(at, bytes.count)) }
      }
    }
    return bytes
  }

  @Test("mutated documents are survived, and what is quoted stands where it is said to", arguments: seeds.indices)
  func survives(index: Int) throws {
    let seed = Self.seeds[index]
    var chance = Chance(state: 0x9E37_79B9_7F4A_7C15 &+ UInt64(index))
    for round in 0..<Self.mutations {
      let bytes = Self.mutated(Array(seed.text.utf8), &chance)
      let reading = read(bytes, as: seed.kind)
      if round % 16 == 0 { #expect(reading.findings == read(bytes, as: seed.kind).findings) }
      guard String(validating: bytes, as: UTF8.self) != nil, !bytes.contains(0), !bytes.starts(with: [0xFF, 0xFE])
      else { continue }
      for finding in reading.findings {
        let first = try #require(finding.span.lineStart, "\(finding) in \(bytes)")
        let last = try #require(finding.span.lineEnd)
        let text = Self.lines(bytes, first, last)
        #expect(
          text.contains(text: finding.raw),
          "\(seed.kind) \(finding) in \(String(decoding: bytes, as: UTF8.self).debugDescription)")
      }
    }
  }

  private static func lines(_ bytes: [UInt8], _ first: Int, _ last: Int) -> [UInt8] {
    var line = 1
    return bytes.indices.filter { index in
      defer {
        if bytes[index] == 10 || bytes[index] == 13 && !(index + 1 < bytes.count && bytes[index + 1] == 10) {
          line += 1
        }
      }
      return line >= first && line <= last
    }.map { bytes[$0] }
  }
}
