import Records
import Stages
import YAML

/// The words of one subject — tasks, licences, metrics — and the spellings that mean them.
///
/// A file under `vocabulary/` is one vocabulary:
/// ```yaml
/// vocabulary: tasks
/// terms:
///   image-classification: { label: Image classification, domain: cv, aliases: [image classifier] }
/// ```
struct Vocabulary: Sendable {
  struct Term: Sendable {
    var slug: String
    var label: String
    /// Everything else that the file says of the term, as text.
    var properties: [String: String] = [:]
    var lists: [String: [String]] = [:]
  }

  let name: String
  private(set) var terms: [String: Term] = [:]
  private var bySpelling: [String: String] = [:]

  /// - Throws: `StageFailure` with file and line where the file is not a vocabulary.
  init(_ bytes: [UInt8], file: String) throws(StageFailure) {
    let root: Node?
    do throws(YAML.ParseError) {
      root = try YAML.parseStrict(String(decoding: bytes, as: UTF8.self), file: file)
    } catch {
      throw StageFailure(.wrongArguments, "\(error)")
    }
    guard let name = root?["vocabulary"]?.text, let terms = root?["terms"], terms.isMapping else {
      throw StageFailure(.wrongArguments, "\(file): not a vocabulary; it needs 'vocabulary:' and 'terms:'")
    }
    self.name = name
    for pair in terms.pairs {
      guard let slug = pair.key.text else { continue }
      var term = Term(slug: slug, label: slug)
      for property in pair.value.pairs {
        guard let key = property.key.text else { continue }
        if property.value.isSequence {
          term.lists[key] = property.value.items.compactMap(\.text)
        } else if let text = property.value.text {
          term.properties[key] = text
        }
      }
      term.label = term.properties["label"] ?? slug
      self.terms[slug] = term
      for spelling in [slug, term.label] + (term.lists["aliases"] ?? []) {
        let folded = Self.folded(spelling)
        if let other = bySpelling[folded], other != slug {
          throw StageFailure(
            .wrongArguments, "\(file):\(pair.key.line): '\(spelling)' means both '\(other)' and '\(slug)'")
        }
        bySpelling[folded] = slug
      }
    }
  }

  /// The term that `text` spells, without regard to case, spaces and punctuation.
  func term(_ text: String) -> Term? { bySpelling[Self.folded(text)].flatMap { terms[$0] } }

  /// Letters and digits in lower case; the signs that tell names apart (`c++`, `f_1@5`) stay.
  static func folded(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isASCII = true
    for byte in text.utf8 {
      switch byte {
      case 0x41...0x5a: bytes.append(byte | 0x20)
      case 0x61...0x7a, 0x30...0x39, 0x2b, 0x40: bytes.append(byte)
      case 0x80...:
        isASCII = false
        bytes.append(byte)
      case 0x2e:
        // A point between digits is part of a version: squad 1.1 is not squad 11.
        if let last = bytes.last, 0x30...0x39 ~= last { bytes.append(byte) }
      default: continue
      }
    }
    while bytes.last == 0x2e { bytes.removeLast() }
    let folded = String(decoding: bytes, as: UTF8.self)
    return isASCII ? folded : folded.lowercased()
  }

  /// What stands for a text that no term spells: `raw:<text>`, letters that an id may not hold escaped.
  static func raw(_ text: String) -> String {
    "raw:"
      + Identifier.escaped(
        String(text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: "-").prefix(120)))
  }
}

/// All vocabularies of a run, each found by its file under `vocabulary/`.
struct Vocabularies: Sendable {
  let tasks, licences, languages, metrics, datasets, libraries: Vocabulary

  init(_ uses: UsedFiles) throws(StageFailure) {
    func load(_ name: String) throws(StageFailure) -> Vocabulary {
      let file = "vocabulary/\(name).yaml"
      return try Vocabulary(try uses.bytes(of: file), file: file)
    }
    tasks = try load("tasks")
    licences = try load("licences")
    languages = try load("languages")
    metrics = try load("metrics")
    datasets = try load("datasets")
    libraries = try load("libraries")
  }

  func task(_ text: String) -> String { tasks.term(text).map { "task:\($0.slug)" } ?? Vocabulary.raw(text) }

  func library(_ text: String) -> String { libraries.term(text).map { "lib:\($0.slug)" } ?? Vocabulary.raw(text) }

  /// A data set's id: the canonical one where its name is known, otherwise the zoo's.
  func dataset(_ text: String, config: String? = nil, zoo: String) -> String {
    if let config, let term = datasets.term("\(text) \(config)") { return "dataset:\(term.slug)" }
    if let term = datasets.term(text) { return "dataset:\(term.slug)" }
    var words = text.split(whereSeparator: \.isWhitespace).map(String.init)
    if let last = words.last?.lowercased(), ["dataset", "datasets", "corpus"].contains(last), words.count > 1 {
      words.removeLast()
    }
    // A split and its size are parts of a data set and no data set of their own.
    let name = PrintedDataset(words.joined(separator: " ")).name
    if let term = datasets.term(name) { return "dataset:\(term.slug)" }
    return Identifier.dataset(zoo: zoo, String(name.prefix(200)))
  }

  /// A BCP-47 code: the shortest for languages of the vocabulary, the printed one where it has a code's form.
  func language(_ text: String) -> String {
    let parts = text.split(whereSeparator: { $0 == "-" || $0 == "_" }).map(String.init)
    if let term = languages.term(text) { return term.slug }
    guard let first = parts.first, 2...3 ~= first.utf8.count, first.utf8.allSatisfy({ 0x41...0x5a ~= $0 & 0xdf }),
      parts.count <= 3
    else {
      return Vocabulary.raw(text)
    }
    let base = languages.term(first)?.slug ?? first.lowercased()
    return ([base] + parts.dropFirst().map { $0.utf8.count == 2 ? $0.uppercased() : $0 }).joined(separator: "-")
  }
}
