import Markdown
import Records

/// The configuration that a toolkit for speech prints of a whole run, thousands of tokens included.
extension HyperparametersExtractor {
  /// Whether a listing is such a configuration: its first key is the file that the run was started from.
  static func isConfiguration(_ listing: Listing) -> Bool { listing.text.begins(with: "config: ") }

  /// What a program printed of all that it was run with, from `config: train_otter.yaml` on.
  ///
  /// All of it set the training, but for where files lie, what was left unset, and what the layers are: of these, only what
  /// is dropped in training counts.
  func readConfiguration(_ listing: Listing, _ findings: inout Findings) {
    var line = listing.line - 1
    var block = (name: Substring(), isListed: false)
    listing.text.withBytes { bytes in
      let parts = Self.parts(in: bytes)
      bytes.forEachLine { range in
        line += 1
        guard let first = bytes[range].first else { return }
        // Most lines are tokens, which no setting lists.
        if first == UInt8(ascii: "-"), !block.isListed { return }
        let content = Substring(String(decoding: bytes[range], as: UTF8.self))
        let text = content.trimmed
        if text.begins(with: "- ") {
          // The numbers of a list, as `fold_length` has them.
          let value = text.dropFirst(2)
          if block.isListed, PrintedValue(value)?.rest.isEmpty == true {
            addSetting(String(block.name), String(value), line, &findings, method: .code)
          }
          return
        }
        guard let mark = text.utf8.firstIndex(of: 0x3A), case let name = text[..<mark],
          name.utf8.allSatisfy({ $0.isLetter || $0.isDigit || $0 == 0x5F })
        else { return }
        let value = text[text.utf8.index(after: mark)...].trimmed
        let isNested = first == 0x20
        if !isNested || value.isEmpty {
          let isListed = Self.listed.contains(folded(name))
          if !isNested || isListed { block = (name, isListed) }
        }
        guard Self.isConfigured(name, value),
          isNested ? Self.isOfTraining(name, in: block.name) : !parts.contains(String(name))
        else { return }
        addSetting(String(name), String(value), line, &findings, method: .code)
      }
    }
  }

  /// The names of the parts of the model, which have settings of their own further down: `encoder: conformer` before
  /// `encoder_conf:`.
  private static func parts(in bytes: UnsafeBufferPointer<UInt8>) -> Set<String> {
    var parts: Set<String> = []
    bytes.forEachLine { range in
      guard bytes[range].first?.isLetter == true, range.count < 80 else { return }
      let line = String(decoding: bytes[range], as: UTF8.self)
      if let end = line.place(of: "_conf:")?.lowerBound { parts.insert(String(line[..<end])) }
    }
    return parts.subtracting(["optim", "scheduler"])
  }

  /// Whether a name has a value that was chosen, which no path and no version of the program is.
  private static func isConfigured(_ name: Substring, _ value: Substring) -> Bool {
    guard let first = value.utf8.first, value != "null", first != 0x5B, first != 0x7B, !value.utf8.contains(0x2F),
      value.utf8.count <= 40
    else { return false }
    return name != "config" && name != "version" && !name.mentions("output_dir") && !name.mentions("log_interval")
  }

  /// Whether a line belongs to what is set for the training, or to a layer that drops out in it.
  private static func isOfTraining(_ name: Substring, in block: Substring) -> Bool {
    name.mentions("dropout") || trained.contains(folded(block))
  }

  private static let trained = Lexicon<Bool>([
    "optim conf", "optim2 conf", "scheduler conf", "scheduler2 conf", "ctc conf", "model conf", "specaug conf",
    "freq mask width range", "time mask width range",
  ])
  private static let listed = Lexicon<Bool>([
    "fold length", "freq mask width range", "time mask width range", "time mask width ratio range",
  ])
}
