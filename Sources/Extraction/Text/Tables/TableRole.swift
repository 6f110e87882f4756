/// What a column or row of a table holds, by its header.
enum TableRole: Equatable, Sendable {
  case model, dataset, metric, split, config, ignored
  case parameters(Int), flops(Int), latency(Int), duration(Int)
  case value(MetricName.Scale)
  case unknown

  init(_ header: String) { self.init(header, folded: Extraction.folded(header)) }

  init(_ header: String, folded name: String) { self = Self.role(header, name) }

  private static func role(_ header: String, _ name: String) -> TableRole {
    if let role = whole[name] { return role }
    // "Dataset \ Model" stands over the data sets.
    if name.begins(with: "dataset ") && name.ends(with: " model") { return .dataset }
    if name.begins(with: "model ") && !name.begins(with: "model file") && !name.begins(with: "model size")
      // "River-Otter (This Model)" stands over values.
      || name.ends(with: " model") && !name.ends(with: "this model") && !name.ends(with: "our model")
    {
      return .model
    }
    // How many there are to learn or to be tested on: "Number of text samples", "n_samples".
    if name.ends(with: "samples"), counted.contains(where: { name.begins(with: $0) }) { return .ignored }
    // What others reported, beside what was reached: "reference top1 acc".
    if name.begins(with: "reference top") { return .ignored }
    // How likely it is that a difference is chance says nothing of the model.
    if name.ends(with: "p value") { return .ignored }
    // `train_runtime`, beside what the Trainer measured
    if name == "train runtime" { return .duration(1) }
    if name.mentions("sec"), Self.isThroughput(name) { return .value(.printed) }
    let found = name.withBytes { Self.hints(in: $0) }
    if found.contains(.parameters) || name.mentions("#param") {
      // "MM Params"
      return .parameters(Self.unitPower(header) ?? (name.begins(with: "mm ") || name.begins(with: "m ") ? 6 : 0))
    }
    if found.contains(.billions) { return .flops(9) }
    if found.contains(.millions) { return .flops(6) }
    if found.contains(.operations) { return .flops(Self.unitPower(header) ?? 0) }
    if found.contains(.time) {
      // "train time (s/iter)" is of a step.
      if name.mentions("s iter") || name.mentions("s it") || name.mentions("s im") && name.mentions("train") {
        return .ignored
      }
      if name == "total time" { return .duration(0) }
      if name.mentions("train") { return .duration(name.mentions("hour") ? 3600 : name.mentions("min") ? 60 : 1) }
      if found.contains(.milliseconds) { return .latency(-3) }
      if found.contains(.seconds), !found.contains(.rate) { return .latency(0) }
      if found.contains(.rate) { return .value(.printed) }
    }
    // "GPU (ms)", "Pixel 1 (ms)", "torch_fp32(ms)"
    if !found.isDisjoint(with: [.device, .runtime]), found.contains(.milliseconds) { return .latency(-3) }
    if found.contains(.japaneseTime) { return name.mentions("学習") ? .duration(1) : .latency(0) }
    if found.contains(.ignored) {
      // "Perplexity (block_size=256)"
      guard let open = header.utf8.firstIndex(of: 0x28), open > header.startIndex,
        let scale = MetricName(header[..<open]).scale
      else { return .ignored }
      return .value(scale)
    }
    if let scale = MetricName(folded: name).scale {
      // SQuAD and MMLU are called as metrics are.
      if KnownDatasets.has(name), !MetricName(folded: String(name.drop { $0 != " " })).isKnown { return .unknown }
      return .value(scale)
    }
    // "Top-1/Top-5"
    if header.utf8.contains(0x2F), let both = ResultName(header), both.datasets.isEmpty,
      let scale = both.metrics.first.flatMap({ MetricName($0).scale })
    {
      return .value(scale)
    }
    // "NLI Score"
    return name.ends(with: " score") ? .value(.printed) : .unknown
  }

  /// "Docs / Sec", "speed (text/sec)", "Samples per second": how much is done in a second.
  private static func isThroughput(_ name: String) -> Bool {
    let words = name.spaced
    return words.indices.dropFirst().contains { index in
      let isSecond = words[index] == "sec" || words[index] == "second"
      let before = words[index - 1] == "per" && index > 1 ? index - 2 : index - 1
      return isSecond && items.contains(words[before])
    }
  }

  private static let items = Lexicon<Bool>([
    "text", "texts", "doc", "docs", "documents", "sentence", "sentences", "sample", "samples", "image", "images",
    "token", "tokens", "queries", "pairs", "words", "frames", "steps",
  ])

  private static let counted: [StaticString] = [
    "n ", "n_", "number of ", "num ", "num_", "train", "eval", "predict", "test",
  ]

