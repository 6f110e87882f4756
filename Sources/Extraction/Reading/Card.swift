import Markdown
import Records
import Stages
import YAML

/// A model card, taken apart once for all extractors.
public struct Card {
  /// The entries of the front matter, in reading order. Of broken front matter those that could be read.
  public let frontMatter: [YAML.Pair]
  /// The Markdown below the front matter.
  public let document: Markdown.Document
  let source: SourceText
  /// The bytes of the front matter, which positions of its nodes count in.
  private let yaml: UnsafeBufferPointer<UInt8>

  init(_ source: SourceText, _ findings: inout Findings) {
    self.source = source
    var split = Markdown.FrontMatter.split(source.bytes)
    var pairs: [YAML.Pair] = []
    if split.form != .absent {
      let yaml = UnsafeBufferPointer(rebasing: source.bytes[split.yaml])
      let front = FrontMatterReader(yaml, firstLine: split.yamlLine)
      pairs = front.pairs
      // Text between rules is no front matter.
      if front.isProse {
        split = .absent(source.bytes)
      } else {
        for rejection in front.rejections {
          findings.reject(rejection.code, rejection.detail, line: rejection.line)
        }
      }
    }
    frontMatter = pairs
    yaml = UnsafeBufferPointer(rebasing: source.bytes[split.yaml])
    document = Markdown.Document(
      parsing: UnsafeBufferPointer(rebasing: source.bytes[split.body]), firstLine: split.bodyLine)
    if let degraded = document.degraded { findings.reject(.tooLarge, degraded.description) }
  }

  /// The value under the first of these keys that the front matter has.
  public func frontMatter(_ keys: String...) -> YAML.Node? {
    for key in keys {
      // Of duplicates the last counts, as for the Hub's own loader.
      if let pair = frontMatter.last(where: { $0.key.text == key }) { return pair.value }
    }
    return nil
  }
}
