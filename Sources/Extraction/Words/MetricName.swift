import Records

/// What the name of a metric says about the scale of its values.
struct MetricName {
  enum Scale {
    /// From 0 to 1, often printed in percent: accuracy, F1, AP, agreement.
    case proportion
    /// From 0, above 1 only for very bad models: word error rates.
    case errorRate
    /// As printed: BLEU, ROUGE, perplexity, losses, speed.
    case printed

    /// Whether a value above 1 is the error rate of a bad model rather than a percentage, as its decimals tell: 1.2451.
    func isBad(_ number: PrintedNumber) -> Bool { self == .errorRate && number.decimals >= 4 && number.value <= 3 }

    /// Whether a value is so large that it can only be a percentage. An error rate a little above 1 is just bad.
    func isBeyond(_ number: PrintedNumber) -> Bool {
      switch self {
      case .proportion: number.value > 1
      case .errorRate: number.value > 2 && !isBad(number)
      case .printed: false
      }
    }
  }

  /// Nil for names that are no metric that we know.
  let scale: Scale?

  init(_ name: some StringProtocol) {
    self.init(folded: folded(name))
  }

  init(folded name: String) {
    scale = name.withBytes { Self.scale(of: $0) }
  }

  init(folded name: UnsafeBufferPointer<UInt8>) { scale = Self.scale(of: name) }

  private static func scale(of name: UnsafeBufferPointer<UInt8>) -> Scale? {
    if let scale = whole[name] { return scale }
    // The length of a reference is none.
    if name.has("ref len", at: 0) { return nil }
    if name.containsPart(separatedBy: UInt8(ascii: " "), where: { $0.has("thresh", at: 0) }) { return nil }
    var found: Scale?
    // "Loss", "BLEU" and "perplexity" decide: "accuracy loss" is no accuracy.
    let isPrinted = name.containsPart(separatedBy: UInt8(ascii: " ")) { word in
      guard let scale = words[word] ?? stem(word) else { return false }
      // A mean beside its deviation is on the scale of what was measured: "F1 (mean ± std)".
      if scale == .printed, word.elementsEqual("std".utf8), name.containsPart(separatedBy: 0x20, where: isMean) {
        return false
      }
      found = found ?? scale
      return scale == .printed
    }
    // An absolute error has the unit of what was measured.
    let hasUnit =
      found == .errorRate && name.containsPart(separatedBy: UInt8(ascii: " ")) { distances.contains($0) }
    return isPrinted || hasUnit ? .printed : found
  }

  private static let distances = Lexicon<Bool>([
    "absolute", "squared", "square", "angular", "angle", "degrees", "pixels",
  ])

  private static func isMean(_ word: UnsafeBufferPointer<UInt8>) -> Bool { word.elementsEqual("mean".utf8) }

