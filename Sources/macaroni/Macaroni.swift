import ArgumentParser
import CommandLineSupport
import Glibc
import Pipeline
import Stages

/// `macaroni`: the driver. Stages are programs of their own; `macaroni STAGE …` becomes `macaroni-STAGE`, as git does.
@main
struct Macaroni: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "macaroni",
    abstract: "Crawl, read, normalise, evaluate and publish the metadata of public model zoos.",
    discussion: """
      Stages run by themselves too: 'macaroni fetch …' is 'macaroni-fetch …'. Likewise 'macaroni read' says what documents on \
      this machine state, 'macaroni lint' what authors of cards should mend, and 'macaroni serve' shows the published site.

      Example: macaroni run --manifest pipeline/nightly.yaml
      """,
    version: Version.current,
    subcommands: [
      RunCommand.self, PlanCommand.self, StatusCommand.self, LogCommand.self, TaskVerb.self, DiffCommand.self,
      SchemaCommand.self, ExportCommand.self, HistoryCommand.self, CollectCommand.self, RestoreCommand.self,
      VerifyCommand.self,
    ])

  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    delegate(arguments)
    refuseUnknown(arguments)
    await Exits.run(Macaroni.self, arguments, program: "macaroni")
  }

  /// Ends with a suggestion where the first word names no command and no stage: the parser would only call it unexpected.
  private static func refuseUnknown(_ arguments: [String]) {
    guard let first = arguments.first, !first.hasPrefix("-") else { return }
    let known = configuration.subcommands.map { $0._commandName } + ["help"]
    guard !known.contains(first) else { return }
    guard !StagePrograms.others.contains(first) else {
      Exits.end("macaroni", with: StagePrograms.missing(first))
    }
    let all = (known + StagePrograms().names + StagePrograms.others).sorted()
    Exits.end("macaroni", with: UnknownComponent(kind: "command", name: first, known: all))
  }

  /// Becomes the stage's program, where the first word names one.
  private static func delegate(_ arguments: [String]) {
    guard let first = arguments.first, !first.hasPrefix("-"),
      !configuration.subcommands.contains(where: { $0._commandName == first }),
      let path = StagePrograms().path(of: first)
    else { return }
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments.dropFirst()).map { strdup($0) }
    words.append(nil)
    execv(path, words)
    Terminal.say("macaroni: \(path): cannot be started: \(String(cString: strerror(errno)))")
    Glibc.exit(ExitStatus.bug.rawValue)
  }
}
