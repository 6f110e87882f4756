import ArgumentParser
import CommandLineSupport
import Extraction
import Records
import Stages

/// `macaroni lint`: what a model card leaves out, contradicts or garbles.
struct LintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Say what model cards leave out, contradict or garble, and how to mend it.",
    discussion: """
      Warnings are for what is missing, errors for what disagrees or cannot be read. Ends with 65 if there are errors.

      Example: macaroni lint README.md
      """)

  @Argument(help: "Model cards in Markdown.")
  var files: [String]

  @Flag(help: "One line of JSON per card.")
  var json = false

  func run() throws {
    var isFaulty = false
    for file in files {
      guard Files.exists(file), !Files.isFolder(file) else {
        throw StageFailure(
          .wrongArguments,
          "\(file): \(Files.isFolder(file) ? "a folder; name the cards in it" : "there is no such file")")
      }
      let review = CardReview(of: Extraction.read(try Files.read(file), as: .card))
      isFaulty = isFaulty || review.hasErrors
      if json {
        let line: JSON = [
          "file": .string(file), "score": .number(review.score), "looked_for": .number(review.lookedFor),
          "found": .number(review.found), "issues": .array(review.issues.map(\.json)),
        ]
        Terminal.answer(String(decoding: line.json, as: UTF8.self))
        continue
      }
      for issue in review.issues {
        let place = issue.line.map { "\(file):\($0)" } ?? file
        Terminal.answer("\(place): \(issue.severity.rawValue): \(issue.detail); \(issue.fix)")
      }
      Terminal.answer("\(file): \(review.found) of \(review.lookedFor) statements found, score \(review.score) of 100")
    }
    if isFaulty { throw ExitCode(65) }
  }
}
