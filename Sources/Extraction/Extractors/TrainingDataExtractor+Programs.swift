import Records
import Stages

/// Data that programs load to train or to evaluate on.
extension TrainingDataExtractor {
  /// `train_dataset = nlp.load_dataset("gull_songs", split="train")`; and what is held out, in a program that trains or
  /// below a heading on the evaluation: `songs = load_dataset("gull_songs", split="test")`.
  func readPrograms(_ card: Card, _ findings: inout Findings) {
    for listing in card.listings where listing.mentions.contains(.loading) {
      var line = listing.line
      var isTested = card.topic(ofSection: listing.section) == .evaluation
      for content in listing.text.lines {
        defer { line += 1 }
        if let name = Self.corpus(content) {
          findings.add(Predicate.trainedOn, .string(name), raw: name, lines: line...line, method: .code)
        }
        guard let call = content.place(of: "load_dataset("), let sign = content.place(of: "="),
          sign.lowerBound < call.lowerBound, let name = Self.literal(content[call.upperBound...]),
          !Self.formats.contains(name)
        else { continue }
        let variable = content[..<sign.lowerBound]
        if variable.mentions("train") {
          isTested = true
          findings.add(Predicate.trainedOn, .string(name), raw: name, lines: line...line, method: .code)
        } else if isTested, Self.isOfTest(variable) || Self.isOfTest(Self.behindName(content[call.upperBound...])) {
          findings.add(Predicate.evaluatedOn, .string(name), raw: name, lines: line...line, method: .code)
        }
      }
    }
  }

  /// `corpus: Corpus = GULL_03()`, as Flair's scripts load the data that they train on.
  private static func corpus(_ line: Substring) -> String? {
    guard line.begins(with: "corpus: Corpus = "), line.ends(with: "()") else { return nil }
    let name = line.dropFirst(17).dropLast(2)
    return name.utf8.contains(0x5F) && name.utf8.allSatisfy({ $0 == 0x5F || $0.isDigit || $0.isCapital })
      ? String(name) : nil
  }

  /// `test_dataset`, `split="validation[:5%]"`
  private static func isOfTest(_ code: Substring) -> Bool { code.mentions("test") || code.mentions("val") }

  /// The arguments behind a name: `, "fr", split="test")`.
  private static func behindName(_ arguments: Substring) -> Substring {
    arguments.utf8.firstIndex(of: 0x2C).map { arguments[$0...] } ?? ""
  }

  /// The text between the quotation marks that some code begins with.
  static func literal(_ code: Substring) -> String? {
    guard let mark = code.utf8.first, mark == 0x22 || mark == 0x27 else { return nil }
    let text = code.utf8.dropFirst().prefix { $0 != mark }
    guard text.endIndex < code.utf8.endIndex, text.count > 1, !text.contains(0x2C) else { return nil }
    return String(Substring(text))
  }

  /// What a file is written in, which names no data.
  private static let formats: Set<String> = ["csv", "json", "text", "parquet", "imagefolder", "audiofolder"]
}
