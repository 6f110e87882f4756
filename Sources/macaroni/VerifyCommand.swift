import ArgumentParser
import Catalogue
import CommandLineSupport
import Pipeline
import Records
import Stages

/// `macaroni verify`: reads what is kept, and holds it against what was written.
struct VerifyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Read every snapshot and task, and name the files that are not as they were written.",
    discussion: """
      Planning looks at sizes alone, and a task reads whether its own input is right; this reads all, about a gigabyte a second. \
      Ends with 65 where something is damaged. With --remove what is damaged goes, and the next run makes it again.

      Example: macaroni verify --remove && macaroni run
      """)

  @Option(help: "The data folder.")
  var data = "data"

  @Flag(help: "Remove the snapshots and tasks that are damaged.")
  var remove = false

  @OptionGroup var locking: LockOptions

  @Flag(help: "Answer with one JSON object.")
  var json = false

  func run() throws {
    // Who only looks keeps runs out as little as a task does; nothing may come or go while something is removed.
    let lock = try locking.lock(data, isShared: !remove)
    let integrity = Integrity(data: data)
    if remove { try integrity.removeDamaged() }
    withExtendedLifetime(lock) {}
    if json {
      Terminal.answer(String(decoding: integrity.json.json, as: UTF8.self))
    } else {
      for damage in integrity.damages { Terminal.answer("\(damage.folder)/\(damage.file) \(damage.problem)") }
      let what = "\(Spoken.count(integrity.files)) files, \(Spoken.bytes(integrity.bytes))"
      let found =
        integrity.damages.isEmpty
        ? "all as written"
        : "\(Spoken.count(integrity.damages.count)) damaged\(remove ? "; removed, 'macaroni run' makes them again" : "")"
      Terminal.say("\(what): \(found)")
    }
    if !integrity.damages.isEmpty, !remove { throw ExitCode(ExitStatus.badData.rawValue) }
  }
}