  /// Recall@5 is a recall, and so are R@5, recall128 and valid.recall.
  private static func stem(_ word: UnsafeBufferPointer<UInt8>) -> Scale? {
    if word.count > 6, let last = word.last {
      if let point = word.lastIndex(of: UInt8(ascii: ".")), point + 1 < word.count, !last.isDigit {
        return words[UnsafeBufferPointer(rebasing: word[(point + 1)...])]
      }
      if last.isDigit, let end = word.lastIndex(where: { !$0.isDigit }), end >= 5 {
        if word[end].isLetter { return words[UnsafeBufferPointer(rebasing: word[...end])] }
      }
    }
    // "Wer+LM" is a WER.
    guard let mark = word.firstIndex(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "+") }), mark > 0 else {
      return nil
    }
    if mark == 1, word[0] == UInt8(ascii: "r") || word[0] == UInt8(ascii: "p") { return .proportion }
    return words[UnsafeBufferPointer(rebasing: word[..<mark])]
  }

  var isKnown: Bool { scale != nil }

  private static let whole = Lexicon<Scale>([
    (
      .proportion,
      [
        "em", "ap", "map", "p", "r", "f", "exact", "f 1", "box", "mask", "mean iou", "ap50", "ap75", "aps", "apm",
        "apl", "ar50", "ar75", "arm", "arl", "mean@0.1", "f measure", "f score",
        "top 1", "top 5", "top1", "top5", "top 1 err", "hasans f1", "p@1", "top 1 error", "top 5 error", "top 1 errors",
        "top 5 errors", "ar", "top 3", "top 10", "v measure", "1 n.e.d",
        "box ap", "mask ap", "best exact", "best f1", "pass@1", "pass@10", "pass@100", "mc1", "mc2", "uas", "las", "精度",
        "正解率",
      ]
    ),
    // "per" is a word, too.
    (
      .errorRate,
      [
        "per", "test per", "per test", "eval per", "dev per", "val per", "phoneme per", "corr", "sub", "del", "ins",
        "err", "s.err", "ler", "test ler",
      ]
    ),
    // In longer names, "r2" is the second round of a data set.
    (
      .printed,
      [
        "chr f", "mean ne", "explained variance", "r2", "eval r2", "r2 score", "sir imp", "sar imp",
        "bits per byte", "bits per dim", "abs rel", "rg 1", "rg 2", "rg l", "r 1", "r 2", "r l", "r 1 f", "r 2 f",
        "r l f",
        "alpha mad", "alpha grad", "alpha mse", "alpha conn", "surface distance",
      ]
    ),
  ])

  private static let words = Lexicon<Scale>([
    (
      .proportion,
      [
        "accuracy", "acc", "acc.", "accuracies", "f1", "f2", "fscore", "f1score", "precision", "recall", "prec",
        "prec.",
        "exact", "em", "ap", "map", "map50", "map@0.5", "ap50", "ap75", "auc", "auroc", "roc", "ndcg", "mrr", "iou",
        "miou", "dice", "jaccard", "pearson", "pearsonr", "spearman", "spearmanr", "pears", "spear", "dsc", "nsd",
        "matthews", "mcc", "correlation",
        "corrcoef", "kappa", "top1", "top5", "top@1", "top@5", "hit@1", "hits@1", "hits@10", "hit@10", "uas", "las",
        "macro", "micro", "weighted", "f1macro", "f1micro", "macrof1", "microf1", "r@1", "r@5", "r@10", "p@1", "p@5",
        "recall@1", "recall@10",
        "recall@100", "mrr@10", "ndcg@10", "map@10", "map@100", "ar", "seqeval", "fmeasure", "sensitivity",
        "specificity", "accuracy@1", "f1@m", "f1@5", "squad", "pq", "mota", "idf1", "moda", "recognition", "eer",
        "top1acc", "acc@1", "hmean", "stoi", "estoi", "cmap5", "rocauc", "acc@5", "mmlu", "agreement", "pck", "mc1",
        "mc2", "rank1", "rank@1", "aps", "apm", "apl", "cf1", "of1", "acc1", "acc5", "wip",
        "pckh", "hota", "aacc", "macc", "auprc", "aupr", "prauc", "fpr95", "fpr", "tpr", "eao", "gauc", "kendall",
        "kendalltau", "qwk", "nmi", "ari", "clas", "mlas", "blex", "upos", "xpos", "ufeats", "alltags", "vmeasure",
        "ndsc", "top3", "top10", "hit@3",
        "hit@5", "hits@3", "hits@5", "uar", "f0.5", "ned", "rq", "sq",
      ]
    ),
    (.errorRate, ["wer", "cer", "mer", "wil", "ter", "der", "ser", "error", "mce"]),
    (
      .printed,
      [
        "loss", "bleu", "sacrebleu", "rouge", "rouge1", "rouge2", "rougel", "rougelsum", "perplexity", "ppl", "bpc",
        "bpb", "mse", "rmse", "mae", "meteor", "chrf", "chrf2", "chrf++", "bertscore", "cider", "spice", "psnr", "ssim",
        "fid",
        "fps", "reward", "gen", "len", "bleu1", "bleu2", "bleu4", "lpips", "mos", "steps", "runtime", "samples",
        "std", "deviation", "percentile", "bias", "inception", "nist", "nme", "epe", "mpjpe", "mrrpe", "pesq", "snr",
        "snri", "sdr", "sdri", "bertscorer",
        "comet", "bleurt", "gleu", "sari", "fkgl", "kid", "absrel", "sqrel", "mape", "smape", "nll", "elbo", "brier",
        "ece", "hausdorff", "hd95", "asd", "assd", "elo", "mindcf", "clipscore", "lddt", "gdt", "bpd", "rtf", "utmos",
        "dnsmos", "cmos", "csig", "cbak", "covl", "mcd", "vmaf",
      ]
    ),
  ])

  /// Whether a name counts what a run took, or weighs what it was trained for, beside its results: `eval_runtime`,
  /// `predict_samples_per_second`, "Max Seq Len", `lambda_l1`.
  static func isStatistic(_ name: some StringProtocol) -> Bool {
    withFolded(name) { name in
      let first = UnsafeBufferPointer(rebasing: name.prefix { $0 != 0x20 })
      let last = UnsafeBufferPointer(rebasing: name[((name.lastIndex(of: 0x20) ?? -1) + 1)...])
      return counts.contains(last) || weights.contains(first)
        || name.count >= 7 && name.has("seq len", at: name.count - 7)
    }
  }

  private static let counts = Lexicon<Bool>([
    "samples", "runtime", "epoch", "step", "steps", "second", "thresh", "total", "threshold", "proportion",
  ])
  private static let weights = Lexicon<Bool>(["lambda", "number", "warmup"])

  /// Whether a name stands for a proportion by the ending that spaCy's tables use: `ENTS_F`, `TAG_ACC`, `DEP_LAS`.
  static func isSpacy(_ name: some StringProtocol) -> Bool {
    guard name.mentions("_"), !name.utf8.contains(where: { $0 &- 0x61 < 26 }),
      name.allSatisfy({ $0.isUppercase || $0 == "_" || $0.isNumber })
    else { return false }
    return ["_ACC", "_P", "_R", "_F", "_UAS", "_LAS", "_AUC", "_MICRO_F", "_SCORE"].contains { name.ends(with: $0) }
  }
}
