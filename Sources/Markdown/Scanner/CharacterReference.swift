/// The character references that cards use (`&hearts;`); HTML has two thousand more.
enum CharacterReference {
  /// Where the reference that begins at `&` ends; nil for rare ones.
  static func end(in content: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    for (name, _) in known {
      let end = start + name.utf8CodeUnitCount
      guard end <= content.count else { continue }
      if (0..<name.utf8CodeUnitCount).allSatisfy({ content[start + $0] == name.utf8Start[$0] }) { return end }
    }
    return nil
  }

  /// What a reference reads as.
  static func text(of reference: UnsafeBufferPointer<UInt8>) -> String {
    let name = String(decoding: reference, as: UTF8.self)
    return known.first { $0.0.description == name }?.1 ?? name
  }

  private static let known: [(StaticString, String)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&#39;", "'"),
    ("&nbsp;", "\u{A0}"), ("&hearts;", "\u{2665}"), ("&copy;", "\u{A9}"), ("&reg;", "\u{AE}"), ("&times;", "\u{D7}"),
    ("&middot;", "\u{B7}"), ("&mdash;", "\u{2014}"), ("&ndash;", "\u{2013}"), ("&hellip;", "\u{2026}"),
    ("&le;", "\u{2264}"), ("&ge;", "\u{2265}"), ("&plusmn;", "\u{B1}"), ("&dagger;", "\u{2020}"),
    ("&check;", "\u{2713}"), ("&cross;", "\u{2717}"),
  ]
}
