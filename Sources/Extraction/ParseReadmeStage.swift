import Records
import Stages

/// Reads what each document states.
///
/// A document that is broken in part gives the claims that can be read and a rejection that says what is broken.
public struct ParseReadmeStage: Transform {
  public static let name = "parse-readme"
  public static let summary = "Read what each document states."
  public static let version = 3
  public static let writes: [any Record.Type] = [Claim.self]

  public init(options: NoOptions) {}

  public func ingredients(base: String) -> [String: String] {
    var versions: [String: String] = [:]
    versions["confidence"] = Calibration.digest
    for type in Extractors.all { versions["extractor \(type.name)"] = String(type.version) }
    return versions
  }

  public func run(in context: StageContext) async throws {
    try await context.forEachRun(of: SourceHead.self) { sources, emitter in
      var batch = CardBatch()
      var cards: [SourceHead] = []
      func readBatch() {
        for (source, reading) in zip(cards, batch.read()) { emit(reading, of: source, emitter) }
        cards = []
      }
      for source in sources {
        do throws(Rejection) {
          switch try open(source, in: context) {
          case .nothing: emitter.account(for: Source.self, "states nothing")
          case .read(let reading): emit(reading, of: source, emitter)
          case .card(let bytes):
            batch.add(bytes, named: source.model)
            cards.append(source)
            if batch.isFull { readBatch() }
          }
        } catch {
          reject(source, error, emitter)
        }
      }
      readBatch()
    }
  }

  private func emit(_ reading: Reading, of source: SourceHead, _ emitter: Emitter) {
    do throws(Rejection) {
      let lines = emitter.lines(of: Claim.self, shardKey: source.shardKey)
      try ClaimLines.forEach(of: reading, from: source) { id, line in lines.add(key: id, line: line) }
    } catch {
      return reject(source, error, emitter)
    }
    for rejection in reading.rejections {
      emitter.reject(source.id, of: source.model, rejection, source: source.id, zoo: source.zoo)
    }
    emitter.account(for: Source.self, reading.rejections.isEmpty ? "read" : "read in part")
  }

  private func reject(_ source: SourceHead, _ rejection: Rejection, _ emitter: Emitter) {
    emitter.reject(source.id, of: source.model, rejection, source: source.id, zoo: source.zoo)
    emitter.account(for: Source.self, "rejected")
  }

  /// The claims of one source. What is broken in it is lost here; `run` writes it down.
  public func transform(_ source: Source, in context: StageContext) async throws(Rejection) -> [any Record] {
    let reading: Reading
    switch try open(SourceHead(source), in: context) {
    case .nothing: return []
    case .read(let read): reading = read
    case .card(let bytes): reading = Extraction.read(bytes, as: .card, named: source.model)
    }
    if reading.findings.isEmpty, let rejection = reading.rejections.first { throw rejection }
    return try claims(of: reading, from: source)
  }

  /// Roles that other stages use and that state nothing here.
  private static let silent: Set<String> = ["listing", "tokenizer_config", "preprocessor_config", "generation_config"]

  private enum Document {
    /// It is not there to be read.
    case nothing
    case read(Reading)
    /// Cards wait for others, to be read side by side.
    case card([UInt8])
  }

  private func open(_ source: SourceHead, in context: StageContext) throws(Rejection) -> Document {
    if Self.silent.contains(source.role) { return .nothing }
    let path = source.path ?? ""
    guard let kind = DocumentKind(role: source.role, path: path) else {
      // Weights in a format whose header nobody here reads state nothing; evaluate says that it cannot run them.
      if source.role == "weights" { return .nothing }
      throw Rejection(.unsupported, "\(source.locator): a document of the role '\(source.role)' is not read")
    }
    guard !kind.isWeights else {
      guard let file = context.documents.file(source.sha256) else {
        throw Rejection(.missing, "\(source.locator): its bytes are not in the data folder; run fetch again")
      }
      return .read(Extraction.read(weights: file, as: path))
    }
    guard source.bytes <= Reading.largest else {
      throw Rejection(
        .tooLarge, "\(source.locator): has \(source.bytes) bytes, more than the \(Reading.largest) that are read")
    }
    let bytes = try context.documents.document(sha256: source.sha256, zoo: source.zoo)
    return kind == .card ? .card(bytes) : .read(Extraction.read(bytes, as: kind, named: source.model))
  }
}
