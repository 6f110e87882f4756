import Markdown
import YAML

/// Looks for front matter that is missing, broken, or says one thing twice.
struct FrontMatterCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    let bytes = card.card.source.bytes
    let split = Markdown.FrontMatter.split(bytes)
    let parsed = YAML.parse(yaml(split, bytes), firstLine: split.yamlLine)
    // Text between two rules is no front matter, and neither is nothing.
    let isThere = !card.card.frontMatter.isEmpty || parsed.error != nil || parsed.root?.isSequence == true
    guard split.form != .absent, isThere else {
      remarks.add(
        .frontMatterMissing, line: 1, "the card has no front matter, so no machine knows its licence, task or data",
        fix: "begin it with '---', lines such as 'license: apache-2.0', and '---'")
      return
    }
    if split.form == .unclosed {
      remarks.add(
        .frontMatterUnclosed, line: split.yamlLine - 1, "the front matter is opened here and never closed",
        fix: "put a line '---' below its last entry")
    }
    if let error = parsed.error {
      remarks.add(
        .frontMatterBroken, line: error.line,
        "the front matter is not YAML: \(error.problem) (column \(error.column))", fix: Self.fix(error, card))
    } else if let root = parsed.root, !root.isMapping {
      remarks.add(
        .frontMatterBroken, line: root.line, "the front matter is no mapping of names to values",
        fix: "write entries such as 'license: apache-2.0'")
    }
    if let root = parsed.root { duplicates(in: root, depth: 0, into: &remarks) }
    for pair in card.card.frontMatter {
      guard let key = pair.key.text, let meant = Self.meant[key.lowercased()], key != meant else { continue }
      remarks.add(.misspeltKey, line: pair.key.line, "'\(key)' is no key that the Hub reads", fix: "write '\(meant)'")
    }
  }

  private func yaml(_ split: Markdown.FrontMatter, _ bytes: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: bytes[split.yaml])
  }

  private func duplicates(in node: YAML.Node, depth: Int, into remarks: inout Remarks) {
    guard depth < 8 else { return }
    for key in node.duplicateKeys {
      remarks.add(
        .duplicateKey, line: key.line,
        "'\(key.text ?? "")' stands twice in one mapping, and readers disagree which counts",
        fix: "keep one of them")
    }
    for pair in node.pairs { duplicates(in: pair.value, depth: depth + 1, into: &remarks) }
    for item in node.items { duplicates(in: item, depth: depth + 1, into: &remarks) }
  }

  /// What to do about the faults that cards have most often.
  private static func fix(_ error: YAML.ParseError, _ card: CheckedCard) -> String {
    let line = card.line(error.line)
    if line.utf8.contains(0x09) { return "indent with spaces, not with tabs" }
    if line.begins(with: "@") || line.begins(with: "`") || line.contains(": @") || line.contains(": `")
      || line.contains(": %")
    {
      return "put the value in quotes"
    }
    if line.split(separator: ": ").count > 2 { return "put a value that holds a colon in quotes" }
    return "mend the line, or the one above it"
  }

  /// Keys that cards misspell, and what was meant.
  private static let meant = [
    "licence": "license", "liscence": "license", "lisence": "license", "licenses": "license", "license": "license",
    "languages": "language", "lang": "language", "language": "language", "dataset": "datasets", "metric": "metrics",
    "library-name": "library_name", "pipeline-tag": "pipeline_tag", "pipeline": "pipeline_tag",
    "base_models": "base_model",
    "base-model": "base_model", "model_index": "model-index", "tag": "tags", "co2_eq_emission": "co2_eq_emissions",
  ]
}
