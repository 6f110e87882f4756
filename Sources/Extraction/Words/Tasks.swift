/// Names of tasks, as tags and sentences use them.
enum Tasks {
  /// Whether a tag names a task: `text-classification` does, `generated_from_trainer` does not.
  static func isTask(_ tag: some StringProtocol) -> Bool {
    withFolded(tag) { name in
      if whole.contains(name) { return true }
      guard let space = name.lastIndex(of: 0x20) else { return false }
      return isEnding(UnsafeBufferPointer(rebasing: name[(space + 1)...])) && !notTasks.contains(name)
    }
  }

  /// Whether a name is one that needs no ending to be told.
  static func isKnown(_ name: some StringProtocol) -> Bool { withFolded(name, whole.contains) }

  /// Whether a word ends the name of a task.
  static func isEnding(_ word: UnsafeBufferPointer<UInt8>) -> Bool { endingSet.contains(word) }

  /// Names of events and groups that end like a task.
  private static let notTasks = Lexicon<Bool>(["robust speech recognition"])

  /// Words that end the name of a task.
  static let endings: [StaticString] = [
    "classification", "recognition", "generation", "detection", "segmentation", "translation", "summarization",
    "summarisation", "answering", "labeling", "labelling", "tagging", "estimation", "modeling", "modelling",
    "restoration", "inpainting", "captioning", "matching", "retrieval", "tracking", "completion", "correction",
    "similarity", "extraction", "identification", "verification", "enhancement", "disambiguation", "parsing",
    "ranking", "reranking", "paraphrasing", "simplification", "regression", "clustering", "separation", "diarization",
    "conversion", "resolution", "inference", "search", "prediction", "analysis", "colorization", "animation", "editing",
    "recommendation", "splitting", "fusion", "forecasting", "transfer", "grounding",
    "spotting", "matting", "denoising", "deblurring",
    "synthesis", "transcription", "localization", "localisation", "transliteration", "comprehension", "linking",
    "interpolation", "extrapolation", "reconstruction", "reidentification",
    "suppression", "filling", "scoring", "assessment", "lemmatization", "lemmatisation", "truecasing", "checking",
  ]

  private static let endingSet = Lexicon<Bool>(endings)

  /// Words that name a task by themselves, where the sentence says that the model is for it.
  static let single = Lexicon<Bool>([
    "clustering", "summarization", "summarisation", "translation", "asr", "ner", "nli", "ocr", "tts", "stt",
    "paraphrasing",
    "captioning",
    "reranking", "inpainting", "qa", "mlm",
  ])

  private static let whole = Lexicon<Bool>([
    "conversational", "multiple choice", "summarization", "translation", "classification", "simplification",
    "fill mask",
    "text generation", "text2text generation",
    "question answering", "token classification", "zero shot classification", "sentence similarity",
    "feature extraction", "image classification", "object detection", "image segmentation", "text to image",
    "image to text", "image to image", "text to speech", "text to video", "speech to text", "audio to audio",
    "automatic speech recognition", "asr", "ner", "pos", "tts", "vqa", "visual question answering",
    "table question answering", "text classification", "sentiment analysis", "emotion analysis",
    "nlvr", "lemmatization", "lemmatisation", "reinforcement learning", "maskedlm", "causallm", "q a", "q&a",
    "deep reinforcement learning", "masked lm", "language modeling", "masked language modeling", "causal lm", "qa",
    "machine translation", "dialogue", "semantic search", "paraphrase", "paraphrasing", "summary",
    "part of speech tagging", "pos tagging", "voice activity detection", "image captioning", "ocr",
    "text2text", "question generation", "keyphrase extraction", "depth estimation", "video classification",
    "zero shot image classification", "natural language inference", "nli", "super resolution", "coreference resolution",
    "data to text", "code generation", "text ranking", "any to any", "image text to text", "tabular classification",
    "image caption", "tabular regression", "mask generation", "unconditional image generation",
    "document question answering", "forecasting", "reranking", "clustering", "captioning", "inpainting",
    "sentence embedding", "sentence embeddings", "reading comprehension", "entity typing",
    "spoken language understanding", "natural language understanding", "document understanding",
    "document image understanding", "form understanding", "receipt understanding", "table understanding",
    "chart understanding", "image understanding", "video understanding", "speech to speech", "text to audio",
    "diarization", "text to music", "image to video", "video to text", "video text to text", "audio to text",
  ])
}

extension Tasks {
  /// Words that may stand before the end of a task's name.
  static let modifiers = Lexicon<Bool>([
    "image", "text", "token", "object", "question", "sentiment", "named", "entity", "multi", "label", "class", "zero",
    "shot", "natural", "language", "masked", "causal", "machine", "speech", "automatic", "lane", "drivable", "area",
    "semantic", "instance", "panoptic", "video", "audio", "action", "binary", "emotion", "topic", "intent", "sequence",
    "sentence", "document", "dialogue", "code", "pose", "depth", "keypoint", "face", "facial", "hate", "toxic",
    "extractive", "abstractive", "dependency", "part", "keyphrase", "relation", "fill", "mask", "information",
    "passage", "visual", "reading", "to", "story", "poetry", "paraphrase", "title", "news", "grammar", "error",
    "spelling", "punctuation", "super", "conditional", "unconditional", "music", "sound", "event", "multiclass",
    "semantic", "similarity", "order", "next", "style", "transfer", "resolution", "to-image", "hand", "gesture", "age",
    "gender",
    "optical", "flow", "character", "landmark", "scene", "salient", "vehicle", "licence", "plate", "person", "anomaly",
    "stance",
    "sarcasm", "irony", "opinion", "fake", "review", "aspect", "product", "time", "series", "phoneme", "command",
    "keyword",
    "monocular",
    "textual", "entailment", "citation", "coreference", "table", "structured", "data", "query", "headline", "abstract",
    "speaker", "voice", "spam", "re", "pedestrian", "license", "open", "domain", "closed", "book", "response", "few",
    "offensive", "human", "pos", "formula", "latex", "driver", "spoken",
    "programming", "short", "source", "synthetic", "pair", "frame", "slot", "noise", "3d", "2d", "multiple",
    "handwritten",
    "head", "crowd", "traffic", "sign", "cloud", "point", "medical", "biomedical", "clinical", "legal", "financial",
    "chemical", "scientific", "protein", "term", "concept", "tweet",
    "multivariate", "univariate", "grammatical", "key", "readability", "essay", "fact", "landmarks", "keypoints",
    "nuclei", "nucleus", "cell", "cells",
  ])
}
