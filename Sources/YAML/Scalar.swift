/// A value without parts, as it is printed.
///
/// `no` may be a language and `1.10` a version, so the text is kept and the reader of a field decides what it means
/// (`Node.bool`, `Node.double`, …).
public struct Scalar: Sendable, Equatable {
  /// The text with quotes, escapes and folding undone.
  public var text: String
  /// Whether it stands without quotes, so that `true` is a truth value and not a word.
  public var isPlain: Bool

  public init(text: String, isPlain: Bool) {
    self.text = text
    self.isPlain = isPlain
  }
}
