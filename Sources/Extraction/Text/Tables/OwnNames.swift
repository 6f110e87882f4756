/// What the model of a card is called, to tell its own rows and columns from those of other models.
///
/// In a table of `LLaMA 13B`, `OpenLLaMA 7B` and `OpenLLaMA 13B`, the card `openlm-research/open_llama_13b` owns the last alone:
/// of all labels only the ones that fit best are its own.
///
/// One is made for all tables of a card; what few of them ask for is worked out when it is.
final class OwnNames {
  let names: [String]
  private let owner: String?
  private let short: String?
  let aliases: Aliases
  /// Letters and digits of each name.
  private lazy var whole = names.map { Self.squeezed($0) }
  /// The same of names without the words that say how it was tuned or packed.
  private lazy var shortened = names.compactMap { name -> String? in
    let all = name.spaced
    var parts = all
    while parts.count > 1, let last = parts.last, Self.suffixes.contains(last) { parts.removeLast() }
    return parts.count == all.count ? nil : Self.squeezed(parts.joined())
  }
  /// The letters of owner and name, as tables print both: "Pond-Otter-small" of `pond/otter-small`.
  private lazy var owned = names.first.flatMap { name in owner.map { Self.squeezed($0 + name) } }
  /// All words of the names.
  private(set) lazy var words = Set(names.flatMap { $0.spaced })
  /// The words that the names begin with, where these are no architectures, which tell no model.
  private lazy var firstWords = names.compactMap { name -> Substring? in
    guard let first = name.spaced.first, first.utf8.count >= 3, first.utf8.contains(where: { $0.isLetter }),
      !Self.architectures.contains(first), Languages.named(first) == nil
    else { return nil }
    return first
  }

  /// - Parameters:
  ///   - names: folded: the end of the model's id, and the title of its card.
  ///   - owner: folded: the beginning of its id.
  ///   - short: folded: the end of its id where that is but a few letters, which only a whole label tells.
  ///   - tables: those of the card, which may tell what else it and its siblings are called.
  init(_ names: [String], owner: String? = nil, short: String? = nil, in tables: [Grid] = []) {
    self.owner = owner
    self.short = short
    self.names = names
    aliases = Aliases(in: tables, of: names.first)
  }

  /// How well a label fits, from nothing to the whole name.
  enum Fit: Int, Comparable {
    case none, family, start, said, shortened, whole

    static func < (one: Fit, other: Fit) -> Bool { one.rawValue < other.rawValue }
  }

  func fit(of label: String) -> Fit {
    let printed = folded(label)
    let all = Self.squeezed(printed)
    // Without brackets and slashes there is nothing to be left out.
    let isBare = !label.utf8.contains { $0 == 0x28 || $0 == 0x2F }
    let bare = isBare ? all : Self.squeezed(folded(Self.bare(label)))
    if bare.utf8.count > 3 || all.utf8.count > 3 {
      if whole.contains(bare) || whole.contains(all) || owned == all { return .whole }
      if shortened.contains(bare) || shortened.contains(all) { return .shortened }
    }
    if Self.isSaid(printed) { return .said }
    if printed.utf8.count > 3,
      names.contains(where: { $0 == printed || $0.ends(withText: " " + printed) || printed.begins(withText: $0) })
    {
      return .start
    }
    // "OtterBERTv0.1" of bert-base-otterbertv01, "GULL-1.3B" of river-gull-1-3b
    if all.utf8.count >= 6, isNumbered(all) || all.utf8.count >= 8, whole.contains(where: { $0.ends(withText: all) }) {
      return .start
    }
    if isVersion(printed) { return .start }
    if !isBare {
      // "Otter 1.5 Mini (12B)" of river-otter-1.5-mini
      let end = " " + folded(Self.bare(label))
      if end.utf8.count > 6, names.contains(where: { $0.ends(withText: end) }) { return .start }
    }
    // "DeiT-small" of deit-small-patch16-224
    if printed.mentions(" "), names.first?.begins(withText: printed + " ") == true { return .start }
    return sharesFamily(printed) ? .family : .none
  }

  /// Whether a squeezed label has letters, and a digit behind them.
  private func isNumbered(_ label: String) -> Bool {
    label.utf8.first?.isLetter == true && label.utf8.contains(where: \.isDigit)
  }

