import Records
import Stages

/// Models that programs and their settings name.
extension BaseModelExtractor {
  /// The models that a program was made to begin with, line by line.
  static func readPrograms(_ card: Card, _ findings: inout Findings) {
    for listing in card.listings where listing.mentions.contains(.loading) {
      var line = listing.line
      // Settings beside those of an optimiser are of the training.
      lazy var isOfTraining = listing.text.mentions("\"learning_rate\"")
      lazy var isEmbedded =
        listing.text.mentions("TransformerWordEmbeddings(") && listing.text.mentions("fine_tune=True")
      for content in listing.text.lines {
        defer { line += 1 }
        var names = sides(content)
        if let name = setting(content), isOfTraining, !card.isNamed(name) { names.append(name) }
        if let name = embedding(content), isEmbedded { names.append(name) }
        for name in names {
          findings.add(
            Predicate.baseModel, .string(name), raw: name, lines: line...line, ["relation": "finetune"], method: .code)
        }
      }
    }
  }

  /// `EncoderDecoderModel.from_encoder_decoder_pretrained("sea/otter", "sea/gull")`: the models of both sides.
  private static func sides(_ line: Substring) -> [String] {
    guard
      let call = line.place(of: "encoder_decoder_pretrained(")
        ?? line.place(of: "pretrained_question_encoder_generator(")
    else { return [] }
    var names: [String] = []
    for argument in line[call.upperBound...].utf8.prefix(while: { $0 != 0x29 }).split(separator: 0x2C).prefix(2) {
      guard let name = TrainingDataExtractor.literal(Substring(argument).trimmed), looksLikeName(name) else { break }
      names.append(name)
    }
    return names
  }

  /// `"model_name_or_path": "sea/otter-base",`
  private static func setting(_ line: Substring) -> String? {
    guard let key = line.place(of: "\"model_name"), let colon = line[key.upperBound...].place(of: ":"),
      let name = TrainingDataExtractor.literal(line[colon.upperBound...].trimmed)
    else { return nil }
    let isModel = name.utf8.count { $0 == 0x2F } == 1 || isOwnerless(Substring(name))
    return isModel && looksLikeName(name) && name.utf8.first.map(\.isLetter) ?? false ? name : nil
  }

  /// `model='otter-large',`, as Flair's scripts name the transformer that they tune.
  private static func embedding(_ line: Substring) -> String? {
    let line = line.trimmed
    guard line.begins(with: "model="), let name = TrainingDataExtractor.literal(line.dropFirst(6)),
      name.utf8.contains(0x2D), looksLikeName(name)
    else { return nil }
    return name
  }
}
