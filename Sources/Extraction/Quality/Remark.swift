/// Something that the author of a card should know, where it stands, and what to do about it.
public struct Remark: Sendable, Equatable {
  public var code: RemarkCode
  /// 1-based; 1 for what is missing altogether.
  public var line: Int
  /// What is the matter.
  public var sentence: String
  /// What to do.
  public var fix: String

  public init(_ code: RemarkCode, line: Int, _ sentence: String, fix: String) {
    self.code = code
    self.line = line
    self.sentence = sentence
    self.fix = fix
  }

  public var severity: Severity { code.severity }

  /// `README.md:2: error licence-unknown: 'mitt' is no licence's key; write 'mit'`
  public func text(path: String) -> String { "\(path):\(line): \(severity) \(code.rawValue): \(sentence); \(fix)" }
}
