import ArgumentParser
import CommandLineSupport
import Records
import Stages

/// `macaroni schema`: the JSON Schemas of records, indices and receipts, made from the tables that read and write them.
struct SchemaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of a kind of record, or of a snapshot's index or receipt.",
    discussion: "Example: macaroni schema evaluation")

  @Argument(help: "The kinds, 'index' or 'receipt' (default: all).")
  var kinds: [String] = []

  @Option(help: ArgumentHelp("Write <kind>.schema.json files into this folder instead.", valueName: "folder"))
  var write: String?

  func run() throws {
    let known = Kinds.names + SnapshotSchemas.names
    for name in kinds where !known.contains(name) {
      throw UnknownComponent(kind: "kind of record", name: name, known: known)
    }
    for name in kinds.isEmpty ? known : kinds {
      let document = SnapshotSchemas.document(named: name) ?? Kinds.named(name).map { Kinds.schemaDocument(of: $0) }
      guard let text = document?.json else { continue }
      if let write {
        try Files.makeFolder(write)
        try Files.write(text + [0x0a], to: "\(write)/\(name).schema.json")
      } else {
        Terminal.answer(String(decoding: text, as: UTF8.self))
      }
    }
  }
}
