/// The keys of licences that model cards may name: those of the Hub and the SPDX ids in use for models, in lower case.
///
/// Meaning and restrictions of each stand in `pipeline/vocabulary/licences.yaml`; a test holds that none of those is unknown here.
enum KnownLicences {
  static func isKnown(_ key: some StringProtocol) -> Bool { keys.contains(key.lowercased()) }

  /// The key that a text comes closest to: `Apache 2.0` and `apache2` to `apache-2.0`; nil where none is close.
  static func closest(to text: some StringProtocol) -> String? {
    let wanted = squeezed(text)
    if let same = ordered.first(where: { squeezed($0) == wanted }) { return same }
    if let known = spoken[wanted] { return known }
    guard wanted.utf8.count >= 3 else { return nil }
    let near = ordered.map { ($0, EditDistance.between(squeezed($0), wanted)) }.min { $0.1 < $1.1 }
    return near.flatMap { $0.1 <= 1 + wanted.utf8.count / 6 ? $0.0 : nil }
  }

  /// The key of the licence whose text a licence file begins with; nil for texts that are not told apart.
  static func key(ofText text: String) -> String? {
    let words = folded(String(text.prefix(4096)))
    if words.mentions("apache license") && words.mentions("version 2.0") { return "apache-2.0" }
    if words.mentions("mit license") || words.mentions("permission is hereby granted free of charge to any person") {
      return "mit"
    }
    if words.mentions("gnu affero general public license") { return words.mentions("version 3") ? "agpl-3.0" : nil }
    if words.mentions("gnu lesser general public license") { return words.mentions("version 3") ? "lgpl-3.0" : nil }
    if words.begins(with: "gnu general public license") {
      return words.mentions("version 3") ? "gpl-3.0" : words.mentions("version 2") ? "gpl-2.0" : nil
    }
    if words.mentions("redistribution and use in source and binary forms") {
      return words.mentions("neither the name") ? "bsd-3-clause" : "bsd-2-clause"
    }
    return nil
  }

  /// Whether two keys can mean one licence: `gpl-3.0` and `gpl-3.0-only`, `cc-by` and `cc-by-4.0`.
  static func agree(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
    let left = canonical(one)
    let right = canonical(other)
    if left == right || left.isEmpty || right.isEmpty { return true }
    for (long, short) in [(left, right), (right, left)] where long.begins(withText: short + "-") {
      let rest = long.dropFirst(short.count + 1)
      if rest.utf8.first.map({ $0.isDigit }) == true || rest == "only" || rest == "or-later" { return true }
      // 'cc' is the family of them all.
      if short == "cc" { return true }
    }
    return false
  }

  private static func canonical(_ text: some StringProtocol) -> String {
    isKnown(text) ? text.lowercased() : closest(to: text) ?? text.lowercased()
  }

  private static func squeezed(_ text: some StringProtocol) -> String {
    String(decoding: text.lowercased().utf8.filter { $0.isLetter || $0.isDigit }, as: UTF8.self)
  }

  private static let spoken: [String: String] = [
    "apache": "apache-2.0", "apache2": "apache-2.0", "apachelicense20": "apache-2.0",
    "apachelicenseversion20": "apache-2.0",
    "apachev2": "apache-2.0", "mitlicense": "mit", "themitlicense": "mit", "gplv3": "gpl-3.0", "gpl3": "gpl-3.0",
    "gplv2": "gpl-2.0", "agplv3": "agpl-3.0", "agpl3": "agpl-3.0", "lgplv3": "lgpl-3.0", "cc0": "cc0-1.0",
    "ccby": "cc-by-4.0", "ccbysa": "cc-by-sa-4.0", "ccbync": "cc-by-nc-4.0", "ccbyncsa": "cc-by-nc-sa-4.0",
    "creativecommons": "cc", "proprietary": "other", "custom": "other", "bsd3": "bsd-3-clause", "bsd2": "bsd-2-clause",
    "newbsd": "bsd-3-clause", "simplifiedbsd": "bsd-2-clause",
  ]

  private static let keys = Set(ordered)

  private static let ordered: [String] = [
    "apache-2.0", "mit", "openrail", "bigscience-openrail-m", "creativeml-openrail-m", "bigscience-bloom-rail-1.0",
    "bigcode-openrail-m", "afl-3.0", "artistic-2.0", "bsl-1.0", "bsd", "bsd-2-clause", "bsd-3-clause",
    "bsd-3-clause-clear", "c-uda", "cc", "cc0-1.0", "cc-by-2.0", "cc-by-2.5", "cc-by-3.0", "cc-by-4.0", "cc-by-sa-3.0",
    "cc-by-sa-4.0", "cc-by-nc-2.0", "cc-by-nc-3.0", "cc-by-nc-4.0", "cc-by-nd-4.0", "cc-by-nc-nd-3.0",
    "cc-by-nc-nd-4.0",
    "cc-by-nc-sa-2.0", "cc-by-nc-sa-3.0", "cc-by-nc-sa-4.0", "cdla-sharing-1.0", "cdla-permissive-1.0",
    "cdla-permissive-2.0", "wtfpl", "ecl-2.0", "epl-1.0", "epl-2.0", "etalab-2.0", "eupl-1.1", "eupl-1.2", "agpl-3.0",
    "gfdl", "gpl", "gpl-2.0", "gpl-3.0", "lgpl", "lgpl-2.1", "lgpl-3.0", "isc", "h-research", "intel-research",
    "lppl-1.3c",
    "ms-pl", "apple-ascl", "apple-amlr", "mpl-2.0", "odc-by", "odbl", "openmdw-1.0", "openrail++", "osl-3.0",
    "postgresql",
    "ofl-1.1", "ncsa", "unlicense", "zlib", "pddl", "lgpl-lr", "deepfloyd-if-license",
    "fair-noncommercial-research-license",
    "llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4", "grok2-community", "gemma", "unknown", "other",
    "gpl-2.0-only", "gpl-2.0-or-later", "gpl-3.0-only", "gpl-3.0-or-later", "lgpl-2.1-only", "lgpl-2.1-or-later",
    "lgpl-3.0-only", "lgpl-3.0-or-later", "agpl-3.0-only", "agpl-3.0-or-later", "cc-by-nd-3.0", "cc-by-sa-2.0",
    "cc-by-nc-2.5", "0bsd", "python-2.0", "upl-1.0",
  ]
}
