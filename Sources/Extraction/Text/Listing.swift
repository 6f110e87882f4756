import Markdown

/// A block of code with what it mentions, which is looked for once for all extractors.
struct Listing {
  struct Mentions: OptionSet {
    let rawValue: UInt32
    /// The flags of a training script.
    static let flags = Mentions(rawValue: 1)
    static let trainingArguments = Mentions(rawValue: 1 << 1)
    static let imports = Mentions(rawValue: 1 << 2)
    static let crop = Mentions(rawValue: 1 << 3)
    static let paper = Mentions(rawValue: 1 << 4)
  }

  /// Code that is longer, in bytes, is not read.
  static let largest = 1 << 16

  let text: String
  /// The line that the text begins on.
  let line: Int
  let mentions: Mentions

  init(_ code: Markdown.Block.Code) {
    text = code.text
    line = code.line
    mentions = Mentions(rawValue: text.withBytes { Self.phrases.groups(in: $0) })
  }

  /// In the order of `Mentions`.
  private static let phrases = Phrases([
    ["--learning_rate", "_train_batch_size", "_epochs"], ["TrainingArguments("], ["import"], ["CenterCrop("],
    ["rxiv", "rXiv", "doi", "eprint"],
  ])
}
