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

  private static let common = Lexicon<Bool>(["record", "race", "drop", "fever", "arc", "wider", "cola", "paws", "pile"])

  private static let names = Lexicon<Bool>([
    // Language.
    "glue", "superglue", "cola", "sst2", "sst", "mrpc", "stsb", "sts", "stsbenchmark", "qqp", "mnli", "qnli", "rte",
    "wnli", "boolq", "copa", "pile",
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
    "sst5", "sick", "mpqa", "allnli", "multinli", "scitail", "conll2000", "conll2002", "conll2012", "conll04",
    "ontonotes5", "wnut", "wnut17", "multiconer", "wikineural", "panx", "udpos", "tacred", "docred", "fewrel",
    "ace05", "ace2005", "scierc", "genia", "kilt", "coqa", "newsqa", "searchqa", "narrativeqa", "duorc", "quoref",
    "qasc", "qasper", "cosmosqa", "socialiqa", "reclor", "wikihop", "squadshifts", "adversarialqa", "webquestions",
    "strategyqa", "asdiv", "svamp", "multiarith", "mawps", "mathqa", "tweeteval", "goemotions",
    "banking77", "clinc150", "clinc", "atis", "snips", "mtop", "multiwoz", "dailydialog", "personachat", "convai2",
    "empatheticdialogues", "financialphrasebank", "fiqa", "sentiment140", "dbpedia", "dbpedia14", "20newsgroups",
    "amazonpolarity", "gigaword", "billsum", "bigpatent", "wikihow", "mlsum", "xlsum", "wikilingua", "dialogsum",
    "aeslc", "booksum", "govreport", "qmsum", "eli5", "webnlg", "totto", "wikisql", "tabfact", "wikitablequestions",
    "devign", "conala", "cosqa", "iwslt", "iwslt14", "iwslt2014", "iwslt17", "iwslt2017", "wmt",
    "wmt13", "wmt15", "wmt17", "wmt18", "wmt20", "wmt21", "wmt22", "newstest2013", "newstest2015", "newstest2016",
    "newstest2017", "newstest2018", "newstest2019", "newstest2020", "opus100", "ntrex", "flores101",
    "flores200", "multi30k", "mednli", "bc5cdr", "bc2gm",
    "jnlpba", "chemprot", "bioasq", "i2b2", "n2c2", "hatexplain", "hatecheck", "olid", "stereoset",
    "winobias", "winogender", "cmrc2018", "cmrc", "drcd", "lcqmc", "chnsenticorp", "thucnews", "ocnli", "cmnli",
    "tnews", "afqmc", "cluener", "dureader", "nsmc", "kornli", "korsts", "jglue", "jnli", "jsts", "jsquad",
    "jcommonsenseqa", "masakhaner", "afrisenti", "indicglue", "indicxnli", "allocine", "fquad", "germanquad",
    "10kgnad", "sberquad", "parsinlu", "labr", "anercorp", "klej",
    // Speech.
    "librispeech", "commonvoice", "fleurs", "voxpopuli", "timit", "tedlium", "gigaspeech", "aishell", "vivos",
    "ljspeech",
    "esc50", "audioset", "voxceleb", "voxceleb1",
    "voxceleb2", "iemocap", "ravdess", "urbansound8k", "fsd50k", "speechcommands", "gtzan", "musdb18", "libritts",
    "vctk", "librimix", "libri2mix", "wsj0", "switchboard", "callhome", "mls", "spgispeech", "covost",
    "covost2", "mustc", "csj", "jsut", "css10", "hkust", "thchs30", "wenetspeech", "aishell1", "aishell2",
    "ksponspeech", "audiocaps", "clotho", "nsynth", "tedlium2", "tedlium3", "voicebank", "openslr",
    // Sight.
    "imagenet", "imagenet1k", "imagenet21k", "ilsvrc2012", "ilsvrc2013", "cifar10", "cifar100", "cifar", "mnist",
    "coco", "ade20k", "cityscapes",
    "lvis", "voc", "voc2007", "voc2012", "kinetics400", "kinetics", "ucf101", "hmdb51", "sthv2", "wflw", "cofw", "aflw",
    "300w", "mpii", "icdar2015", "ctw1500", "textvqa", "docvqa", "chartqa", "vqav2", "mmmu", "flickr30k", "widerface",
    "lfw", "market1501", "nyu", "kitti", "nuscenes", "places365", "lsun", "celeba", "ffhq", "objects365", "crowdpose",
    "wider", "jhmdb", "freihand", "interhand2.6m", "onehand10k", "halpe", "aic", "ap10k", "deepfashion", "h36m", "3dpw",
    "ilsvrc", "imagenetv2", "tinyimagenet", "objectnet", "inaturalist", "inat2018", "inat2021", "food101",
    "flowers102", "caltech101", "caltech256", "dtd", "eurosat", "svhn", "stl10", "sun397", "resisc45", "gtsrb",
    "fashionmnist", "emnist", "clevr", "cub", "cub200", "cars196", "objects365v2", "openimages", "visdrone", "dota",
    "hrsc2016", "crowdhuman", "deepfashion2", "voc07", "voc12", "voc0712", "mot15", "mot16", "mot17", "mot20",
    "dancetrack", "lasot", "otb100", "got10k", "trackingnet", "uav123", "youtubevis", "cocostuff", "cocostuff10k",
    "pascalcontext", "loveda", "isaid", "potsdam", "vaihingen", "stare", "chasedb1", "bdd100k", "camvid", "mapillary",
    "scannet", "s3dis", "semantickitti", "sunrgbd", "nyuv2", "modelnet40", "scanobjectnn", "shapenet", "waymo",
    "argoverse", "posetrack", "posetrack18", "posetrack2018", "ochuman", "humanart", "animalpose", "horse10",
    "macaque", "rhd2d", "lapa", "ubody", "mpiinf3dhp", "halpe26", "icdar", "icdar2013", "icdar2017", "icdar13",
    "icdar15", "ic13", "ic15", "totaltext", "iiit5k", "svtp", "cute80", "synthtext", "mjsynth", "syn90k", "funsd",
    "sroie",
    "wildreceipt", "textocr", "set5", "set14", "urban100", "bsd100", "div2k", "df2k", "reds4", "vid4", "vimeo90k",
    "manga109", "sidd", "celebahq", "afhq", "ssv1", "ssv2", "sthv1", "k400", "k600", "k700", "kinetics600",
    "kinetics700", "kinetics710", "activitynet", "charades", "thumos14", "finegym", "diving48", "jester", "ava2.1",
    "ava2.2", "ntu60", "ntu120", "hvu", "dukemtmc", "msmt17", "cuhk03", "agedb", "ms1m", "vggface2", "megaface",
    "fddb", "affectnet", "rafdb", "fer2013", "ijbc", "brats", "brats2018", "lidc", "luna16", "chexpert",
    "chestxray14", "isic2018", "btcv", "kits19", "camelyon16", "medmnist", "pathvqa", "flickr8k", "nlvr2", "gqa",
    "msvd", "msrvtt", "didemo", "youcook2", "howto100m", "vatex", "cc3m", "cc12m",
    // What large models are measured with.
    "naturalquestions", "commonsenseqa", "csqa", "quac", "toxigen", "realtoxicityprompts", "bbq", "mgsm", "mmmlu",
    "livecodebench", "aime24", "aime25", "math500", "longbench", "infinitebench", "bigbench", "medqa",
    "medmcqa", "belebele", "xcopa", "xstorycloze", "storycloze", "simpleqa", "multipl", "bfcl", "theoremqa",
    "mmbench", "seedbench", "scienceqa", "mathvista", "ai2d", "ocrbench", "okvqa", "vizwiz", "realworldqa",
    "alpacaeval", "arenahard", "mtbench", "wildbench", "livebench", "evalplus", "ds1000", "cruxeval", "bigcodebench",
    "swebench", "crosscodeeval", "crowspairs", "hle", "frontiermath", "zeroscrolls", "sib200", "mmmupro", "mathverse",
    "mmstar", "mme", "videomme", "tempcompass",
    "hallusionbench", "infovqa", "infographicvqa", "nocaps", "refcoco", "egoschema", "mvbench", "mmlongbench",
  ])

  /// The first two words of names that a first word does not tell.
  private static let pairs = Lexicon<Bool>([
    "multi nli",
    "sst 2", "sts b", "arc easy", "arc e", "arc c", "arc challenge", "common voice", "natural questions", "trivia qa",
    "tydi qa", "cnn dailymail", "ag news", "ms marco", "hella swag", "image net", "pascal voc", "math qa", "social iqa",
    "truthful qa", "human eval", "big bench", "cifar 10", "cifar 100", "kinetics 400", "kinetics 600", "kinetics 700",
    "ucf 101", "hmdb 51", "paws x", "conll 2003", "market 1501", "mmlu pro", "agi eval", "math 500", "aime 2024",
    "aime 2025", "commonsense qa", "live codebench", "video mme", "mm vet", "the stack", "the pile",
    "sst 5", "quora question", "all nli", "wnut 17", "pan x", "cosmos qa",
    "strategy qa", "web questions", "adversarial qa", "tweet eval", "go emotions", "financial phrasebank",
    "rotten tomatoes", "amazon polarity", "20 newsgroups", "daily dialog", "persona chat", "empathetic dialogues",
    "xl sum", "multi news", "opus 100", "conceptual captions", "visual genome",
    "ncbi disease", "civil comments", "crows pairs", "bq corpus", "msra ner", "conll 2012", "ace 2005", "iwslt 2014",
    "wmt 2014", "wmt 2016", "wmt 2019", "speech commands", "urbansound 8k", "libri tts", "must c",
    "multilingual librispeech", "switch board", "ilsvrc 2012", "tiny imagenet", "fashion mnist", "food 101",
    "flowers 102", "oxford flowers", "oxford pets", "stanford cars", "stanford dogs", "fgvc aircraft", "caltech 101",
    "cub 200", "open images", "pascal context", "coco stuff", "chase db1", "dark zurich", "sun rgb", "nyu depth",
    "something something", "sth sth", "epic kitchens", "ntu rgb", "total text", "vimeo 90k", "celeba hq",
    "ms1m arcface", "casia webface", "raf db", "cfp fp", "vqa rad", "mimic cxr", "chest xray14", "isic 2018",
    "flickr 30k", "msr vtt", "mt bench", "arena hard", "swe bench", "ds 1000", "livecode bench", "human art",
    "mpi inf", "human3.6m", "youtube vis", "brats 2018",
  ])
}
