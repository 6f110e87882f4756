/// This model told by words of its id, where no label is called as it is.
extension OwnNames {
  /// The one label that is a word of the model's id, where columns are called by their variant alone: "DA | MSA | Mix".
  func variant(of labels: Set<String>) -> Set<String>? {
    guard let id = names.first?.spaced, labels.count > 1 else { return nil }
    // "MSA-1/4" of bert-base-msa-quarter
    if let name = names.first, let part = Self.parts.first(where: { name.ends(withText: " " + $0.word) }),
      case let own = labels.filter({ label in
        label.holds(part.fraction) && name.ends(withText: folded(label.replacing(part.fraction, with: part.word)))
      }), !own.isEmpty
    {
      return own
    }
    // "threeway/neutral" and "threeway/entailment" are rows of one model.
    let owners = Set(labels.compactMap { label in label.utf8.firstIndex(of: 0x2F).map { String(label[..<$0]) } })
    if owners.count > 1, let own = variant(of: owners), let name = own.first {
      return labels.filter { $0.begins(withText: name + "/") }
    }
    let found = labels.filter { label in
      let label = folded(label)
      return id.dropFirst().contains { $0 == label } && !Self.architectures.contains(label)
    }
    guard found.count == 1, let own = found.first.map({ folded($0) }) else { return nil }
    // "MSA" beside "MSA-1/4" is not the model whose id goes on.
    let isStem = labels.contains { folded($0).begins(withText: own + " ") }
    return isStem && id.last.map(String.init) != own ? nil : found
  }

  /// What part of the data a model was made of, as ids and as columns tell it.
  private static let parts: [(word: String, fraction: String)] = [
    ("half", "1/2"), ("quarter", "1/4"), ("eighth", "1/8"), ("sixteenth", "1/16"),
  ]

  /// The one label all of whose words are words of the names, where one of them is more than an architecture, a language or
  /// a size: "GPT-2 news" of `river-text-generation-news-gpt-2`.
  func spelled(of labels: Set<String>) -> Set<String>? {
    guard labels.count > 1 else { return nil }
    let found = labels.filter { label in
      let parts = folded(Self.bare(label)).spaced
      return parts.count > 1 && parts.allSatisfy(words.contains)
        && parts.contains { part in
          part.utf8.count >= 3 && Self.isTelling(part)
        }
    }
    return found.count == 1 ? found : nil
  }

  /// The one label that has more words of the model's id than any other, two at least, and one of them no architecture,
  /// language or size: "zs HERON medium" of `zeroshot_heron_medium`, beside "zs HERON small" and "zs GULL".
  func nearest(of labels: Set<String>) -> Set<String>? {
    guard labels.count > 1, let id = names.first?.spaced else { return nil }
    var found: String?
    var most = 1
    for label in labels {
      let parts = Set(folded(Self.bare(label)).spaced)
      let shared = parts.intersection(id)
      if shared.count == most { found = nil }
      guard shared.count > most else { continue }
      most = shared.count
      // "roberta-base-heron-french" is not `roberta-base-heron-german`.
      let isOwn =
        shared.contains { $0.utf8.count >= 4 && Self.isTelling($0) }
        && !parts.subtracting(shared).contains { $0.utf8.count >= 4 }
      found = isOwn ? label : nil
    }
    return found.map { [$0] }
  }

  /// The one label that has all words of the model's id but its version, three at least, whatever else it has:
  /// "Adapted-model-for-otter-pond-analysis" of `otter-pond-analysis-v2`.
  func containing(_ labels: Set<String>) -> Set<String>? {
    guard labels.count > 1, var id = names.first?.spaced else { return nil }
    if let last = id.last, Self.isRelease(last) { id.removeLast() }
    guard id.count >= 3 else { return nil }
    let found = labels.filter { label in
      let parts = folded(label).spaced
      return id.allSatisfy(parts.contains)
    }
    return found.count == 1 ? found : nil
  }

  private static func isRelease(_ word: Substring) -> Bool {
    word.utf8.first == UInt8(ascii: "v") && word.utf8.count > 1 && word.utf8.dropFirst().allSatisfy(\.isDigit)
  }

  /// The one label that has the model's architecture, where the others have another: "electra-base-breton-uncased" beside
  /// "bert-base-breton-cased" in the card of `electra-base-br-gulls`.
  func ofArchitecture(_ labels: Set<String>) -> Set<String>? {
    guard labels.count > 1, let id = names.first?.spaced, let own = id.first(where: Self.families.contains) else {
      return nil
    }
    var found: Set<String> = []
    for label in labels {
      let parts = folded(Self.bare(label)).spaced
      let families = parts.filter(Self.families.contains)
      guard families.count == 1 else { return nil }
      guard families[0] == own else { continue }
      // "electra-base-otter" is that of others, and "electra-base-french" of another language.
      let languages = Set(id.compactMap { Self.language($0) })
      let isOwn = parts.allSatisfy { part in
        id.contains(part) || part == "cased" || part == "uncased" || Self.suffixes.contains(part)
          || Self.language(part).map(languages.contains) == true
      }
      if isOwn { found.insert(label) }
    }
    return found.count == 1 ? found : nil
  }

