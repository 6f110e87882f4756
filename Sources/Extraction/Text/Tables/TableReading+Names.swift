/// What the names in a table are: data sets, splits, settings, averages.
extension TableReading {
  /// A name, and the split or number of examples behind it: "TextVQA (val)", "MMLU 5-shot".
  static func parted(_ name: String) -> (name: String, note: String?) {
    if name.utf8.last == 0x29, let open = name.utf8.lastIndex(of: 0x28), open > name.startIndex {
      let inner = name[name.utf8.index(after: open)...].dropLast().trimmed
      let stem = name[..<open].trimmed
      // "(3-shot, CoT)"
      let first = inner.prefix { $0 != "," }
      if !stem.isEmpty, isSplit(String(inner)) && inner.utf8.count <= 14 || isShots(first) && inner.utf8.count <= 24 {
        return (String(stem), String(inner))
      }
      // "RealToxicity (lower is better)"
      if !stem.isEmpty, inner.ends(with: " is better") { return (String(stem), nil) }
    } else if let space = name.utf8.lastIndex(of: 0x20) {
      let last = name[name.utf8.index(after: space)...]
      let stem = name[..<space].trimmed
      // "ICDAR2015 Test"
      if isShots(last)
        || splitWords.contains(last)
          && (stem.utf8.contains(where: \.isDigit) || KnownDatasets.has(stem) || isCamel(stem))
      {
        return (String(stem), String(last))
      }
    }
    return (name, nil)
  }

  /// `HateSpeech`: one word with a capital in the middle.
  private static func isCamel(_ name: Substring) -> Bool {
    !name.utf8.contains(0x20) && name.utf8.dropFirst().contains { $0.isCapital }
      && name.utf8.contains { $0 &- 0x61 < 26 } && !MetricName(name).isKnown
  }

  private static let splitWords = Lexicon<Bool>(["Test", "test", "Train", "train", "Val", "val", "Dev", "dev"])

  /// A name and the number of examples behind it: "MMLU 5-shot", "MMLU (5-shot)".
  static func shots(_ name: String) -> (name: String, note: String)? {
    guard name.mentions("shot") else { return nil }
    let (stem, note) = parted(name)
    guard let note, isShots(note[...]), !MetricName(stem).isKnown || KnownDatasets.has(stem) else { return nil }
    return (stem, note)
  }

  /// `5-shot`
  private static func isShots(_ text: Substring) -> Bool {
    guard text.utf8.first?.isDigit == true, text.utf8.count <= 8 else { return false }
    return withLowercased(text) { $0.offset(of: "shot") != nil }
  }

  /// `test-clean`, `dev`
  static func isSplit(_ name: String) -> Bool {
    let name = folded(name)
    return name.begins(with: "test") || name.begins(with: "dev") || name.begins(with: "val")
  }

  /// `"clean"`, `test-other`: a half of LibriSpeech.
  static func isHalf(_ name: String) -> Bool {
    withFolded(name) { ["clean", "clean test"].contains(String(decoding: $0, as: UTF8.self)) }
  }

  /// `transformers`, `s3prl`
  static func isTool(_ name: String) -> Bool {
    Frameworks.tag(name) != nil || withFolded(name) { $0.elementsEqual("s3prl".utf8) }
  }

  /// How something was done rather than what on: "without LM", "5-shot".
  static func isSetting(_ name: String) -> Bool {
    let name = folded(name)
    return name.begins(with: "with") || name.begins(with: "w o ") || name.begins(with: "w ") || name.ends(with: " shot")
      || name.ends(with: "shot") || name.ends(with: " languages") || name.begins(with: "run ") || isLength(name)
      || isPair(name)
      || name.utf8.allSatisfy(\.isDigit)
  }

  /// `128k`: how long the text may be.
  private static func isLength(_ name: String) -> Bool {
    name.utf8.count <= 5 && name.utf8.last == UInt8(ascii: "k") && name.utf8.dropLast().allSatisfy(\.isDigit)
  }

