import CNative

/// What a text may be about, told by single words; extractors skip texts without their signal.
struct Signals: OptionSet {
  let rawValue: UInt32

  static let licence = Signals(rawValue: 1)
  static let training = Signals(rawValue: 1 << 1)
  static let evaluation = Signals(rawValue: 1 << 2)
  static let origin = Signals(rawValue: 1 << 3)
  static let hardware = Signals(rawValue: 1 << 4)
  static let duration = Signals(rawValue: 1 << 5)
  static let hyperparameter = Signals(rawValue: 1 << 6)
  static let size = Signals(rawValue: 1 << 7)
  static let flops = Signals(rawValue: 1 << 8)
  static let result = Signals(rawValue: 1 << 9)
  static let emissions = Signals(rawValue: 1 << 10)
  static let task = Signals(rawValue: 1 << 11)
  static let language = Signals(rawValue: 1 << 12)
  /// `224x224`
  static let pixels = Signals(rawValue: 1 << 13)
  static let digits = Signals(rawValue: 1 << 14)
  /// An address, printed as it is or as the text of a link.
  static let address = Signals(rawValue: 1 << 15)
  /// The shape of a tensor.
  static let shape = Signals(rawValue: 1 << 16)
  /// What was done with a metric.
  static let measured = Signals(rawValue: 1 << 17)
  /// What a module says of its interface.
  static let interface = Signals(rawValue: 1 << 18)
  /// How long an answer takes.
  static let latency = Signals(rawValue: 1 << 19)
  /// What was scored.
  static let scored = Signals(rawValue: 1 << 20)
  /// That something was scored, by words that tell no metric.
  static let reached = Signals(rawValue: 1 << 21)
  /// How a model was tuned to what people prefer.
  static let aligned = Signals(rawValue: 1 << 22)
  /// A metric by a word that is rarely about one.
  static let metric = Signals(rawValue: 1 << 23)

  /// Letters or signs beyond ASCII.
  static let beyondASCII = Signals(rawValue: 1 << 24)

  // What kind of passage it is.

  static let item = Signals(rawValue: 1 << 25)
  /// With links, emphasis or other spans in it.
  static let marked = Signals(rawValue: 1 << 26)
  /// Of any kind.
  static let passage = Signals(rawValue: 1 << 27)

  init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The signals of all words of a text, in one pass.
  init(in bytes: UnsafeBufferPointer<UInt8>) {
    var signals: Signals = []
    let table = Self.table
    Word.forEach(in: bytes) { word in
      if let told = table[word] { signals.formUnion(told) }
      if UInt8(truncatingIfNeeded: word.key).isDigit {
        signals.insert(.digits)
        if bytes[word.range].contains(where: { $0 | 0x20 == 0x78 || $0 == 0xC3 }) {
          signals.insert(.pixels)
          // "4xA100"
          let digits = bytes[word.range].prefix(while: \.isDigit).count
          let device = Word(range: word.range, key: word.key &>> UInt64(min(7, digits + 1) * 8))
          if table[device]?.contains(.hardware) == true { signals.insert(.hardware) }
        }
      } else if word.key == 0x78 {
        signals.insert(.pixels)
      }
    }
    if bytes.isBeyondASCII { signals.insert(.beyondASCII) }
    self = signals
  }

  /// The signals of one word.
  init(of word: Word) { self = Self.table[word] ?? [] }

