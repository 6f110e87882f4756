import Markdown
import Records

/// Looks for what a profile expects of a card and the card does not say.
struct CompletenessCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    let isAbsent = Set(card.reading.findings.filter { $0.polarity == .absent }.map(\.predicate))
    for question in card.profile.missing(of: stated(card), tasks: card.findings(Predicate.task).map(\.text)) {
      let name = question.name
      // What only the zoo or the files can say is no fault of the card, and the licence has a remark of its own.
      if Self.unaskable.contains(name) || name == Predicate.license { continue }
      if let section = Self.sections[name] {
        if isAbsent.contains(name) { continue }  // Its template's text has a remark already.
        if let index = empty(name, card) {
          let found = card.card.document.sections[index]
          remarks.add(
            .sectionEmpty, line: found.lines.lowerBound, "the section '\(found.title)' says nothing",
            fix: "write \(section.about), or remove the heading")
        } else {
          remarks.add(
            .sectionMissing, line: card.titleLine, "no section tells \(section.about)",
            fix: "add a section '\(section.heading)'")
        }
      } else {
        let (what, how) = Self.statements[name] ?? ("'\(name)'", "say it")
        remarks.add(.statementMissing, line: card.titleLine, "the card does not say \(what)", fix: how)
      }
    }
  }

  private func stated(_ card: CheckedCard) -> Set<String> {
    let beside = card.surroundings.documents.flatMap(\.reading.findings)
    return Set((card.reading.findings + beside).filter { $0.polarity == .asserted && $0.value != nil }.map(\.predicate))
  }

  private func empty(_ name: String, _ card: CheckedCard) -> Int? {
    card.card.document.sections.indices.first { card.card.topics[$0].rawValue == name }
  }

  private static let unaskable: Set<String> = [Predicate.files, Predicate.architecture]

  private static let sections: [String: (heading: String, about: String)] = [
    "section.intended_use": ("Intended uses", "what the model is for and what not"),
    "section.how_to_use": ("How to use", "how the model is used"),
    "section.limitations": ("Limitations and bias", "where the model fails or is unfair"),
    "section.training_data": ("Training data", "what the model was trained on"),
    "section.training_procedure": ("Training procedure", "how the model was trained"),
    "section.evaluation": ("Evaluation", "how well the model does, on which data"),
    "section.citation": ("Citation", "how to cite the model"),
  ]

  private static let statements: [String: (what: String, how: String)] = [
    Predicate.task: ("what the model does", "add 'pipeline_tag:' to the front matter"),
    Predicate.library: ("which library loads the model", "add 'library_name:' to the front matter"),
    Predicate.language: (
      "which languages the model handles", "add 'language:' with codes such as 'en' to the front matter"
    ),
    Predicate.trainedOn: ("which data the model was trained on", "add 'datasets:' to the front matter"),
    Predicate.evaluation: ("how well the model does", "add a table of results, or a 'model-index' to the front matter"),
    Predicate.paramsTotal: (
      "how many parameters the model has", "add a sentence such as 'The model has 110M parameters'"
    ),
    Predicate.paper: ("where to read more", "add a link to the paper or to the code"),
    Predicate.title: ("the model's name", "begin the text with '# ' and the name"),
    Predicate.emissions: ("what training emitted", "add 'co2_eq_emissions:' to the front matter"),
    Predicate.hyperparameter: ("with which hyperparameters the model was trained", "add a list of them"),
    Predicate.inputSize: ("what goes into the model", "add the size of its input"),
  ]
}
