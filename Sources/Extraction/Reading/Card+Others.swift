import Markdown

/// What a card says of models beside the one that it is about.
extension Card {
  /// Whether a text is the model's own name: `MPT-7B` on the card of mpt-7b.
  ///
  /// Models that are called as a data set is, as checkpoints trained on `300W` are, have no name of their own.
  func isNamed(_ text: some StringProtocol) -> Bool {
    isCalled(text) && withFolded(text, Self.isOfModel)
  }

  /// Whether a text is what the model is called.
  func isCalled(_ text: some StringProtocol) -> Bool {
    withFolded(text) { name in names.contains { $0.withBytes { $0.elementsEqual(name) } } }
  }

  /// Whether a folded name has a size, or the name of an architecture in it.
  private static func isOfModel(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    architectures.groups(in: name) != 0
      || name.containsPart(separatedBy: 0x20) { part in
        part.count > 1 && part.count < 6 && (part.last == 0x62 || part.last == 0x6D) && part[0].isDigit
      }
  }

  private static let architectures = Phrases([
    ["bert", "gpt", "llama", "bart", "electra", "former", "wav2vec", "bloom"]
  ])

  /// The list items, with what is nested in them, that begin with another model's name: "- [mpt-7b-chat](…): …".
  ///
  /// Such lists name the siblings of the model, or what was made from it.
  func findPassagesOnOthers() -> Set<Int> {
    var found: Set<Int> = []
    var depth: Int?
    var last = -1
    for (index, passage) in passages(about: .item) {
      // What stands between two items ends the list.
      if index > last + 1 { depth = nil }
      last = index
      guard let item = document.blocks[passage.block].item else {
        depth = nil
        continue
      }
      if let open = depth, item.depth > open || item.depth == open && !item.isStart {
        found.insert(index)
        continue
      }
      depth = nil
      guard item.isStart, beginsWithOther(passage) else { continue }
      depth = item.depth
      found.insert(index)
    }
    return found
  }

  /// Whether an item defines a model of this one's family, and not this one itself.
  private func beginsWithOther(_ passage: Passage) -> Bool {
    guard let name = names.first, !passage.text.spans.isEmpty,
      let span = passage.text.spans.first(where: { $0.range.lowerBound <= 1 }),
      (4...60).contains(span.range.count)
    else { return false }
    switch span.kind {
    case .link, .strong, .code: break
    default: return false
    }
    return passage.text.text.withBytes { bytes in
      let text = UnsafeBufferPointer(rebasing: bytes[span.range])
      guard text.contains(where: { $0.isDigit }) || text.contains(UInt8(ascii: "-")), !text.contains(UInt8(ascii: " ")),
        Self.defines(bytes, from: span.range.upperBound)
      else { return false }
      let last = String(decoding: text.split(separator: UInt8(ascii: "/")).last ?? [], as: UTF8.self)
      let ending = Self.checkpoints.first(where: { last.ends(with: $0) })
      return withFolded(last.dropLast(ending?.utf8CodeUnitCount ?? 0)) { other in
        let other = String(decoding: other, as: UTF8.self)
        if names.contains(other) { return false }
        return ending == nil ? Self.isFamily(other, name) : hasCheckpoints && !Self.isOwn(other, name)
      }
    }
  }

  /// Files of weights that lists of checkpoints begin their items with: "- `512-base.ckpt`: 550k steps at".
  private static let checkpoints: [StaticString] = [".ckpt", ".safetensors", ".pth"]

  /// Whether a list tells of several checkpoints; of one, it is the model's own.
  func findCheckpoints() -> Bool {
    var count = 0
    for (_, passage) in passages(about: .item) {
      guard let span = passage.text.spans.first, span.range.lowerBound <= 1, span.range.count <= 60,
        case let text = passage.text[span], Self.checkpoints.contains(where: { text.ends(with: $0) })
      else { continue }
      count += 1
      if count > 1 { return true }
    }
    return false
  }

  /// Whether a checkpoint has a word of the model's name: `512-inpainting` of "otter inpainting".
  private static func isOwn(_ checkpoint: String, _ name: String) -> Bool {
    checkpoint.spaced.contains { part in
      part.utf8.count >= 4
        && name.spaced.contains { $0.utf8.count >= 4 && ($0.begins(withText: part) || part.begins(withText: $0)) }
    }
  }

  /// Whether a colon, a dash, "is" or nothing stands behind a name, or behind brackets that follow it.
  private static func defines(_ bytes: UnsafeBufferPointer<UInt8>, from end: Int) -> Bool {
    var index = end
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x2A { index += 1 }
    if index < bytes.count, bytes[index] == 0x28, let close = bytes[index...].prefix(32).firstIndex(of: 0x29) {
      return defines(bytes, from: close + 1)
    }
    return index == bytes.count || bytes[index] == 0x3A || bytes[index] == 0x2D || bytes.has("–", at: index)
      || bytes.has("is ", at: index)
  }

  /// Whether two names share the first part of one of them, or two parts, of three letters or more.
  private static func isFamily(_ one: String, _ other: String) -> Bool {
    let (first, second) = (one.spaced, other.spaced)
    guard let head = first.first, let tail = second.first, first.count > 1, second.count > 1 else { return false }
    if head.utf8.count >= 3 && second.contains(head) || tail.utf8.count >= 3 && first.contains(tail) { return true }
    return first.count { $0.utf8.count >= 3 && second.contains($0) } >= 2
  }
}