  /// Whether a folded label is the word that the model's id ends with, and a version: "otterbertv1" of bert-base-otterbert.
  private func isVersion(_ label: String) -> Bool {
    guard label.utf8.last?.isDigit == true, let last = names.first?.spaced.last, last.utf8.count >= 5,
      !Self.architectures.contains(last), !Self.suffixes.contains(last), label.begins(withText: last)
    else { return false }
    let rest = label.utf8.dropFirst(last.utf8.count)
    return rest.first == UInt8(ascii: "v") && rest.count > 1
      && rest.dropFirst().allSatisfy { $0.isDigit || $0 == 0x2E }
  }

  /// Whether a folded label says that it is this model: "Otter (ours)", "this model".
  private static func isSaid(_ printed: String) -> Bool {
    printed.mentions("ours") && printed.spaced.contains("ours") || printed.mentions("this model")
      || printed.mentions("our model") || printed.mentions("this one")
  }

  private static func isOurs(_ label: String) -> Bool { isSaid(folded(label)) }

  /// Whether this model's id begins with the one that a link leads to, and says that it was tuned: `otter-base` of
  /// `otter-base-finetuned-gulls`.
  func isTuned(from base: String) -> Bool { names.first?.begins(withText: folded(base) + " finetuned") == true }

  /// Whether a cell links to this model by its id, or by the end of it.
  func isOwn(_ cell: Grid.Cell, orEnd isEnd: Bool) -> Bool {
    guard cell.target != nil else { return false }
    let printed = Self.squeezed(folded(cell.text))
    return owned == printed || isEnd && printed.utf8.count > 6 && whole.first == printed
  }

  /// The labels that mean this model; nil if none does, so that it cannot be told whose they are.
  func own(of labels: Set<String>, atLeast least: Fit = .family) -> Set<String>? {
    if let own = aliases.own(of: labels) { return own }
    if labels.count == 2, labels.contains("Original"), let update = labels.first(where: { $0.ends(with: " Update") }) {
      return [update]
    }
    if let short, case let own = labels.filter({ folded($0) == short }), !own.isEmpty {
      // As below: "SAR" and "SAR-TTA" on the page of SAR.
      return labels.allSatisfy { own.contains($0) || folded($0).begins(withText: short + " ") } ? labels : own
    }
    // Pages of pose estimators stand in folders that are named after the data, `coco`.
    if names.count == 1, KnownDatasets.has(names[0]) { return nil }
    var best = Fit.none
    var found: [String] = []
    for label in labels {
      let fit = fit(of: label)
      guard fit >= least, fit >= best else { continue }
      if fit > best { found.removeAll() }
      best = fit
      found.append(label)
    }
    guard best > .none else {
      return ofSize(labels)
        ?? (least == .family
          ? variant(of: labels) ?? spelled(of: labels) ?? containing(labels) ?? nearest(of: labels)
            ?? begun(of: labels) ?? numbered(of: labels) ?? ofArchitecture(labels) : nil)
    }
    // "otter/river-base" beside "heron/river-base"
    if let owner, found.count > 1 {
      let own = found.filter { label in
        label.utf8.firstIndex(of: 0x2F).map { folded(label[..<$0]) == owner } ?? false
      }
      if !own.isEmpty { found = own }
    }
    // "Otter-Small (ours)" beside the "Otter-Small" of others
    if found.count > 1, case let said = found.filter(Self.isOurs), !said.isEmpty { found = said }
    if best >= .start { found += quantised(of: found, among: labels) }
    // "OtterNet" and "OtterNet-TTA" on the page of OtterNet: all are.
    if best == .whole {
      let stems = found.map { folded($0) + " " }
      let areAll = labels.allSatisfy { label in
        found.contains(label) || stems.contains { folded(label).begins(withText: $0) }
      }
      if areAll { return labels }
    }
    guard best < .shortened else { return Set(found) }
    found.removeAll(where: isOfOtherSize)
    guard found.count > 1 else { return Set(found) }
    found = ofScheme(found)
    // "otter-12-6-gulls" of otter-gulls-12-6, beside "otter-6-6-gulls"
    if let name = names.first?.spaced.sorted(), case let same = found.filter({ folded($0).spaced.sorted() == name }),
      same.count == 1
    {
      return Set(same)
    }
    if best < .said, let sized = ofSize(Set(found)) { return sized }
    // "supervised (ours)" and "unsupervised (ours)": by the words that only the name of this model has.
    let shared = found.map { sharedWords($0) }
    let most = shared.max() ?? 0
    return Set(zip(found, shared).filter { $0.1 == most }.map(\.0))
  }

