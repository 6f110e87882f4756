import Records

/// The names that a card may call its own model by, and with them which reports are about it.
struct OwnNames {
  private let names: Set<String>

  init(_ nativeID: String) {
    let whole = nativeID.lowercased()
    names = [whole, whole.lastIndex(of: "/").map { String(whole[whole.index(after: $0)...]) } ?? whole]
  }

  /// Whether a row's model is this one: "icons-cnn", "acme/icons-cnn", "icons-cnn (this model)".
  func contains(_ name: String) -> Bool {
    let plain = name.hasSuffix(")") ? name.prefix { $0 != "(" } : name[...]
    return names.contains(plain.lowercased().trimmingWhitespace)
  }

  /// Whether a report speaks of the same figure as a measurement: the same metric of the same data set, and the same
  /// task, split and part wherever both name one. A row about another model of the card's table is not this model's.
  func isComparable(_ measured: Evaluation, _ reported: Evaluation) -> Bool {
    measured.dataset != nil && measured.dataset == reported.dataset && agree(measured, reported)
  }

  /// Whether a report that names no data set speaks of the same figure as a measurement for all that it says.
  func mayBeComparable(_ measured: Evaluation, _ reported: Evaluation) -> Bool {
    measured.dataset != nil && reported.dataset == nil && agree(measured, reported)
  }

  private func agree(_ measured: Evaluation, _ reported: Evaluation) -> Bool {
    func agree(_ a: String?, _ b: String?) -> Bool { a == nil || b == nil || a == b }
    func split(_ text: String?) -> String? { text.map { $0.hasPrefix("split:") ? String($0.dropFirst(6)) : $0 } }
    return measured.metric == reported.metric
      && agree(measured.task, reported.task) && agree(split(measured.split), split(reported.split))
      && agree(measured.config, reported.config) && measured.slice == reported.slice
      && reported.perturbation == nil && reported.modelName.map(contains) ?? true
  }
}

extension String {
  fileprivate var trimmingWhitespace: String {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
