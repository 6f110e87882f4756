import ArgumentParser
import CommandLineSupport
import Records
import Stages

/// `macaroni schema`: the JSON Schemas of the records, made from the tables that read and write them.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a kind of record.",
    discussion: "Example: macaroni schema evaluation")

  @Argument(help: "The kinds (default: all).")
  var kinds: [String] = []

  @Option(help: ArgumentHelp("Write <kind>.schema.json files into this folder instead.", valueName: "folder"))
  var write: String?

  func run() throws {
    for name in kinds where Kinds.named(name) == nil {
      throw UnknownComponent(kind: "kind of record", name: name, known: Kinds.names)
    }
    for name in kinds.isEmpty ? Kinds.names : kinds {
      guard let kind = Kinds.named(name) else { continue }
      let text = Kinds.schemaDocument(of: kind).json
      if let write {
        try Files.makeFolder(write)
        try Files.write(text + [0x0a], to: "\(write)/\(name).schema.json")
      } else {
        Terminal.answer(String(decoding: text, as: UTF8.self))
      }
    }
  }
}
