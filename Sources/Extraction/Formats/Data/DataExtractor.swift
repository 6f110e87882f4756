import Records
import YAML

/// Reads documents of values under names.
protocol DataExtractor: Extractor {
  func read(_ subject: DataDocument.Subject, in document: DataDocument, into findings: inout Findings)
}

/// The findings of one model in a document, with its name on each where the document has several.
struct DataFindings {
  private let subject: DataDocument.Subject
  private let offset: Int

  init(_ subject: DataDocument.Subject, in document: DataDocument) {
    self.subject = subject
    offset = document.offset
  }

  /// Adds what a value says.
  ///
  /// - Parameter raw: what of the value was read; the whole value if nil.
  func add(
    _ predicate: String, _ value: JSON?, _ node: YAML.Node, _ pointer: String, raw: String? = nil,
    _ qualifiers: Qualifiers = [:], to findings: inout Findings
  ) {
    var qualifiers = qualifiers
    if let name = subject.name { qualifiers["model"] = .string(name) }
    let raw = raw ?? node.text.map { String($0.trimmed) } ?? ""
    findings.add(predicate, value, raw: raw, at: node, offset: offset, pointer: pointer, qualifiers)
  }
}
