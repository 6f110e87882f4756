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
    /// Names of metrics as programs print them.
    static let results = Mentions(rawValue: 1 << 5)
    /// Where a repository is copied from.
    static let clone = Mentions(rawValue: 1 << 6)
    /// Tables, drawn with pipes or as programs print them.
    static let tables = Mentions(rawValue: 1 << 7)
    /// What the Trainer prints when it starts.
    static let started = Mentions(rawValue: 1 << 8)
    /// Where code is kept.
    static let hosted = Mentions(rawValue: 1 << 9)
    /// Data and models that a program loads by their names.
    static let loading = Mentions(rawValue: 1 << 10)
  }

  /// Code that is longer, in bytes, is not read.
  static let largest = 1 << 16

  let text: String
  /// The line that the text begins on.
  let line: Int
  /// The innermost section around it.
  let section: Int
  /// The block it is, an index into `Document.blocks`.
  let block: Int
  let mentions: Mentions
  /// Whether it is no code, but lines that tags break: `<br>batch_size 32`.
  let isMarkup: Bool

  /// - Parameter html: tags as written; nil unless they break lines.
  init?(html: String, line: Int, section: Int, block: Int) {
    guard html.utf8.count > 200, html.utf8.count < Self.largest, html.mentions("<br") else { return nil }
    text = html.lines.map { line in
      guard line.utf8.starts(with: "<br".utf8), let end = line.utf8.firstIndex(of: 0x3E) else { return line }
      return line[line.utf8.index(after: end)...]
    }.joined(separator: "\n")
    self.line = line
    self.section = section
    self.block = block
    mentions = []
    isMarkup = true
  }

  init(_ code: Markdown.Block.Code, section: Int, block: Int) {
    self.init(code: code.text, line: code.line, section: section, block: block)
  }

  /// - Parameter html: code that tags set in colours: `<pre><code><span …>from</span> transformers …`.
  init?(preformatted html: String, line: Int, section: Int, block: Int) {
    guard html.begins(with: "<pre"), html.utf8.count < Self.largest else { return nil }
    self.init(code: RichText(html: html, line: line).text, line: line, section: section, block: block)
  }

  private init(code: String, line: Int, section: Int, block: Int) {
    text = code
    self.line = line
    isMarkup = false
    self.section = section
    self.block = block
    mentions = Mentions(rawValue: text.withBytes { Self.phrases.groups(in: $0) })
  }

  /// In the order of `Mentions`.
  private static let phrases = Phrases([
    ["--learning_rate", "--seq_length", "--student_", "_train_batch_size", "_epochs", "train.py "],
    ["TrainingArguments("],
    ["import"],
    ["CenterCrop(", "crop_size", "image_size", "float[", "float32["],
    [
      "rxiv", "rXiv", "doi", "eprint", "aclweb", "aclanthology", "openreview.net", "proceedings.", "ieeexplore",
      "springer", "thecvf.com", "/hal-", "papers.n", "ojs.aaai",
    ],
    [
      "f1", "exact", "eval_", "accuracy", "Accuracy", "bleu", "rouge", "wer", "F1", "EM", "loss", "WER", "CER",
      "pearson", "sdr",
    ],
    ["git clone "], ["|--", "|:-", "f1-score", "Validation Loss"], ["Instantaneous batch size per device"],
    ["github.com/", "gitlab.com/"],
    [
      "load_dataset(", "encoder_decoder_pretrained(", "question_encoder_generator(", ": Corpus = ", "\"model_name",
    ],
  ])
}