  /// The code of a language that a word of a name is, or is the name of.
  private static func language(_ word: Substring) -> String? {
    Languages.named(word) ?? (Languages.codes.contains(String(word)) ? String(word) : nil)
  }

  private static let families = Lexicon<Bool>([
    "bert", "roberta", "electra", "albert", "distilbert", "deberta", "xlnet", "bart", "mbart", "t5", "mt5", "gpt2",
    "mbert",
    "camembert", "longformer",
  ])

  /// The one label all of whose words the id has, where all differ in a number alone: "BART-base-1024" beside "BART-base-512"
  /// in the card of `gulls-bart-base-1024-breton`.
  func numbered(of labels: Set<String>) -> Set<String>? {
    guard labels.count > 1, let id = names.first?.spaced else { return nil }
    var stem: [Substring]?
    var own: Set<String> = []
    for label in labels {
      let parts = folded(Self.bare(label)).spaced
      guard parts.count > 1, parts[parts.count - 1].utf8.allSatisfy(\.isDigit),
        stem == nil || stem == Array(parts.dropLast())
      else { return nil }
      stem = Array(parts.dropLast())
      if parts.allSatisfy(id.contains) { own.insert(label) }
    }
    return own.count == 1 ? own : nil
  }

  /// The one label that begins with a word of the model's id, where all end alike: "GPT2-HLSQG" beside "BART-HLSQG" and
  /// "T5-HLSQG" in the card of `gpt2-gulls-hl`.
  func begun(of labels: Set<String>) -> Set<String>? {
    guard labels.count > 1, let id = names.first?.spaced else { return nil }
    var end: [Substring]?
    var own: Set<String> = []
    for label in labels {
      let bare = folded(Self.bare(label))
      let parts = bare.spaced
      guard parts.count > 1, end == nil || end == Array(parts.dropFirst()) else { return nil }
      end = Array(parts.dropFirst())
      if id.contains(parts[0]) { own.insert(label) }
    }
    return own.count == 1 ? own : nil
  }

  /// Whether a word is letters, and more than an architecture, a language or a size.
  private static func isTelling(_ word: Substring) -> Bool {
    word.utf8.allSatisfy { $0.isLetter } && !architectures.contains(word) && Languages.named(word) == nil
      && !suffixes.contains(word)
  }

  /// Words behind the name of a model that tables leave out.
  static let suffixes = Lexicon<Bool>([
    "instruct", "chat", "it", "hf", "base", "sft", "dpo", "pytorch", "onnx", "gguf", "awq", "gptq", "int4", "int8",
    "4bit", "8bit", "fp16", "bf16", "pt", "tf", "tflite", "diffusers", "preview",
    "discriminator", "generator",
  ])

  /// Whether a word of a label is an architecture: `mBERT`, `XLM-RoBERTa`.
  static func hasArchitecture(_ label: String) -> Bool {
    withFolded(label) {
      $0.containsPart(separatedBy: 0x20) { $0.count >= 3 && architectures.contains($0) && !common.contains($0) }
    }
  }

  private static let common = Lexicon<Bool>([
    "the", "model", "base", "large", "small", "tiny", "fine", "finetuned", "pretrained", "new", "for", "and", "with",
    "readme", "module", "text", "image", "automatic", "speech", "named", "part", "question", "sentiment", "zero",
    "sentence", "multilingual", "mask", "faster", "clip", "cased", "uncased",
  ])

  /// Words that many models' names begin with, which tell none of them.
  static let architectures = Lexicon<Bool>([
    "distilbert", "distilroberta", "wav2vec2", "wav2vec2.0", "multilingual", "facebook", "deberta", "mobilenet",
    "mobilenetv2", "efficientnet", "resnet", "resnet18", "resnet50", "resnet101", "sentence", "microsoft", "google",
    "transformer", "transformers", "roberta", "longformer", "bert", "mbert", "albert", "electra", "bart", "mbart",
    "gpt",
    "gpt2", "gptj", "xlm", "xlmr", "xlnet", "camembert", "mt5", "byt5", "pegasus", "hubert", "wavlm", "vit", "swin",
    "deit", "beit", "convnext", "yolo", "ssd", "faster", "mask", "unet", "vgg", "vgg16", "densenet", "inception",
    "llama",
    "llama2", "mistral", "clip", "the", "model", "base", "large", "small", "tiny", "fine", "finetuned", "pretrained",
    "onnx", "pytorch", "opus", "new", "for", "and", "with", "readme", "module", "text", "image", "automatic", "speech",
    "named", "part", "question", "sentiment", "zero", "cased", "uncased",
  ])
}
