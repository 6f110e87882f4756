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
      their names; links are not followed. '-' is standard input. What cannot be read is said on standard error and left out.

      Exit codes: 0 all was read · 64 wrong arguments, or a file is not there · 65 nothing of a document could be read, or there was none. \
      The others are read in any case.

      Example: macaroni read --facts --root zoos zoos/hf/owner/name/README.md
      """, version: Version.current)

  static func main() async { await Exits.run(ReadCommand.self, program: "macaroni-read") }

  @Argument(help: "The documents, or folders of them; '-' for standard input.")
  var files: [String]

  @Flag(help: "One line per document with the facts of the labelling guide, rather than claims.")
  var facts = false

  @Flag(help: "With --facts: name the extractor ('x') and the confidence ('c') of each.")
  var origin = false

  @Option(help: ArgumentHelp("The folder that documents are named from (default: as given).", valueName: "folder"))
  var root: String?

  @Option(
    help: ArgumentHelp(
      "What standard input is called, which tells what kind of document it is.", valueName: "name"))
  var `as`: String = "README.md"

  func validate() throws {
    if origin, !facts {
      throw ValidationError("--origin is told with --facts only; claims name their extractor anyway")
    }
  }

  func run() throws {
    var missing = 0
    var unread = 0
    let documents = documents(&missing)
    if documents.isEmpty { unread += 1 }
    for file in documents {
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
    if missing > 0 { throw ExitCode(ExitStatus.wrongArguments.rawValue) }
    if unread > 0 { throw ExitCode(ExitStatus.badData.rawValue) }
  }

  private static let standardInput = "-"

  /// All documents, each once, whatever path it was named by. Says what is not there, and where there are none.
  private func documents(_ missing: inout Int) -> [String] {
    var seen: Set<String> = []
    var found: [String] = []
    for path in files {
      guard path == Self.standardInput || Files.exists(path) else {
        Terminal.say("\(path): there is no such file")
        missing += 1
        continue
      }
      let documents = Self.documents(at: path)
      if documents.isEmpty {
        Terminal.say("\(path): no document that is read; known: \(DocumentKind.suffixes.joined(separator: ", "))")
      }
      found += documents.filter { seen.insert(Files.canonical($0)).inserted }
    }
    return found
  }

  /// A document itself, or those in a folder.
  private static func documents(at path: String) -> [String] {
    guard path != standardInput, Files.isFolder(path) else { return [path] }
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    return Files.tree(folder).filter { DocumentKind(role: "", path: $0) != nil }
      .map { folder == "/" ? "/" + $0 : folder + "/" + $0 }
  }

  /// nil, after saying why, for a document that is not read.
  private func read(_ file: String) throws -> Reading? {
    if file == Self.standardInput { return try readStandardInput() }
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

  private func readStandardInput() throws -> Reading? {
    guard let kind = DocumentKind(role: "", path: `as`), !kind.isWeights else {
      throw StageFailure(
        .wrongArguments,
        "--as \(`as`): not a kind of document that is read from standard input; a card is called README.md")
    }
    return Extraction.read(try Files.read("/dev/stdin", atMost: Reading.largest), as: kind)
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
    if file == Self.standardInput { return `as` }
    guard let root else { return file }
    let prefix = root.hasSuffix("/") ? root : root + "/"
    return file.hasPrefix(prefix) ? String(file.dropFirst(prefix.count)) : file
  }
}
