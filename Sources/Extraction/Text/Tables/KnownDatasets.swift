/// Data sets that tables of results name again and again, often in the small letters of a harness: `hellaswag`, `arc_easy`.
enum KnownDatasets {
  /// Whether a name is, or begins with, the name of one: `ImageNet-1k`, `COCO val2017`.
  static func has(_ name: some StringProtocol) -> Bool {
    withFolded(name) { bytes in
      guard let space = bytes.firstIndex(of: 0x20) else { return names.contains(bytes) }
      let end = bytes[(space + 1)...].firstIndex(of: 0x20) ?? bytes.count
      return names.contains(UnsafeBufferPointer(rebasing: bytes[..<space]))
        || pairs.contains(UnsafeBufferPointer(rebasing: bytes[..<end]))
    }
  }

  /// Whether a word in small letters is such a name and no word of the language: `xsum`, not `race`.
  static func isPlain(_ word: some StringProtocol) -> Bool {
    withFolded(word) { names.contains($0) && !common.contains($0) }
  }

  /// Whether the test set has a clean and another half.
  static func isHalved(_ word: UnsafeBufferPointer<UInt8>) -> Bool { word.elementsEqual("librispeech".utf8) }

  private static let common = Lexicon<Bool>(["record", "race", "drop", "fever", "arc", "wider", "cola", "paws"])

  private static let names = Lexicon<Bool>([
    // Language.
    "glue", "superglue", "cola", "sst2", "sst", "mrpc", "stsb", "sts", "stsbenchmark", "qqp", "mnli", "qnli", "rte",
    "wnli", "boolq", "copa",
    "multirc", "wic", "wsc", "record", "anli", "xnli", "snli", "squad", "squadv2", "squad2", "squad1.1", "squad2.0",
    "hellaswag", "winogrande", "piqa", "siqa", "openbookqa", "obqa", "truthfulqa", "mmlu", "gsm8k", "lambada", "race",
    "triviaqa", "naturalqs", "webqs", "drop", "bbh", "humaneval", "mbpp", "agieval", "ceval", "cmmlu", "hendrycks",
    "ifeval", "gpqa", "musr", "logiqa", "sciq", "pubmedqa", "headqa", "arc", "wikitext", "wikitext2", "wikitext103",
    "ptb", "enwik8", "enwiki8",
    "text8", "conll", "conll2003", "conll03", "ontonotes", "wikiann", "imdb", "agnews", "yelp", "trec", "mteb", "beir",
    "msmarco", "hotpotqa", "fever", "nq", "mlqa", "xquad", "tydiqa", "pawsx", "paws", "klue", "korquad", "germeval",
    "germeval18", "xsum", "cnndm", "samsum", "multinews", "wmt14", "wmt16", "wmt19", "flores", "newstest2014",
    "fineweb", "fineweb2", "slimpajama", "redpajama", "refinedweb", "dolma", "ultrachat", "ultrafeedback", "openhermes",
    "slimorca", "openorca", "sharegpt", "starcoderdata", "culturax",
    // Speech.
    "librispeech", "commonvoice", "fleurs", "voxpopuli", "timit", "tedlium", "gigaspeech", "aishell", "vivos",
    "ljspeech",
    "esc50", "audioset", "voxceleb", "voxceleb1",
    // Sight.
    "imagenet", "imagenet1k", "imagenet21k", "ilsvrc2012", "ilsvrc2013", "cifar10", "cifar100", "cifar", "mnist",
    "coco", "ade20k", "cityscapes",
    "lvis", "voc", "voc2007", "voc2012", "kinetics400", "kinetics", "ucf101", "hmdb51", "sthv2", "wflw", "cofw", "aflw",
    "300w", "mpii", "icdar2015", "ctw1500", "textvqa", "docvqa", "chartqa", "vqav2", "mmmu", "flickr30k", "widerface",
    "lfw", "market1501", "nyu", "kitti", "nuscenes", "places365", "lsun", "celeba", "ffhq", "objects365", "crowdpose",
    "wider", "jhmdb", "freihand", "interhand2.6m", "onehand10k", "halpe", "aic", "ap10k", "deepfashion", "h36m", "3dpw",
    // What large models are measured with.
    "naturalquestions", "commonsenseqa", "csqa", "quac", "toxigen", "realtoxicityprompts", "bbq", "mgsm", "mmmlu",
    "livecodebench", "aime24", "aime25", "math500", "longbench", "infinitebench", "bigbench", "medqa",
    "medmcqa", "belebele", "xcopa", "xstorycloze", "storycloze", "simpleqa", "multipl", "bfcl", "theoremqa",
    "mmbench", "seedbench", "scienceqa", "mathvista", "ai2d", "ocrbench", "okvqa", "vizwiz", "realworldqa",
    "hallusionbench", "infovqa", "infographicvqa", "nocaps", "refcoco", "egoschema", "mvbench", "mmlongbench",
  ])

  /// The first two words of names that a first word does not tell.
  private static let pairs = Lexicon<Bool>([
    "sst 2", "sts b", "arc easy", "arc e", "arc c", "arc challenge", "common voice", "natural questions", "trivia qa",
    "tydi qa", "cnn dailymail", "ag news", "ms marco", "hella swag", "image net", "pascal voc", "math qa", "social iqa",
    "truthful qa", "human eval", "big bench", "cifar 10", "cifar 100", "kinetics 400", "kinetics 600", "kinetics 700",
    "ucf 101", "hmdb 51", "paws x", "conll 2003", "market 1501", "mmlu pro", "agi eval", "math 500", "aime 2024",
    "aime 2025", "commonsense qa", "live codebench", "video mme", "mm vet", "the stack", "the pile",
  ])
}
