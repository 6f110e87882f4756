import Records
import Stages
import YAML

/// Reads running text in another format than Markdown.
func read(_ source: SourceText, in format: any TextFormat.Type, named name: String?) -> Reading {
  let translation = format.translate(source)
  var findings = Findings(in: source, by: .firstParty)
  for rejection in translation.rejections { findings.reject(rejection.code, rejection.detail, line: rejection.line) }
  findings.origin = Origin(each: translation.lines, whole: 1...max(1, source.lastLine))
  if !translation.isEmpty {
    translation.markdown.withUnsafeBufferPointer { readCard(SourceText($0), named: name, into: &findings) }
  }
  return Reading(findings)
}

/// Reads values under names.
func read(_ source: SourceText, in format: any DataFormat.Type, named name: String?) -> Reading {
  var findings = Findings(in: source, by: .firstParty)
  let parsed = format.parse(source.bytes)
  var root = parsed.root
  if let error = parsed.error {
    if Templates.mark(in: source, line: error.line) {
      findings.reject(.unsupported, Templates.reason, line: error.line)
      return Reading(findings)
    }
    findings.reject(
      error.kind == .limit ? .tooLarge : .malformed,
      "the document is not \(format.kind.rawValue.uppercased()): \(error.problem)",
      line: error.line)
    // A mapping is taken up again below what is broken.
    if format.kind == .yaml, error.kind != .limit, root?.isMapping == true {
      let pairs = FrontMatterReader(source.bytes, firstLine: 1).pairs
      root?.content = .mapping(pairs)
    }
  }
  guard let root else {
    if parsed.error == nil { findings.reject(.missing, "the document is empty") }
    return Reading(findings)
  }
  let document = DataDocument(root, isTable: format.kind == .csv || format.kind == .tsv)
  document.read(source, named: name, into: &findings)
  return Reading(findings)
}

extension DataDocument {
  /// Reads all that the document states: its values, and the sentences among them.
  func read(_ source: SourceText, named name: String?, into findings: inout Findings) {
    for rejection in rejections { findings.reject(rejection.code, rejection.detail, line: rejection.line) }
    for subject in subjects {
      for entry in Extractors.data {
        findings.begin(entry)
        entry.extractor.read(subject, in: self, into: &findings)
      }
      guard !isTable else { continue }
      DataProse.read(subject, in: self, source, named: subject.name ?? name, into: &findings)
    }
  }
}
