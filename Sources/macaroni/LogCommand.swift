import ArgumentParser
import CommandLineSupport
import Pipeline
import Stages

/// `macaroni log`: what a stage's programs said.
struct LogCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Print what a stage, or one of its tasks, said when it last ran.",
    discussion: """
      What failed is said first, on standard error. STAGE:3 is a shard; of programs that do many tasks the log is one.

      Example: macaroni log parse-readme:3
      """)

  @Argument(help: "STAGE or STAGE:TASK.")
  var task: String

  @Option(help: "The data folder.")
  var data = "data"

  @Flag(help: "Print where the log files are instead.")
  var path = false

  /// A log is shown from its end, as far as this.
  private static let mostBytes = 1 << 20

  func run() throws {
    let words = task.split(separator: ":", maxSplits: 1)
    let part = words.count > 1 ? TaskPart(words[1]) : nil
    guard let stage = words.first.map(String.init), words.count == 1 || part != nil else {
      throw StageFailure(.wrongArguments, "\(task): not a task such as parse-readme:3")
    }
    let known = Files.names(in: data).filter { Files.isFolder("\(data)/\($0)/tasks") || $0 == stage }
    guard known.contains(stage), !stage.contains("/") else {
      let hint = Spelling.closest(to: stage, among: known).map { "; did you mean '\($0)'?" } ?? ""
      throw StageFailure(.wrongArguments, "\(data): no stage '\(stage)' has run here\(hint)")
    }
    for failure in FailureNote(data: data, stage: stage).failures where part == nil || failure.part == part {
      Terminal.say("\(stage):\(failure.part) failed: \(Self.printable(failure.message))")
    }
    let files = StageLogs(data: data, stage: stage).files(of: part)
    if files.isEmpty { Terminal.say("\(task) said nothing when it last ran") }
    for file in files {
      if path {
        Terminal.answer(file)
        continue
      }
      if files.count > 1 { Terminal.answer("==> \(file) <==") }
      Terminal.answer(Self.printable(try Self.end(of: file)), terminator: "")
    }
  }

  private static func end(of file: String) throws -> String {
    let end = try Files.end(of: file, atMost: mostBytes)
    if end.before > 0 { Terminal.say("\(file): the last \(Spoken.bytes(mostBytes)); --path says where all is") }
    return String(decoding: end.bytes, as: UTF8.self)
  }

  /// Programs repeat what they were given from the network: nothing in it may steer the terminal.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          let isPlain = scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
          return isPlain ? scalar : "\u{FFFD}"
        }))
  }
}
