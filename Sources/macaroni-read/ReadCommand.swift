import ArgumentParser
import CommandLineSupport
import Extraction
import Hashing
import Records
import Stages

/// `macaroni read`: the claims of documents on this machine.
///
/// A program of its own, so that the driver does not carry the readers of cards into every run.
@main
struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "macaroni-read", abstract: "Say what documents on this machine state, as JSON lines.",
    discussion: """
      Reads model cards (Markdown, reStructuredText, HTML), metafiles and manifests (YAML, JSON, CSV), config.json, the Hub's \
      model records (infos.json) and the headers of weight files (ONNX, safetensors, GGUF). Of a folder, every such document in it is read, in the order of \
      their names; links are not followed. What cannot be read is said on standard error and left out; where nothing of a \
      document can be read, the command ends with 65 after the others.

      Example: macaroni read --facts --root zoos zoos/hf/owner/name/README.md
      """, version: Version.current)

  static func main() async { await Exits.run(ReadCommand.self, program: "macaroni-read") }

  @Argument(help: "The documents, or folders of them.")
  var files: [String]

  @Flag(help: "One line per document with the facts of the labelling guide, rather than claims.")
  var facts = false

  @Flag(help: "With --facts: name the extractor ('x') and the confidence ('c') of each.")
  var origin = false

  @Option(help: ArgumentHelp("The folder that documents are named from (default: as given).", valueName: "folder"))
  var root: String?

  func run() throws {
    for file in files where !Files.exists(file) {
      throw StageFailure(.wrongArguments, "\(file): there is no such file")
    }
    var unread = 0
    for file in files.flatMap(Self.documents) {
      let name = self.name(of: file)
      let reading = try read(file)
      for rejection in reading?.rejections ?? [] {
        Terminal.say("\(name)\(rejection.line.map { ":\($0)" } ?? ""): \(rejection.detail)")
      }
      if reading.map({ $0.findings.isEmpty && !$0.rejections.isEmpty }) ?? true { unread += 1 }
      if facts {
        Terminal.answer(
          String(decoding: FactLine(doc: name, reading ?? Reading(), withOrigin: origin).bytes, as: UTF8.self))
      } else if let reading {
        try answer(reading, file: file, name: name)
      }
    }
    if unread > 0 { throw ExitCode(ExitStatus.badData.rawValue) }
  }

  /// A document itself, or those in a folder.
  private static func documents(at path: String) -> [String] {
    guard Files.isFolder(path) else { return [path] }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    return Files.tree(folder).filter { DocumentKind(role: "", path: $0) != nil }.map { folder + "/" + $0 }
  }

  /// nil, after saying why, for a document that is not read.
  private func read(_ file: String) throws -> Reading? {
    guard let kind = DocumentKind(role: "", path: file) else {
      Terminal.say(
        "\(name(of: file)): not a kind of document that is read; known: \(DocumentKind.suffixes.joined(separator: ", "))"
      )
      return nil
    }
    if kind.isWeights { return Extraction.read(weights: file, as: name(of: file)) }
    if let size = Files.size(file), size > Reading.largest {
      Terminal.say("\(name(of: file)): has \(size) bytes, more than the \(Reading.largest) that are read")
      return nil
    }
    // A repository's folder is named like its model, which tells whose rows of a table are its own. Where cards lie beside each
    // other, the card is: `distilroberta-base-README.md`.
    let path = file.hasSuffix("-README.md") ? String(file.dropLast("-README.md".count)) : Files.parent(of: file)
    // The folder around it is called after the owner: of two models with one name, the rows tell them apart by that.
    let model = path.split(separator: "/").suffix(2).joined(separator: "/")
    return Extraction.read(try Files.read(file), as: kind, named: model.isEmpty ? nil : model)
  }

  private func answer(_ reading: Reading, file: String, name: String) throws {
    var source = Source()
    source.locator = "file:\(name)"
    source.model = Identifier.model(zoo: "file", name)
    source.id = Identifier.derived("source", [.string(source.locator), "none"])
    source.zoo = "zoo:file"
    for claim in try claims(of: reading, from: source).sorted(by: { $0.id.precedes($1.id) }) {
      Terminal.answer(String(decoding: claim.json, as: UTF8.self))
    }
  }

  private func name(of file: String) -> String {
    guard let root else { return file }
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : file
  }
}
