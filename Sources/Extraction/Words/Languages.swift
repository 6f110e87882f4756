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

  /// The code of two letters of a language that has one of three as well: `de` for `deu`.
  static func short(_ code: some StringProtocol) -> String? {
    withLowercased(code) { longCodes[$0] }.map(\.description)
  }

  private static let longCodes = Lexicon<StaticString>([
    ("af", ["afr"]), ("am", ["amh"]), ("ar", ["ara"]), ("as", ["asm"]), ("az", ["aze"]), ("be", ["bel"]),
    ("bn", ["ben"]), ("bs", ["bos"]), ("br", ["bre"]), ("bg", ["bul"]), ("ca", ["cat"]), ("cs", ["ces"]),
    ("cv", ["chv"]), ("cy", ["cym"]), ("da", ["dan"]), ("de", ["deu"]), ("el", ["ell"]), ("en", ["eng"]),
    ("eo", ["epo"]), ("et", ["est"]), ("eu", ["eus"]), ("fo", ["fao"]), ("fa", ["fas"]), ("fi", ["fin"]),
    ("fr", ["fra"]), ("fy", ["fry"]), ("gd", ["gla"]), ("ga", ["gle"]), ("gl", ["glg"]), ("gn", ["grn"]),
    ("gu", ["guj"]), ("ht", ["hat"]), ("ha", ["hau"]), ("he", ["heb"]), ("hi", ["hin"]), ("hr", ["hrv"]),
    ("hu", ["hun"]), ("hy", ["hye"]), ("ig", ["ibo"]), ("id", ["ind"]), ("is", ["isl"]), ("it", ["ita"]),
    ("jv", ["jav"]), ("ja", ["jpn"]), ("kn", ["kan"]), ("ka", ["kat"]), ("kk", ["kaz"]), ("km", ["khm"]),
    ("rw", ["kin"]), ("ko", ["kor"]), ("ku", ["kur"]), ("lo", ["lao"]), ("la", ["lat"]), ("lv", ["lav"]),
    ("ln", ["lin"]), ("lt", ["lit"]), ("lb", ["ltz"]), ("lg", ["lug"]), ("ml", ["mal"]), ("mr", ["mar"]),
    ("mk", ["mkd"]), ("mg", ["mlg"]), ("mt", ["mlt"]), ("mn", ["mon"]), ("mi", ["mri"]), ("ms", ["msa"]),
    ("my", ["mya"]), ("ne", ["nep"]), ("nl", ["nld"]), ("no", ["nor"]), ("oc", ["oci"]), ("or", ["ori"]),
    ("pa", ["pan"]), ("pl", ["pol"]), ("pt", ["por"]), ("ps", ["pus"]), ("ro", ["ron"]), ("ru", ["rus"]),
    ("sa", ["san"]), ("si", ["sin"]), ("sk", ["slk"]), ("sl", ["slv"]), ("sn", ["sna"]), ("so", ["som"]),
    ("es", ["spa"]), ("sq", ["sqi"]), ("sr", ["srp"]), ("sw", ["swa"]), ("sv", ["swe"]), ("ta", ["tam"]),
    ("tt", ["tat"]), ("te", ["tel"]), ("tg", ["tgk"]), ("tl", ["tgl"]), ("th", ["tha"]), ("ti", ["tir"]),
    ("tk", ["tuk"]), ("tr", ["tur"]), ("ug", ["uig"]), ("uk", ["ukr"]), ("ur", ["urd"]), ("uz", ["uzb"]),
    ("vi", ["vie"]), ("wo", ["wol"]), ("xh", ["xho"]), ("yi", ["yid"]), ("yo", ["yor"]), ("zh", ["zho"]),
    ("zu", ["zul"]), ("ky", ["kir"]), ("nb", ["nob"]), ("nn", ["nno"]), ("ny", ["nya"]), ("om", ["orm"]),
    ("sd", ["snd"]), ("st", ["sot"]), ("su", ["sun"]), ("tn", ["tsn"]), ("ts", ["tso"]), ("ve", ["ven"]),
    ("ak", ["aka"]), ("bo", ["bod"]), ("dz", ["dzo"]), ("ee", ["ewe"]), ("kl", ["kal"]), ("ks", ["kas"]),
    ("li", ["lim"]), ("sm", ["smo"]), ("sc", ["srd"]), ("ba", ["bak"]), ("co", ["cos"]), ("gv", ["glv"]),
    ("ho", ["hmo"]), ("rn", ["run"]), ("bi", ["bis"]), ("ce", ["che"]), ("ch", ["cha"]), ("ff", ["ful"]),
    ("fj", ["fij"]), ("hz", ["her"]), ("ia", ["ina"]), ("io", ["ido"]), ("iu", ["iku"]), ("kg", ["kon"]),
    ("ki", ["kik"]), ("kj", ["kua"]), ("kr", ["kau"]), ("kv", ["kom"]), ("kw", ["cor"]), ("lu", ["lub"]),
    ("mh", ["mah"]), ("nd", ["nde"]), ("ng", ["ndo"]), ("nr", ["nbl"]), ("nv", ["nav"]), ("oj", ["oji"]),
    ("os", ["oss"]), ("pi", ["pli"]), ("qu", ["que"]), ("rm", ["roh"]), ("se", ["sme"]), ("sg", ["sag"]),
    ("ss", ["ssw"]), ("to", ["ton"]), ("tw", ["twi"]), ("ty", ["tah"]), ("vo", ["vol"]), ("wa", ["wln"]),
    ("za", ["zha"]), ("ab", ["abk"]), ("an", ["arg"]), ("av", ["ava"]), ("ay", ["aym"]), ("bm", ["bam"]),
    ("dv", ["div"]),
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
    "abkhaz": "ab", "akan": "ak", "aragonese": "an", "asturian": "ast", "aymara": "ay", "bemba": "bem",
    "bhojpuri": "bho", "bislama": "bi", "bodo": "brx", "chechen": "ce", "chichewa": "ny", "dogri": "doi",
    "dzongkha": "dz", "efik": "efi", "faroese": "fo", "fijian": "fj", "haitian": "ht", "ilocano": "ilo",
    "inuktitut": "iu", "isoko": "iso", "kabyle": "kab", "kashmiri": "ks", "kikuyu": "ki", "kirundi": "rn",
    "konkani": "kok", "lingala": "ln", "maithili": "mai", "manipuri": "mni", "nyanja": "ny", "oromo": "om",
    "ossetian": "os", "quechua": "qu", "samoan": "sm", "sango": "sg", "santali": "sat", "sardinian": "sc",
    "sepedi": "nso", "sesotho": "st", "setswana": "tn", "shona": "sn", "tahitian": "ty", "tigrinya": "ti",
    "tsonga": "ts", "tshivenda": "ve", "tswana": "tn", "tulu": "tcy", "twi": "tw", "urhobo": "urh", "walloon": "wa",
    "waray": "war",
  ]
}