  /// Of labels that tell by letters how a model was trained, those that say it as the names do: MT-TF for
  /// `otter_base_multitask_finetune`, beside TF for `otter_base_transfer_learning_finetune` and ST for a single task.
  private func ofScheme(_ labels: [String]) -> [String] {
    let schemes = labels.map { label in Set(folded(label).spaced.compactMap { Self.schemes[$0] }) }
    // What else is called alike, "CODE-NN" beside CodeTrans, tells none.
    guard schemes.count(where: { !$0.isEmpty }) >= 3 else { return labels }
    var own: Set<Scheme> = []
    if words.contains("multitask") { own.insert(.multitask) }
    if words.contains("transfer") || !own.isEmpty && words.contains("finetune") { own.insert(.transfer) }
    if own.isEmpty { own = [.single] }
    let found = zip(labels, schemes).filter { $0.1 == own }.map(\.0)
    return found.isEmpty ? labels : found
  }

  private enum Scheme { case single, multitask, transfer }
  private static let schemes = Lexicon<Scheme>([(.single, ["st"]), (.multitask, ["mt"]), (.transfer, ["tf"])])

  /// The labels that are one of these in integers: beside "OtterNet" also "OtterNet-int8" and "OtterNet-qdq".
  private func quantised(of own: [String], among labels: Set<String>) -> [String] {
    let endings: [UInt8] = [UInt8(ascii: "8"), UInt8(ascii: "q"), UInt8(ascii: "Q")]
    let candidates = labels.filter { $0.utf8.last.map(endings.contains) ?? false }
    if candidates.isEmpty { return [] }
    let names = Set(own.map { folded($0) })
    return candidates.filter { label in
      let label = folded(label)
      return (label.ends(with: " int8") || label.ends(with: " qdq"))
        && label.utf8.lastIndex(of: 0x20).map { names.contains(String(label[..<$0])) } ?? false
    }
  }

  /// How many words of a label are words of a name, or begin or shorten one.
  private func sharedWords(_ label: String) -> Int {
    folded(label).spaced.count { part in
      words.contains(part) || Self.isVersion(part) && words.contains(part + ".0")
        || part.utf8.count >= 3
          && words.contains { $0.utf8.count >= 3 && (part.begins(withText: $0) || $0.begins(withText: part)) }
    }
  }

  /// `v2`, which names spell `v2.0` as well.
  private static func isVersion(_ word: Substring) -> Bool {
    word.utf8.count >= 2 && word.utf8.first == UInt8(ascii: "v") && word.utf8.dropFirst().allSatisfy(\.isDigit)
  }

  /// Whether a label has the word that a name begins with, if that is no architecture: `ResNet50-IBN-a` of the card "IBN-Net".
  private func sharesFamily(_ label: String) -> Bool {
    guard !firstWords.isEmpty else { return false }
    let parts = label.spaced
    return firstWords.contains { first in parts.first == first || first.utf8.count < 8 && parts.contains(first) }
  }

  /// Without the owner before it and the remark behind it: `owner/name (this model)` is `name`.
  static func bare(_ label: String) -> Substring {
    var text = label.trimmed
    if let open = text.utf8.firstIndex(of: 0x28), open > text.startIndex, text.utf8.last == 0x29 {
      text = text[..<open].trimmed
    }
    // A line may break behind the owner.
    if let slash = text.utf8.lastIndex(of: 0x2F), !text[..<slash].mentions(" "),
      case let name = text[text.utf8.index(after: slash)...].trimmed, !name.mentions(" ")
    {
      text = name
    }
    return text
  }

  /// A folded name without its spaces and points: `OpenLLaMA 13B` and `open_llama_13b` are written alike.
  private static func squeezed(_ name: String) -> String {
    name.withBytes { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { room in
        var count = 0
        for byte in bytes where byte != 0x20 && byte != 0x2E {
          room[count] = byte
          count += 1
        }
        return count
      }
    }
  }
}
