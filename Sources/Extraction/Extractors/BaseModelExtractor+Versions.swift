import Markdown
import Records
import Stages

/// Versions, exports and quantised weights of a model that a link to a zoo or an id tells.
extension BaseModelExtractor {
  /// "This model is the NLI version of the [X](…)", "TF.js version of [X](…)", "A version of https://huggingface.co/sea/otter",
  /// "ONNX export of [X](…)"
  static func versionOf(_ words: Words, _ version: Int) -> Source? {
    guard words.has(version + 1, "of") else { return nil }
    let start = words.sentence(around: version).lowerBound
    let name: Name?
    // "is an optimised version of otter-7b"
    if words.has(version - 1, "optimize", "optimise"), words.has(version - 2, "a", "an"), words.has(version - 3, "is") {
      let next = beginning(words, from: version + 2)
      name = marked(words, next) ?? sized(words, next)
      return name.map { ($0, "conversion") }
    }
    let next = beginning(words, from: version + 2)
    guard next < words.count else { return nil }
    name =
      words.has(next, "https", "http")
      ? self.name(words, from: next)
      : strict(words, next).flatMap { name in
        let isMarked = words.source(at: name.range.lowerBound).map { isInZoo($0) || isOwnerless(Substring(name.text)) }
        return isMarked ?? false || name.text.utf8.contains(0x2F) ? name : nil
      }
    let before = start..<version
    // What is told of others, or that they are to be had.
    guard let name,
      !before.contains(where: {
        words.has($0, "on", "for", "see", "than", "use", "using", "find", "other", "another", "to", "older", "newer")
          || words.has($0, "previous", "available", "with", "from")
      })
    else { return nil }
    let isOfThis = words.has(start, "this", "it") && before.contains { words.has($0, "is") }
    return isOfThis || version - start <= 3 && !before.contains { words.has($0, "the", "is", "are") }
      ? (name, words.has(version, "export") ? "conversion" : "finetune") : nil
  }

  /// Whether a section's title is one that chains of conversions stand under.
  static func isOnSource(_ title: String) -> Bool { title == "Source" || title == "Description" }

  /// "Caffe BVLC OtterNet ==> Caffe2 OtterNet ==> ONNX OtterNet", "PyTorch Otter + script changes => ONNX Otter": what a chain of
  /// conversions to ONNX begins with.
  ///
  /// It is looked for under "Source" and "Description" alone, as a search through every paragraph of every card would cost more than it finds.
  static func readChain(_ passage: Passage, _ findings: inout Findings) {
    var offset = 0
    for line in passage.text.text.lines {
      defer { offset += line.utf8.count + 1 }
      guard line.utf8.count <= 160, let arrow = line.place(of: "=> "),
        line[arrow.upperBound...].begins(with: "ONNX ") || line[arrow.upperBound...].mentions(" ONNX ")
      else { continue }
      var name = line[..<arrow.lowerBound].trimmed
      while name.utf8.last == UInt8(ascii: "=") { name = name.dropLast() }
      if let change = name.place(of: " + ") { name = name[..<change.lowerBound] }
      name = name.trimmed
      guard (3...60).contains(name.utf8.count), looksLikeName(name) else { continue }
      let at = passage.line(at: offset)
      findings.add(
        Predicate.baseModel, .string(String(name)), raw: String(name), lines: at...at, ["relation": "conversion"])
    }
  }

  /// "[X](…) model quantized with", "This is sea/otter-6b quantized to 8 bits", "8-bit quantized [X](…)"
  static func quantised(strictly words: Words, _ index: Int) -> Name? {
    let start = words.sentence(around: index).lowerBound
    if words.has(index + 1, "with", "using", "to") {
      if words.has(index - 1, "model") { return linked(words, endingBefore: index - 1, from: start) }
      guard index - start <= 12, words.has(start + 1, "is"), let name = strict(words, start + 2),
        name.range.upperBound <= words[index].range.lowerBound,
        name.range.upperBound >= words[index - 1].range.upperBound
      else { return nil }
      return name
    }
    return index - start <= 3 ? inZoo(words, index + 1) : nil
  }
}
