import ArgumentParser
import CommandLineSupport
import Stages

/// `macaroni read`: the claims of documents on this machine.
struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Say what documents on this machine state.")

  @Argument(help: "The documents.")
  var files: [String]

  func run() throws {}
}
