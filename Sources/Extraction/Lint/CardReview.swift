import Records
import Stages

/// What a card says measured by what its readers look for: what is there, missing, contradictory, unreadable.
///
/// ```swift
/// CardReview(of: read(bytes, as: .card)).issues.map(\.detail)    // ["no licence is stated", …]
/// ```
public struct CardReview: Sendable {
  /// By line.
  public let issues: [CardIssue]
  /// How many statements were looked for, and of how many there is at least one.
  public let lookedFor: Int
  public let found: Int
  /// 0 to 100: what is there, by how much its readers need it.
  public let score: Int

  public var hasErrors: Bool { issues.contains { $0.severity == .error } }

  public init(of reading: Reading) {
    var lines: [String: [Finding]] = [:]
    for finding in reading.findings where finding.polarity == .asserted {
      lines[finding.predicate, default: []].append(finding)
    }

    var issues: [CardIssue] = []
    var weight = 0
    var total = 0
    var found = 0
    for item in Self.profile {
      total += item.weight
      if item.predicates.contains(where: { lines[$0] != nil }) {
        weight += item.weight
        found += 1
      } else {
        issues.append(
          CardIssue(
            severity: .warning, kind: .missing, predicate: item.predicates[0], detail: "no \(item.name) is stated",
            fix: item.fix))
      }
    }
    issues += Self.contradictions(lines)
    for rejection in reading.rejections {
      issues.append(
        CardIssue(
          severity: .error, kind: .unreadable, predicate: "", line: rejection.line, detail: rejection.detail,
          fix: "correct what stands there; until then what is below or in it may be lost"))
    }
    self.issues = issues.sorted()
    self.found = found
    lookedFor = Self.profile.count
    score = total == 0 ? 0 : weight * 100 / total
  }

  // MARK: What is looked for

  private struct Item {
    var name: String
    /// One of these is enough; the first gives the statement its name.
    var predicates: [String]
    var weight: Int
    var fix: String
  }

  /// The core profile: what a reader needs to choose a model, to use it lawfully and to trust its numbers.
  private static let profile: [Item] = [
    Item(name: "licence", predicates: [Predicate.license], weight: 3, fix: "add 'license: …' to the front matter"),
    Item(name: "task", predicates: [Predicate.task], weight: 3, fix: "add 'pipeline_tag: …' to the front matter"),
    Item(name: "library", predicates: [Predicate.library], weight: 2, fix: "add 'library_name: …' to the front matter"),
    Item(
      name: "data set that it was trained on", predicates: [Predicate.trainedOn], weight: 3,
      fix: "add 'datasets: […]' to the front matter, or a section 'Training data'"),
    Item(
      name: "result", predicates: [Predicate.evaluation], weight: 3,
      fix: "add a table of results with metric and data set, or a 'model-index' to the front matter"),
    Item(
      name: "intended use", predicates: ["section.intended_use"], weight: 2,
      fix: "add a section 'Intended uses' with more than the template's words"),
    Item(
      name: "limitation", predicates: ["section.limitations"], weight: 2, fix: "add a section 'Limitations and bias'"),
    Item(
      name: "example of use", predicates: ["section.how_to_use"], weight: 2,
      fix: "add a section 'How to use' with code that runs"),
    Item(
      name: "training procedure", predicates: ["section.training_procedure", Predicate.hyperparameter], weight: 1,
      fix: "add a section 'Training procedure'"),
    Item(
      name: "citation", predicates: ["section.citation", Predicate.paper], weight: 1,
      fix: "add a section 'Citation' with BibTeX, or link the paper"),
  ]

  // MARK: What disagrees

  /// A licence that front matter and text give differently, and a metric with two values for one data set and split.
  private static func contradictions(_ lines: [String: [Finding]]) -> [CardIssue] {
    var issues: [CardIssue] = []
    let licences = lines[Predicate.license] ?? []
    if let first = licences.first, let other = licences.first(where: { !agree($0, first) }) {
      issues.append(
        CardIssue(
          severity: .error, kind: .contradictory, predicate: Predicate.license, line: other.span.lineStart,
          detail: "the licence is '\(text(other))' here and '\(text(first))' on line \(first.span.lineStart ?? 0)",
          fix: "state one licence, or say which part each is for"))
    }
    var seen: [JSON: Finding] = [:]
    for result in lines[Predicate.evaluation] ?? [] {
      // Without a data set, values of one metric may be of anything.
      guard result.qualifiers["dataset"] != nil, result.qualifiers["metric"] != nil else { continue }
      let key = JSON.object(result.qualifiers.object)
      guard let first = seen[key] else {
        seen[key] = result
        continue
      }
      guard first.value != result.value, first.extractor.name == result.extractor.name,
        first.span.lineStart != result.span.lineStart
      else { continue }
      issues.append(
        CardIssue(
          severity: .error, kind: .contradictory, predicate: Predicate.evaluation, line: result.span.lineStart,
          detail:
            "\(text(result.qualifiers["metric"])) on \(text(result.qualifiers["dataset"])) is \(result.raw) here and \(first.raw) on line \(first.span.lineStart ?? 0)",
          fix: "correct one of them, or say what differs: the split, the configuration, the model"))
    }
    return issues
  }

  private static func agree(_ one: Finding, _ other: Finding) -> Bool {
    folded(text(one)) == folded(text(other)) || one.value?.text == "other" || other.value?.text == "other"
  }

  private static func text(_ finding: Finding) -> String { text(finding.value) }
  private static func text(_ value: JSON?) -> String { value?.string ?? value?.text ?? "" }
}
