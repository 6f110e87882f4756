/// Languages by their English names, and the codes that cards use for them.
enum Languages {
  /// The code of a language printed as a code or by its English name; nil for what is no language.
  ///
  /// Codes are BCP-47: `en`, `pt-BR`, `zh-Hans`. `multilingual` and spaCy's `xx` are kept.
  static func code(_ text: some StringProtocol) -> String? {
    if text.utf8.count == 2, text.utf8.allSatisfy({ $0 &- 0x61 < 26 }) {
      return notLanguages.contains(String(text)) ? nil : String(text)
    }
    let name = text.trimmed.lowercased()
    if let code = named(name) { return code }
    if notLanguages.contains(name) { return nil }
    let parts = name.split { $0 == "-" || $0 == "_" }
    guard let first = parts.first, (2...3).contains(first.utf8.count), first.utf8.allSatisfy(\.isLetter),
      parts.dropFirst().allSatisfy({
        (2...8).contains($0.utf8.count) && $0.utf8.allSatisfy { $0.isLetter || $0.isDigit }
      })
    else { return name == "multilingual" ? name : nil }
    // `fr_BE` is how programs write `fr-BE`.
    let code = String(text.trimmed)
    return parts.count == 2 && parts[1].utf8.count == 2 ? code.split(separator: "_").joined(separator: "-") : code
  }

  /// The two languages of a pair to translate between, `et-en`: none of both is a country of the other's.
  static func pair(_ text: Substring) -> [Substring]? {
    let parts = text.utf8.split(separator: 0x2D).map { Substring($0) }
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && codes.contains(String($0)) }), text != "en-ca",
      parts.contains("en")
    else { return nil }
    return parts
  }

  /// The code of a language's English name.
  static func named(_ name: some StringProtocol) -> String? {
    withLowercased(name) { codesByName[$0] }.map(\.description)
  }

  private static let codesByName = Lexicon<StaticString>(byName.map { ($0.value, [$0.key]) })

  /// Whether a code of three letters stands for a language that has one of two: `deu` is `de`.
  static func isLongCode(_ code: some StringProtocol) -> Bool { withLowercased(code) { longCodes.contains($0) } }

  private static let longCodes = Lexicon<Bool>([
    "afr", "amh", "ara", "asm", "aze", "bel", "ben", "bos", "bre", "bul", "cat", "ces", "chv", "cym",
    "dan", "deu", "ell", "eng", "epo", "est", "eus", "fao", "fas", "fin", "fra", "fry", "gla", "gle",
    "glg", "grn", "guj", "hat", "hau", "heb", "hin", "hrv", "hun", "hye", "ibo", "ind", "isl", "ita",
    "jav", "jpn", "kan", "kat", "kaz", "khm", "kin", "kor", "kur", "lao", "lat", "lav", "lin", "lit",
    "ltz", "lug", "mal", "mar", "mkd", "mlg", "mlt", "mon", "mri", "msa", "mya", "nep", "nld", "nor",
    "oci", "ori", "pan", "pol", "por", "pus", "ron", "rus", "san", "sin", "slk", "slv", "sna", "som",
    "spa", "sqi", "srp", "swa", "swe", "tam", "tat", "tel", "tgk", "tgl", "tha", "tir", "tuk", "tur",
    "uig", "ukr", "urd", "uzb", "vie", "wol", "xho", "yid", "yor", "zho", "zul",
  ])

  private static let notLanguages: Set<String> = [
    "dna", "rna", "code", "sql", "aa", "c++", "php", "css", "tbd", "na", "n-a", "unk",
  ]

  static let codes: Set<String> = Set(byName.map(\.value.description))

  /// Their names of one word.
  static let words = byName.map(\.key.description).filter { !$0.contains(" ") }

  private static let byName: KeyValuePairs<StaticString, StaticString> = [
    "afrikaans": "af", "albanian": "sq", "amharic": "am", "arabic": "ar", "armenian": "hy", "assamese": "as",
    "azerbaijani": "az", "bashkir": "ba", "basque": "eu", "belarusian": "be", "bengali": "bn", "bangla": "bn",
    "bosnian": "bs", "breton": "br", "bulgarian": "bg", "burmese": "my", "catalan": "ca", "cebuano": "ceb",
    "chinese": "zh", "mandarin": "zh", "cantonese": "yue", "chuvash": "cv", "croatian": "hr", "czech": "cs",
    // As one family of cards spells them.
    "cszech": "cs", "deustch": "de",
    "danish": "da", "dhivehi": "dv", "divehi": "dv", "dutch": "nl", "english": "en", "esperanto": "eo",
    "estonian": "et", "finnish": "fi", "french": "fr", "frisian": "fy", "galician": "gl", "georgian": "ka",
    "german": "de", "greek": "el", "guarani": "gn", "gujarati": "gu", "hausa": "ha", "hebrew": "he", "hindi": "hi",
    "hungarian": "hu", "icelandic": "is", "igbo": "ig", "indonesian": "id", "interlingua": "ia", "irish": "ga",
    "italian": "it", "japanese": "ja", "javanese": "jv", "kannada": "kn", "kazakh": "kk", "khmer": "km",
    "kinyarwanda": "rw", "korean": "ko", "kurdish": "ku", "kyrgyz": "ky", "lao": "lo", "latin": "la", "latvian": "lv",
    "lithuanian": "lt", "luganda": "lg", "luxembourgish": "lb", "macedonian": "mk", "malagasy": "mg", "malay": "ms",
    "malayalam": "ml", "maltese": "mt", "maori": "mi", "marathi": "mr", "mongolian": "mn", "nepali": "ne",
    "norwegian": "no", "occitan": "oc", "odia": "or", "oriya": "or", "pashto": "ps", "persian": "fa", "farsi": "fa",
    "polish": "pl", "portuguese": "pt", "punjabi": "pa", "romanian": "ro", "romansh": "rm", "russian": "ru",
    "sanskrit": "sa", "scottish gaelic": "gd", "serbian": "sr", "sindhi": "sd", "sinhala": "si", "slovak": "sk",
    "slovene": "sl", "slovenian": "sl", "somali": "so", "spanish": "es", "sundanese": "su", "swahili": "sw",
    "swedish": "sv",
    "tagalog": "tl", "tajik": "tg", "tamil": "ta", "tatar": "tt", "telugu": "te", "thai": "th", "tibetan": "bo",
    "turkish": "tr", "turkmen": "tk", "ukrainian": "uk", "urdu": "ur", "uyghur": "ug", "uzbek": "uz",
    "vietnamese": "vi", "welsh": "cy", "wolof": "wo", "xhosa": "xh", "yiddish": "yi", "yoruba": "yo", "zulu": "zu",
  ]
}
