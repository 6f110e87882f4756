import CommandLineSupport
import Extraction
import Records
import Stages

/// parse-readme as it will be when somebody has raised the version of an extractor and changed nothing else: it tells the
/// version when asked, and stamps its claims with it.
///
/// Tests put it in the place of `macaroni-parse-readme`: a program that is another and says so.
struct RaisedStage: Transform {
  static let name = ParseReadmeStage.name
  static let summary = ParseReadmeStage.summary
  static let version = ParseReadmeStage.version
  static let writes = ParseReadmeStage.writes

  private static let extractor = "title"
  private let stage: ParseReadmeStage

  init(options: NoOptions) { stage = ParseReadmeStage(options: options) }

  func ingredients(base: String) -> [String: String] {
    var versions = stage.ingredients(base: base)
    let name = "extractor \(Self.extractor)"
    versions[name] = versions[name].map(Self.raised)
    return versions
  }

  private static func raised(_ version: String) -> String { Int(version).map { "\($0 + 1)" } ?? version }

  func transform(_ source: Source, in context: StageContext) async throws(Rejection) -> [any Record] {
    try await stage.transform(source, in: context).map { record in
      guard var claim = record as? Claim, claim.extractor.name == Self.extractor else { return record }
      claim.extractor.version = Self.raised(claim.extractor.version)
      return claim
    }
  }
}

await runStage(RaisedStage.self)
