/// What a remark is about. The names are stable: scripts and configurations of others rely on them.
public enum RemarkCode: String, Sendable, CaseIterable {
  // What cannot be read.
  case cardMissing = "card-missing"
  case tooLarge = "too-large"
  case notText = "not-text"
  case notUTF8 = "not-utf8"
  case utf16 = "utf-16"
  case nul = "nul"
  case frontMatterMissing = "front-matter-missing"
  case frontMatterBroken = "front-matter-broken"
  case frontMatterUnclosed = "front-matter-unclosed"
  case duplicateKey = "duplicate-key"
  case misspeltKey = "misspelt-key"
  case tableBroken = "table-broken"
  case tableRagged = "table-ragged"
  case tableHeaderless = "table-headerless"
  case linkDead = "link-dead"
  case linkOutside = "link-outside"

  // What is missing.
  case licenceMissing = "licence-missing"
  case licenceUnnamed = "licence-unnamed"
  case sectionMissing = "section-missing"
  case sectionEmpty = "section-empty"
  case statementMissing = "statement-missing"
  case templateText = "template-text"
  case baseModelUndeclared = "base-model-undeclared"
  case datasetUndeclared = "dataset-undeclared"

  // What is unknown or cannot be.
  case licenceUnknown = "licence-unknown"
  case languageUnknown = "language-unknown"
  case taskUnknown = "task-unknown"
  case resultIncomplete = "result-incomplete"
  case metricNotANumber = "metric-not-a-number"
  case metricOutOfRange = "metric-out-of-range"
  case metricScale = "metric-scale"

  // What contradicts itself.
  case licenceConflict = "licence-conflict"
  case metricConflict = "metric-conflict"
  case parametersConflict = "parameters-conflict"
  case taskConflict = "task-conflict"

  public var severity: Severity {
    switch self {
    case .cardMissing, .tooLarge, .notText, .notUTF8, .utf16, .nul, .frontMatterBroken, .frontMatterUnclosed,
      .duplicateKey,
      .tableBroken, .linkDead, .licenceUnknown, .languageUnknown, .resultIncomplete, .metricNotANumber,
      .metricOutOfRange,
      .licenceConflict, .metricConflict:
      .error
    case .frontMatterMissing, .misspeltKey, .tableRagged, .tableHeaderless, .linkOutside, .licenceMissing,
      .licenceUnnamed,
      .sectionMissing, .sectionEmpty, .templateText, .baseModelUndeclared, .datasetUndeclared, .taskUnknown,
      .metricScale,
      .parametersConflict, .taskConflict:
      .warning
    case .statementMissing: .note
    }
  }
}