  /// What single words of a header say.
  private struct Hints: OptionSet, Sendable {
    let rawValue: UInt16
    static let parameters = Hints(rawValue: 1)
    static let billions = Hints(rawValue: 1 << 1)
    static let millions = Hints(rawValue: 1 << 2)
    static let operations = Hints(rawValue: 1 << 3)
    static let time = Hints(rawValue: 1 << 4)
    static let milliseconds = Hints(rawValue: 1 << 5)
    static let seconds = Hints(rawValue: 1 << 6)
    static let rate = Hints(rawValue: 1 << 7)
    static let japaneseTime = Hints(rawValue: 1 << 8)
    static let ignored = Hints(rawValue: 1 << 9)
    static let device = Hints(rawValue: 1 << 10)
    static let runtime = Hints(rawValue: 1 << 11)
  }

  private static func hints(in name: UnsafeBufferPointer<UInt8>) -> Hints {
    var found: Hints = []
    _ = name.containsPart(separatedBy: UInt8(ascii: " ")) { word in
      if let hint = hints[word] { found.formUnion(hint) }
      return false
    }
    return found
  }

  private static let hints = Lexicon<Hints>([
    (.parameters, ["params", "parameters", "#params", "param", "params."]),
    (.billions, ["gflops", "gmacs", "gflop", "gmac", "gops"]),
    (.millions, ["mflops", "mmacs", "madds"]),
    (.operations, ["flops", "macs"]),
    (.time, ["latency", "speed", "inference", "time"]),
    (.milliseconds, ["ms", "millisecond", "milliseconds"]),
    (.seconds, ["s", "sec", "sec.", "secs", "seconds"]),
    (.rate, ["fps"]),
    (.device, ["cpu", "gpu", "tpu", "edgetpu", "npu", "dsp", "pixel"]),
    (.runtime, ["torch", "trt", "tensorrt", "onnxruntime", "openvino"]),
    (.japaneseTime, ["推論時間", "学習時間"]),
    (.ignored, ["download", "size", "file", "#samples", "examples"]),
  ])

  private static let whole = Lexicon<TableRole>([
    (.unknown, ["", "this model", "our model"]),
    (
      .model,
      [
        "model", "models", "name", "model name", "method", "architecture", "arch", "network", "backbone", "system",
        "checkpoint",
      ]
    ),
    (
      .dataset,
      [
        "dataset", "datasets", "data", "test set", "testset", "corpus", "task", "tasks", "benchmark",
        "benchmarks",
        "evaluation dataset", "eval set", "test data", "dataset name", "task dataset", "dataset task", "data name",
      ]
    ),
    (.metric, ["metric", "metrics", "metric name", "type", "measure", "メトリック", "score type"]),
    (.parameters(0), ["#p", "# p"]),
    (.split, ["split", "set", "subset", "partition"]),
    (
      .config,
      [
        "language", "lang", "languages", "label", "class", "category", "labels", "entity", "config",
      ]
    ),
    (
      .ignored,
      [
        "epoch", "step", "epochs", "steps", "training loss", "#", "no.", "rank", "id", "support", "download", "link",
        "links", "checkpoint link", "seed", "date", "url", "size", "batch size", "notes", "examples", "samples",
        "# samples", "config file", "pretrained model", "pretrain", "pretrained", "base model", "teacher model",
        "training set", "training data", "opset version", "onnx version", "lr schd", "mem gb", "threshold", "iter",
        "snt", "wrd", "variation", "difference", "% difference", "improvement", "gain", "delta", "change", "diff",
        "stderr", "std err", "standard error",
      ]
    ),
  ])

  /// The device that a column of times is called after: "Pixel 1" of "Pixel 1 (ms)".
  static func device(_ header: String) -> String? {
    guard header.ends(with: "(ms)") else { return nil }
    let name = header.dropLast(4).trimmed
    let found = withFolded(name) { hints(in: $0) }
    return found.contains(.device) && !found.contains(.time) ? String(name) : nil
  }

  /// What a model ran in, and how: `torch_fp32` of "torch_fp32(ms)".
  static func runtime(_ header: String) -> String? {
    guard header.ends(with: "(ms)") else { return nil }
    let name = header.dropLast(4).trimmed
    return withFolded(name) { hints(in: $0) }.contains(.runtime) ? String(name) : nil
  }

  /// The power of ten in a header such as `#Params (M)`.
  private static func unitPower(_ header: String) -> Int? {
    guard let open = header.lastIndex(where: { $0 == "(" || $0 == "[" }) else { return nil }
    return PrintedValue.power(of: header[header.index(after: open)...])
  }

  /// Whether it holds numbers that are read.
  var isValue: Bool {
    switch self {
    case .value, .parameters, .flops, .latency, .duration: true
    default: false
    }
  }
}
