import Markdown

/// Whose doing the verb is that stands before the name of a data set, and whether it is denied.
extension DatasetPhrase {
  /// "Example: train OtterNet model on GULL dataset": of one model that is named, on data that is.
  static func isCommand(_ words: Words, _ index: Int) -> Bool {
    guard index == 0 || words.gap(after: index - 1).contains(UInt8(ascii: ":")),
      !words.has(index + 1, "a", "an", "your"),
      // "train the OtterNet model on GULL"
      !words.has(index + 1, "the") || index + 2 < words.count && isCapital(words, index + 2)
    else { return false }
    return words.places(index + 2, index + 7).contains { words.has($0, "model") && words.has($0 + 1, "on") }
  }

  static let vague: Set<String> = [
    "following", "same", "whole", "full", "entire", "custom", "new", "above", "original", "provided", "given", "train",
    "training", "test", "resulting", "target", "image", "text", "combined", "whole", "small", "large", "translated",
  ]

  /// "we train", "we pre-train", "we then fine-tune"
  @inline(__always)
  static func isOurs(_ words: Words, _ index: Int) -> Bool {
    var before = words.has(index - 1, "pre", "fine", "instruct") ? index - 2 : index - 1
    // What is tuned otherwise are settings.
    if words.has(index, "tune"), before == index - 1 { return false }
    if words.has(before, "then", "further", "also") || words.has(before, "first") { before -= 1 }
    // "We first train on GULL and then fine-tune on HERON"
    if words.has(before, "and"), before < index - 1,
      words.places(before - 16, before).contains(where: { words.has($0, "we") })
    {
      return true
    }
    return words.has(before, "we", "i") || words.has(before, "and") && isOurs(words, alsoBefore: before)
  }

  /// "We train OtterNet on GULL, and train HeronNet on TERN": what we do before an "and", we do behind it.
  static func isOurs(_ words: Words, alsoBefore and: Int) -> Bool {
    (max(0, and - 20)..<and).contains { index in
      words.has(index, "we")
        && words.places(index + 1, min(and, index + 4)).contains {
          words.has($0, "train", "pretrain", "tune", "finetune")
        }
    }
  }

  /// "we perform instruction fine-tuning on", "by fine-tuning on"
  static func isPerformed(_ words: Words, _ index: Int) -> Bool {
    words.has(index - 1, "by") || words.has(index - 1, "fine") && words.has(index - 2, "by")
      || (max(0, index - 4)..<index).contains {
        words.has($0, "perform", "performe", "performs") || words.has($0, "did")
      }
  }

  /// "by training OtterNet on GULL": whether what was trained is named, and what on follows.
  static func isOfOne(_ words: Words, _ index: Int) -> Bool {
    let first = words.has(index, "a", "an", "the") ? index + 1 : index
    guard first + 2 < words.count, isCapital(words, first) else { return false }
    return words.places(first + 1, first + 6).contains {
      words.has($0, "on") && !words.endsSentence(after: $0 - 1)
    }
  }

  /// "the dev results on SQuAD 2.0 and MNLI"
  @inline(__always)
  static func isOfResults(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "results", "result") && words.has(index + 1, "on")
      && words.has(index - 1, "dev", "test", "evaluati", "validati", "eval")
  }

  /// "The quality metrics were calculated on", "Accuracy metrics obtained on", "accuracies are measured on"
  @inline(__always)
  static func isOfMetrics(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "calculat", "measured", "obtained") && words.has(index + 1, "on")
      && (max(0, index - 3)..<index).contains {
        words.has($0, "metric", "metrics", "accuracy", "accuraci", "results", "scores", "values")
      }
  }

  /// "not trained on", "the tokenizer itself was trained on"
  static func isDenied(_ words: Words, _ index: Int) -> Bool {
    (max(0, index - 3)..<index).contains {
      words.has($0, "not", "never", "unlike", "isn", "wasn") || words.has($0, "will", "plan")
    }
      // "If the model was only pre-trained on GULL, then please refer to"
      || words.places(index - 6, index).contains { words.has($0, "if") && words.has($0 + 1, "the", "your", "a") }
      // "you can use any model pre-trained on MNLI"
      || words.places(index - 3, index).contains { words.has($0, "any") && words.has($0 + 1, "model", "models") }
      || words.places(index - 4, index).contains { words.has($0, "tokenize", "vocabula") }
      // "outperform those pre-trained on"
      || words.places(index - 2, index).contains { words.has($0, "those") }
      // "Other models, like Heron, are trained on"
      || words.places(index - 6, index).contains { words.has($0, "other") && words.has($0 + 1, "models") }
      // "a notebook in which, where Otto Gull fine-tuned X on Y"
      || words.places(index - 4, index).contains { words.has($0, "where") }
      // "as introduced in Evaluating Large Models Trained on Gulls"
      || (max(0, index - 8)..<index).contains {
        words.has($0, "in", "by") && words.has($0 - 1, "introduc", "proposed", "describe", "presente")
          && isCapital(words, $0 + 1) && isCapital(words, index)
      }
      // "Here is a list of models pretrained on GULL and fine-tuned on HERON:"
      || (max(0, index - 11)..<index).contains {
        words.has($0, "list") && words.has($0 + 1, "of") && words.has($0 + 2, "models", "checkpoi")
      }
      // "By contrast, Heron was trained on"
      || words.places(index - 6, index).contains { words.has($0, "contrast") && words.has($0 - 1, "by", "in") }
  }

  static func isAchieving(_ words: Words, _ index: Int) -> Bool {
    words.has(index, "achieve", "achieves", "achieved", "achievin", "obtains", "obtained", "reaches", "attains")
  }
}
