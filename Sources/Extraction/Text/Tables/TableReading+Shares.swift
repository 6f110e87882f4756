import Markdown
import Records

/// Benchmarks of language and vision models: tables of them print percents without a metric's name, as all know what is
/// counted.
extension TableReading {
  /// Turns percents into shares where most of what no metric is told of are benchmarks that count right answers: "MMLU |
  /// 77.8" is 0.778, beside which "MT-Bench | 8.97" stays as it is.
  mutating func readShares() {
    guard context.metric == nil else { return }
    if Self.isOfJoints(grid) { return readJoints() }
    var known: Set<String> = []
    var least: [String: Double] = [:]
    for value in values where Self.mayBeShare(value) {
      guard let name = value.qualifiers["dataset"]?.string, value.number.value <= 100 else { continue }
      if Self.countsAnswers(name) { known.insert(name) }
      least[name] = min(least[name] ?? .infinity, value.number.value)
    }
    guard !known.isEmpty, known.count * 2 >= least.count else { return }
    for index in values.indices {
      guard Self.mayBeShare(values[index]), case let number = values[index].number, number.value > 1,
        number.value <= 100
      else { continue }
      if let name = values[index].qualifiers["dataset"]?.string {
        guard let lowest = least[name], known.contains(name) || lowest > 10 else { continue }
      } else {
        // "Score | douban | lcqmc": the mean of the others
        guard known.count > 2, number.value > 10, values[index].qualifiers["metric"]?.string == "Score" else {
          continue
        }
      }
      values[index].number = number.scaled(byPowerOfTen: -2)
    }
  }

  /// "Head | Shou | Elb | Wri | Hip | Knee | Ankl | Total": how many joints are where they should be, in percent.
  private mutating func readJoints() {
    for index in values.indices
    where values[index].predicate == Predicate.evaluation && values[index].qualifiers["metric"] == nil {
      let number = values[index].number
      if number.value > 1, number.value <= 100 { values[index].number = number.scaled(byPowerOfTen: -2) }
    }
  }

  /// Whether columns are called after joints, which only results of pose estimation are.
  static func isOfJoints(_ table: Grid) -> Bool { table.titles.count(where: { joints.contains($0) }) >= 4 }

  private static let joints = Lexicon<Bool>([
    "head", "shou", "sho", "shoulder", "elb", "elbow", "wri", "wrist", "hip", "knee", "ankl", "ank", "ankle",
  ])

  /// Whether a result has no metric, or one that never passes 1: "TruthfulQA (MC2) | 64.8".
  private static func mayBeShare(_ value: Value) -> Bool {
    guard value.predicate == Predicate.evaluation else { return false }
    return value.qualifiers["metric"]?.string.map { MetricName($0).scale == .proportion || isValueWord($0) } ?? true
  }

  /// Whether a data set is one whose right answers are counted: "MMLU", "ARC-c (25-shot)", `hellaswag`.
  static func countsAnswers(_ name: String) -> Bool {
    withFolded(name) { bytes in
      guard let space = bytes.firstIndex(of: 0x20) else {
        // "IndicGLUE" and others that are made like GLUE
        return benchmarks.contains(bytes) || bytes.count > 4 && bytes.has("glue", at: bytes.count - 4)
      }
      let end = bytes[(space + 1)...].firstIndex(of: 0x20) ?? bytes.count
      return benchmarks.contains(UnsafeBufferPointer(rebasing: bytes[..<space]))
        || benchmarks.contains(UnsafeBufferPointer(rebasing: bytes[..<end]))
    }
  }

  private static let benchmarks = Lexicon<Bool>([
    "mmlu", "arc", "hellaswag", "winogrande", "piqa", "siqa", "openbookqa", "obqa", "truthfulqa", "gsm8k", "bbh",
    "humaneval", "mbpp", "livecodebench", "agieval", "ceval", "cmmlu", "ifeval", "gpqa", "musr", "boolq", "copa",
    "triviaqa", "commonsenseqa", "csqa", "sciq", "logiqa", "mmlupro", "kmmlu", "squad", "squad1.1", "squadv2",
    "squad2.0",
    "mnli", "xnli", "race",
    "textvqa", "docvqa", "chartqa", "vqav2", "okvqa", "gqa", "mmmu", "mathvista", "mmbench", "seedbench",
    "pope", "scienceqa", "infovqa", "ai2d", "c eval", "hella swag", "truthful qa", "human eval", "trivia qa",
    "big bench",
    // Of knowledge, reasoning and mathematics
    "supergpqa", "simpleqa", "mmmlu", "belebele",
    "math", "math500", "aime", "aime24", "aime25", "aime2024", "aime2025", "amc23", "olympiadbench", "omnimath",
    "gaokao", "cmath", "mgsm", "theoremqa", "svamp", "asdiv", "mathqa", "zebralogic", "drop", "race", "nq",
    "naturalquestions", "natural questions", "webqs", "lambada", "storycloze", "xcopa", "xstorycloze", "xwinograd",
    "hotpotqa", "popqa", "medqa", "medmcqa", "pubmedqa", "socialiqa", "social iqa", "anli", "wic", "wsc", "mathbench",
    // Of code, tools and long texts
    "bigcodebench", "evalplus", "humanevalplus", "humaneval+", "mbppplus", "mbpp+", "ds1000", "cruxeval", "bfcl",
    "live code", "longbench", "ruler", "infinitebench", "swe bench", "multipl e",
    // Of images and videos
    "mmmupro", "mmstar", "mmvet", "mm vet", "hallbench", "hallusionbench", "realworldqa", "mmtbench", "mmt bench",
    "mtvqa", "mathvision", "mathverse", "mvbench", "perceptiontest", "perception test", "egoschema", "videomme",
    "video mme", "mlvu", "lvbench", "longvideobench", "nextqa", "next qa", "activitynetqa", "activitynet qa", "blink",
    "muirbench", "refcoco", "refcoco+", "refcocog", "vizwiz", "seed bench", "cvbench", "mmvp", "llavabench",
    "llava bench", "ccbench", "charxiv", "screenspot", "infographicvqa", "ocrvqa", "ocr vqa", "stvqa", "st vqa",
    "vsr", "iconqa", "nlvr2", "tallyqa",
    "winogender",
    // In other languages: KLEJ, CLUE and what was translated.
    "nkjp ner", "cdsc e", "cdsc r", "cbd", "polemo2.0 in", "polemo2.0 out", "dyk", "psc",
    "chnsenticorp", "lcqmc", "tnews", "iflytek", "ocnli", "afqmc", "cmnli", "cmrc2018", "cluewsc", "cluewsc2020",
    "pawsx", "paws x", "global mmlu",
    // What has come since.
    "math 500", "aime 2024", "aime 2025", "mmlu redux", "mmlu pro",
    "naturalqs",
    "mmmu pro",
  ])
}
