import ArgumentParser
import CommandLineSupport
import Extraction
import Records
import Stages

/// `macaroni lint`: what the author of a card should know before they publish it.
///
/// A program of its own, as `macaroni-read` is.
@main
struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "macaroni-lint", abstract: "Say what is missing, contradictory or unreadable in model cards.",
    discussion: """
      Each line is 'path:line: severity code: sentence; fix'. Codes are stable. A card is held against what lies beside it: \
      config.json, records, weights, the licence's text, and the files it links to.

      Exit codes: 0 no errors · 1 a card has errors · 64 wrong arguments.

      Example: macaroni lint --profile core .
      """, version: Version.current)

  static func main() async { await Exits.run(LintCommand.self, program: "macaroni-lint") }

  @Argument(help: "Cards, or folders whose README.md files are looked at.")
  var cards: [String]

  @Flag(help: "One JSON object per remark.")
  var json = false

  @Flag(help: "Warnings count as errors.")
  var strict = false

  @Option(help: "Whose expectations count: \(CompletenessProfile.allCases.map(\.rawValue).joined(separator: ", ")).")
  var profile: String = CompletenessProfile.core.rawValue

  @Option(
    help: ArgumentHelp(
      "The repository's folder, which links may not leave (default: the folder named).", valueName: "folder"))
  var root: String?

  func run() throws {
    guard let profile = CompletenessProfile(rawValue: profile) else {
      throw UnknownComponent(kind: "profile", name: profile, known: CompletenessProfile.allCases.map(\.rawValue))
    }
    for path in cards {
      guard Files.exists(path) else { throw StageFailure(.wrongArguments, "\(path): there is no such file") }
      if !Files.isFolder(path), let kind = DocumentKind(role: "", path: path), kind != .card {
        throw StageFailure(
          .wrongArguments,
          "\(path): is read as \(kind.rawValue), not as a model card; name the README.md that it lies beside")
      }
    }
    var counts: [Severity: Int] = [:]
    var looked = 0
    var seen: Set<String> = []
    for path in cards {
      // A card that a path and its folder name is looked at once.
      for card in Self.cards(at: path) where seen.insert(Files.canonical(card.path)).inserted {
        looked += 1
        for remark in try remarks(on: card, profile) {
          counts[remark.severity, default: 0] += 1
          answer(remark, path: card.path)
        }
      }
    }
    let figures = Severity.allCases.reversed().map { severity in
      let count = counts[severity] ?? 0
      return "\(Spoken.count(count)) \(severity)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
    Terminal.say("\(Spoken.count(looked)) \(looked == 1 ? "card" : "cards"): \(figures)")
    let limit: Severity = strict ? .warning : .error
    if counts.contains(where: { $0.key >= limit && $0.value > 0 }) { throw ExitCode(ExitStatus.different.rawValue) }
  }

  private struct CardFile {
    var path: String
    /// The folder that was named on the command line.
    var root: String?
    var exists = true
  }

  /// The cards of a folder, hidden folders left out; a folder without any is a card that is missing.
  private static func cards(at path: String) -> [CardFile] {
    guard Files.isFolder(path) else { return [CardFile(path: path)] }
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let found = Files.tree(folder).filter { file in
      let parts = file.split(separator: "/")
      let name = parts.last?.lowercased() ?? ""
      return ["readme.md", "readme.mdx", "readme.markdown"].contains(name)
        && !parts.contains { $0.hasPrefix(".") || $0 == "node_modules" }
    }
    if found.isEmpty { return [CardFile(path: folder + "/README.md", root: folder, exists: false)] }
    return found.map { CardFile(path: folder == "." ? $0 : folder + "/" + $0, root: folder) }
  }

  private func remarks(on card: CardFile, _ profile: CompletenessProfile) throws -> [Remark] {
    guard card.exists else {
      return [Remark(.cardMissing, line: 1, "the folder has no model card", fix: "write a README.md")]
    }
    // One byte more than is read is enough to tell that a card is too large.
    guard let size = Files.size(card.path), size <= Reading.largest else {
      return [
        Remark(
          .tooLarge, line: 1, "the card has more than the \(Reading.largest) bytes that are read",
          fix: "move logs and large tables into files of their own and link to them")
      ]
    }
    let surroundings = Surroundings(ofCard: card.path, root: root ?? card.root)
    return Extraction.remarks(on: try Files.read(card.path), in: surroundings, profile: profile)
  }

  private func answer(_ remark: Remark, path: String) {
    guard json else { return Terminal.answer(remark.text(path: path)) }
    let object: JSON = [
      "code": .string(remark.code.rawValue), "fix": .string(remark.fix), "line": .number(remark.line),
      "path": .string(path), "sentence": .string(remark.sentence), "severity": .string(remark.severity.rawValue),
    ]
    Terminal.answer(String(decoding: object.json, as: UTF8.self))
  }
}