  /// `en es`: from which language to which.
  private static func isPair(_ name: String) -> Bool {
    name.utf8.count == 5 && name.spaced.count { $0.utf8.count == 2 && Languages.codes.contains(String($0)) } == 2
  }

  static func isAverage(_ name: String) -> Bool {
    let name = folded(name)
    return name == "average" || name == "avg" || name == "avg." || name == "mean" || name == "overall"
      || name == "gmean" || name.ends(with: " average") && name.utf8.count <= 24
  }

  /// `turn 1`, `writing`: what a part of a benchmark may be called, where a data set has capitals or is known.
  static func isPart(_ name: String) -> Bool {
    !name.utf8.contains { $0.isCapital } && !KnownDatasets.has(name)
  }

  /// `Total`, `Overall score`: what a row or column over all data sets may be called besides.
  static func isSum(_ name: String) -> Bool {
    withFolded(name) { $0.has("total", at: 0) && ($0.count == 5 || $0[5] == 0x20) || $0.has("overall ", at: 0) }
  }

  /// The name of a metric without what tells which way is better, or points to a footnote: "pass@1 ↑", "CER (↓)", "F1*",
  /// without what says that a number follows, "# F1", and without the rest that each value has in brackets: "Acc@1 (Err)".
  static func withoutArrow(_ name: String) -> String {
    if name.utf8.first == 0x23, case let bare = name.dropFirst().trimmed, bare.utf8.first?.isLetter == true {
      return withoutArrow(String(bare))
    }
    guard let last = name.utf8.last, last == 0x2A || last == 0x29 || last == 0x5D || last == 0x91 || last == 0x93
    else { return name }
    var rest = name.trimmed
    for mark in ["*", "↑", "↓", "(↑)", "(↓)", "(Err)", "[%]"] where rest.ends(withText: mark) {
      rest = rest.dropLast(mark.count).trimmed
    }
    return rest.isEmpty ? name : String(rest)
  }

  /// The name of a metric without the setting in brackets behind it: "Perplexity (block_size=256)".
  static func withoutSetting(_ name: String) -> String {
    guard name.utf8.last == 0x29, let open = name.utf8.lastIndex(of: 0x28), open > name.startIndex,
      name[open...].utf8.contains(0x3D), case let bare = name[..<open].trimmed, MetricName(bare).isKnown
    else { return name }
    return String(bare)
  }

  /// Whether a row tells of how many examples the results are: whole numbers behind `n_observations`, `support`.
  static func areCounts(_ row: [Grid.Cell]) -> Bool {
    guard row.count > 1, !row[1].text.utf8.contains(0x2E) else { return false }
    return withFolded(row[0].text) { countLabels.contains($0) }
  }

  private static let countLabels = Lexicon<Bool>([
    "n observations", "observations", "support", "number", "n", "# samples", "#samples", "samples", "n samples",
    "num samples", "num examples", "n examples", "examples", "# examples", "number of examples", "number of samples",
    "count", "# sentences", "sentences", "test size", "train size", "dataset size", "size",
  ])

  /// `HasAns`, `NoAns`: the questions of SQuAD 2.0 that have an answer, or none.
  static func isAnswered(_ name: String) -> Bool { name.begins(with: "HasAns") || name.begins(with: "NoAns") }

  static func isDatasetName(_ name: String) -> Bool {
    guard name.utf8.count >= 2, name.utf8.count <= 40,
      name.utf8.contains(where: { $0 >= 0x41 && $0 <= 0x5A || $0.isDigit })
    else { return false }
    return !isRuntime(name)
  }

  /// Times and ratios of them, as tables of runtimes have them.
  static func isRuntime(_ name: String) -> Bool {
    name.mentions("(ms)") || name.mentions("(s)") || name.mentions(" vs ") || name.mentions("peedup")
  }
}
