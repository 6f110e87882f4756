import ArgumentParser
import CommandLineSupport
import Pipeline
import Records

/// `macaroni plan`: what a run would do, and why.
struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Say what a run would do, and with --why for each task which ingredient changed.",
    discussion: """
      Starts nothing and writes nothing. Names are as for 'macaroni run'.

      Example: macaroni plan --why normalise
      """)

  @Argument(help: RunCommand.selectorHelp)
  var stages: [String] = []

  @OptionGroup var options: PlanOptions

  @Flag(help: "Show each task with its reason: what changed, from which value to which, or that nothing did.")
  var why = false

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() throws {
    let selection = try options.selection(stages)
    var view = PlanView(try options.plan(selection), selection)
    view.tellsTasks = why
    if json {
      Terminal.answer(String(decoding: try view.json().json, as: UTF8.self))
    } else {
      Terminal.answer(try view.text())
    }
  }
}
