import Markdown
import Records
import Stages

/// What the author of a card should know: what is missing, contradictory or unreadable in it.
///
/// ```swift
/// remarks(on: Array("---\nlicense: mitt\n---\n".utf8)).first?.text(path: "README.md")
/// // "README.md:2: error licence-unknown: 'mitt' is no licence's key; write 'mit'"
/// ```
/// - Parameter profile: whose expectations the card is held against.
/// - Returns: the remarks by line.
public func remarks(
  on bytes: [UInt8], in surroundings: Surroundings = Surroundings(), profile: CompletenessProfile = .core
) -> [Remark] {
  var remarks = Remarks()
  EncodingCheck.look(at: bytes, into: &remarks)
  let reading = read(bytes, as: .card, named: surroundings.name)
  guard !remarks.all.contains(where: { $0.code == .tooLarge }), !EncodingCheck.isUnreadable(reading, into: &remarks)
  else {
    return remarks.sorted
  }
  bytes.withUnsafeBufferPointer { bytes in
    Markdown.TextDecoding.withUTF8(bytes) { text, _ in
      let source = SourceText(text)
      // The reading has the findings already; the card is taken apart again for what findings do not tell.
      var unused = Findings(in: source, by: .firstParty)
      let card = Card(source, named: surroundings.name, &unused)
      let checked = CheckedCard(card: card, reading: reading, surroundings: surroundings, profile: profile)
      for check in CardChecks.all { check.look(at: checked, into: &remarks) }
    }
  }
  return remarks.sorted
}
