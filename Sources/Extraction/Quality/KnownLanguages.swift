/// The codes of languages that cards may name: ISO 639-1, three letters of ISO 639-3, with or without script and region.
enum KnownLanguages {
  static func isKnown(_ code: some StringProtocol) -> Bool {
    let parts = code.split(separator: "-", omittingEmptySubsequences: false).map { $0.lowercased() }
    guard let first = parts.first, parts.count <= 4 else { return false }
    if parts.count == 1, special.contains(first) { return true }
    let isBase =
      first.utf8.count == 2 ? twoLetters.contains(first) : first.utf8.count == 3 && first.utf8.allSatisfy(\.isLetter)
    return isBase
      && parts.dropFirst().allSatisfy {
        (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.isLetter || $0.isDigit }
      }
  }

  /// The code that was probably meant: of a language's name, or of a country mistaken for its language.
  static func meant(by text: some StringProtocol) -> String? {
    let hyphened = String(text).replacing("_", with: "-")
    return Languages.named(text) ?? countries[text.lowercased()] ?? (isKnown(hyphened) ? hyphened : nil)
  }

  /// Words that the Hub takes for what no code stands for, and spaCy's code for several languages.
  private static let special: Set<String> = ["multilingual", "code", "xx"]

  private static let countries = [
    "jp": "ja", "cz": "cs", "gr": "el", "kr": "ko", "cn": "zh", "dk": "da", "ua": "uk", "ir": "fa", "vn": "vi",
    "al": "sq",
    "rs": "sr", "us": "en", "gb": "en", "eng": "en", "in": "hi", "iw": "he", "mx": "es", "at": "de",
  ]

  private static let twoLetters = Set(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es et \
    eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl \
    km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv ny oc \
    oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl \
    tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split(separator: " ").map(String.init))
}
