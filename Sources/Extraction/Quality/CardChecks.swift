/// Everything that is looked for in a card.
enum CardChecks {
  static let all: [any CardCheck] = [
    FrontMatterCheck(),
    LicenceCheck(),
    LanguageCheck(),
    TaskCheck(),
    ResultsCheck(),
    MetricRangeCheck(),
    MetricConflictCheck(),
    ParametersCheck(),
    DeclarationsCheck(),
    TemplateCheck(),
    CompletenessCheck(),
    TablesCheck(),
    LinksCheck(),
  ]
}
