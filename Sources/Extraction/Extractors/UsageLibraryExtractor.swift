import Markdown
import Records
import Stages

/// Reads which framework the example code of a card imports.
struct UsageLibraryExtractor: CardExtractor {
  static let name = "usage-library"
  static let summary = "Read which framework the example code imports."
  static let version = 8
  static let method = Method.code
  static let confidence = 0.9

  func read(_ card: Card, into findings: inout Findings) {
    var packages: [String: Package] = [:]
    var hasFramework = false
    var alone: [(module: String, line: Int)] = []
    let used = Self.used(card)
    for listing in card.listings where listing.mentions.contains(.imports) {
      let isOnlyUsed = used != nil && Self.isOfTraining(listing, card)
      listing.text.withBytes { bytes in
        var line = listing.line
        for content in bytes.lines {
          Self.forEachModule(importedBy: UnsafeBufferPointer(rebasing: content)) { module in
            if isOnlyUsed, used?.contains(module) == false { return }
            if let library = Frameworks.module(module) {
              hasFramework = true
              findings.add(Predicate.library, .string(library), raw: module, lines: line...line)
            } else {
              if packages[module] == nil {
                packages[module] = packages.count < Self.mostPackages ? Self.package(module, card) : .other
              }
              if packages[module] == .own { Self.add(module, line, &findings) }
              if packages[module] == .installed { alone.append((module, line)) }
            }
          }
          line += 1
        }
      }
    }
    if !hasFramework {
      for (module, line) in alone { Self.add(module, line, &findings) }
    }
  }

  /// What is imported outside of the sections on the training, where both kinds of code are shown: what a script of the
  /// training imports besides is not needed to use the model. nil where no code, or nothing else, tells of the training.
  private static func used(_ card: Card) -> Set<String>? {
    guard card.topics.contains(.trainingProcedure) else { return nil }
    let listings = card.listings.filter { $0.mentions.contains(.imports) }
    let using = listings.filter { !isOfTraining($0, card) }
    guard !using.isEmpty, using.count < listings.count else { return nil }
    var used: Set<String> = []
    for listing in using {
      listing.text.withBytes { bytes in
        for content in bytes.lines {
          forEachModule(importedBy: UnsafeBufferPointer(rebasing: content)) { used.insert($0) }
        }
      }
    }
    return used.isEmpty ? nil : used
  }

  private static func isOfTraining(_ listing: Listing, _ card: Card) -> Bool {
    card.topic(ofSection: listing.section) == .trainingProcedure
  }

  /// How many modules that are no frameworks are looked for in the rest of the card; an example imports a few.
  private static let mostPackages = 32

  private static func add(_ module: String, _ line: Int, _ findings: inout Findings) {
    findings.add(
      Predicate.library, .string(module.lowercased()), raw: module, lines: line...line, confidence: 0.7)
  }

  /// What a module is that no framework is called.
  private enum Package {
    /// The model's own: what its card installs from a repository of that name, or calls a library.
    case own
    /// What its card installs; where nothing else is imported, the model comes with it.
    case installed
    case other
  }

  /// Calls with the outermost module of `from a.b import c` and of `import a.b as c`. Where a line break is lost, a second
  /// statement may follow on the line.
  private static func forEachModule(importedBy line: UnsafeBufferPointer<UInt8>, _ body: (String) -> Void) {
    var start = line.firstIndex { $0 > 0x20 && $0 != UInt8(ascii: ">") } ?? line.count
    if line.has("from ", at: start) {
      start += 5
    } else if line.has("import ", at: start) {
      start += 7
    } else {
      return
    }
    while true {
      let name = line[start...].drop { $0 == 0x20 }.prefix { $0.isLetter || $0.isDigit || $0 == 0x5F }
      if !name.isEmpty { body(String(decoding: name, as: UTF8.self)) }
      guard let next = line.offset(of: " as ", from: start).flatMap({ line.offset(of: " import ", from: $0) }) else {
        return
      }
      start = next + 8
    }
  }

  /// In small letters, with hyphens for underscores, as packages are named.
  private static func hyphened(_ name: some StringProtocol) -> String {
    String(decoding: name.utf8.map { $0 == 0x5F ? 0x2D : $0.lowercased }, as: UTF8.self)
  }

  /// What a module is to the model. `otternet` is the card's own where it is installed from a repository of its name, by
  /// `pip install git+https://github.com/river/otternet`, or by `pip install otternet` where the repository is linked or
  /// cloned, too; and where "the [Otternet](https://github.com/river/otternet) library" is spoken of.
  private static func package(_ module: String, _ card: Card) -> Package {
    guard module.utf8.count >= 4, !helpers.contains(module) else { return .other }
    let name = hyphened(module)
    let commands = card.listings.map(\.text) + card.passages.map(\.text.text)
    let installations = commands.filter { $0.mentions("pip") }.compactMap { installation(of: name, in: $0) }
    if installations.contains(.fromRepository) { return .own }
    var isLinked = false
    for passage in card.passages {
      for span in passage.text.spans {
        guard case .link(let url) = span.kind, isRepository(url, of: name) else { continue }
        isLinked = true
        // Also where nothing shows how to install it, as far as the names are the same.
        if isNamed(url, name) { return .own }
        let rest = passage.text.text.utf8.dropFirst(span.range.upperBound)
        if rest.starts(with: " library".utf8) || rest.starts(with: " package".utf8) { return .own }
      }
    }
    if installations.isEmpty { return .other }
    return isLinked || isCloned(name, in: card) ? .own : .installed
  }

  /// `git clone https://github.com/river/otternet`
  private static func isCloned(_ name: String, in card: Card) -> Bool {
    card.listings.contains { listing in
      listing.mentions.contains(.clone)
        && listing.text.lines.contains { line in
          guard let command = line.place(of: "git clone ") else { return false }
          return line[command.upperBound...].spaced.contains { isRepository(String($0), of: name) }
        }
    }
  }

  private enum Installation { case byName, fromRepository }

  /// How the commands of a text install a package; nil if they do not.
  private static func installation(of name: String, in text: String) -> Installation? {
    for line in text.lines {
      guard let command = line.place(of: "pip install ") ?? line.place(of: "pip3 install ") else { continue }
      for word in line[command.upperBound...].spaced {
        if word.begins(with: "git+") {
          if isRepository(String(word.dropFirst(4)), of: name) { return .fromRepository }
        } else if hyphened(Substring(word.utf8.prefix { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x5F }))
          .ends(withText: name)
        {
          return .byName
        }
      }
    }
    return nil
  }

  /// Whether a repository has a package's name, or has it behind a hyphen if that is a long one.
  private static func isNamed(_ url: String, _ name: String) -> Bool {
    guard let repository = LinksExtractor.repository(url).map({ hyphened($0) }) else { return false }
    return repository.ends(withText: "/" + name) || name.utf8.count >= 8 && repository.ends(withText: "-" + name)
  }

  private static func isRepository(_ url: String, of name: String) -> Bool {
    LinksExtractor.repository(url).map { hyphened($0).ends(withText: name) } ?? false
  }

  /// What is imported beside a model, whatever it is made with.
  private static let helpers = Lexicon<Bool>([
    "sentencepiece", "useb", "datasets", "pandas", "numpy", "requests", "librosa", "soundfile", "torchaudio", "scipy",
    "matplotlib", "huggingface_hub", "nltk", "tqdm", "jiwer", "pyctcdecode", "hazm", "fugashi", "MeCab", "pykakasi",
    "kenlm", "unidecode", "jieba", "pyvi", "underthesea", "indicnlp", "googleapiclient", "json", "collections",
  ])
}
