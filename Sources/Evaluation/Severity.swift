/// How much a perturbation does: 0 changes nothing, 1 to 5 ever more.
struct Severity: Hashable, Comparable, Sendable {
  let level: Int

  static let none = Severity(unchecked: 0)
  static let all = (0...5).map(Severity.init(unchecked:))

  /// Nil outside 0 to 5.
  init?(_ level: Int) {
    guard (0...5).contains(level) else { return nil }
    self.level = level
  }

  private init(unchecked level: Int) {
    self.level = level
  }

  /// From 0 to 1.
  var share: Double { Double(level) / 5 }

  /// The parameter for this severity, out of five; nil at severity 0.
  func choose<Parameter>(_ parameters: [Parameter]) -> Parameter? {
    parameters.indices.contains(level - 1) ? parameters[level - 1] : nil
  }

  static func < (left: Severity, right: Severity) -> Bool {
    left.level < right.level
  }
}