  private static let words: [(Signals, [String])] = [
    (.licence, ["license", "licence", "licensed", "licenced", "licenses", "licensin", "apache", "mit", "cc"]),
    (
      .training,
      [
        "finetuning", "trained", "pretrain", "pretrained", "tuned", "finetune", "finetuned", "training", "train",
        "learned", "tuning", "tune", "distilled",
      ]
    ),
    (
      .evaluation,
      [
        "evaluated", "evaluate", "tested", "evaluation", "test", "evaluati", "computed", "eval", "dev", "metric",
        "metrics",
      ]
    ),
    (
      .origin,
      [
        "version", "versions", "initialized", "initialised", "checkpoint", "checkpoints", "distilled", "quantized",
        "quantised",
        "tuned", "finetuned", "converted", "conversion", "distillation", "initialization", "fine", "resumed", "warm",
        "derived", "quantizing", "quantising", "quantization", "initialise", "initialize", "based", "base", "backbone",
        "adapter", "adapters",
        "built", "builds", "variant", "merge", "fork", "starting", "original", "underlying", "teacher",
        "export", "merging", "pruned", "gguf", "gptq", "awq", "exl2",
        "mlx", "lora", "compressed", "optimization",
        "qlora",
      ]
    ),
    (
      .hardware,
      (Hardware.models + Hardware.series).map(\.description) + [
        "gpu", "gpus", "tpu", "tpus", "tesla", "nvidia", "tpuv3", "tpuv2", "tpuv4", "tpuv5", "tpuv5e", "tpuv5p", "3090",
        "v3",
      ]
    ),
    (
      .duration,
      [
        "hours", "hour", "days", "day", "weeks", "week", "minutes", "months", "hrs", "mins", "duration", "took",
        "takes", "lasted", "lasts",
      ]
    ),
    (
      .hyperparameter,
      [
        "batch", "learning", "epochs", "epoch", "optimizer", "adam", "adamw", "lr", "dropout", "warmup", "decay",
        "steps",
        "sequence", "lamb", "momentum", "gradient", "grad", "seed", "hyperparameters", "parameters", "arguments",
        "hyperparams",
        "iterations", "batchsize", "context", "lora", "qlora", "beta",
      ]
    ),
    (.size, ["parameters", "params", "parameter", "size"]),
    (.flops, ["flops", "gflops", "mflops", "macs", "gmacs", "mmacs"]),
    (
      .result,
      [
        "achieves", "achieved", "achieve", "accuracy", "f1", "score", "bleu", "wer", "obtains", "obtained", "reaches",
        "reached", "reports", "result", "map50", "ap50", "pq", "miou", "precision", "recall", "exact", "ap", "map",
        "perplexity", "cer", "results", "em",
        "scores",
        "top", "rouge", "rouge1", "rouge2", "rougel", "fid", "dice", "iou", "psnr", "ssim", "auc", "auroc", "mse",
        "rmse", "mae", "spearman", "ndcg",
        "mrr", "ppl", "matthews",
      ]
    ),
    (.emissions, ["co2", "carbon", "co2eq", "emissions"]),
    (.address, ["http", "https"]),
    (.shape, ["shape", "shapes", "float", "height"]),
    (
      .measured,
      [
        "calculated", "measured", "obtained", "performance", "performances", "outperforms", "outperform", "sota", "art",
        "report",
        "surpass", "surpasses", "surpassing", "benchmarks", "assessed", "ranks", "ranked",
      ]
    ),
    (.interface, ["signature", "packaged"]),
    (.latency, ["latency"]),
    (.metric, ["measure", "error", "kappa", "loss", "sacrebleu", "mcc", "eer"]),
    (.scored, ["score", "rate"]),
    (.aligned, ["sft", "dpo", "orpo", "kto", "grpo", "aligned", "alignment", "annealing", "annealed"]),
    (
      .reached,
      [
        "achieves", "achieved", "achieve", "achieving", "scores", "scored", "scoring", "reaches", "reached", "reaching",
        "obtains", "obtained", "obtaining", "attains", "attained", "attaining", "gets", "pass",
      ]
    ),
    (
      .task,
      Tasks.endings.map(\.description) + [
        "asr", "ner", "nli", "ocr", "tts", "stt", "summarization", "translation", "conversational", "qa", "mlm",
        "caption",
        "nlvr",
        "detector",
        "classifier",
      ]
    ),
    (
      .language,
      Languages.words + ["language", "languages", "multilingual"]
    ),
  ]

  private static let table = WordTable(words, combining: { $0.union($1) })
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate var isBeyondASCII: Bool { baseAddress.map { macaroni_next_beyond_ascii($0, count, 0) < count } ?? false }
}
