import Markdown
import Records
import Stages

/// Reads what a model was trained on, for how long and with what settings from clauses in Chinese, in which words are not
/// set apart: `基于ImageNet-2012数据集训练`, `预训练数据集为COCO2017`, `学习率lr  5e-4`, `训练时间总共耗费55h`.
struct ChineseTrainingExtractor: CardExtractor {
  static let name = "chinese-training"
  static let summary = "Read data sets, settings and duration of training from Chinese text."
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    for (_, passage) in card.passages(about: .beyondASCII) where passage.text.text.utf8.count < 3000 {
      let text = passage.text.text
      if passage.isItem, card.topic(ofSection: passage.section) == .trainingProcedure {
        readSetting(passage, &findings)
      }
      guard text.mentions("训练") || text.mentions("数据集") else { continue }
      var offset = 0
      for line in text.lines {
        let number = passage.line(at: offset)
        for clause in line.split(whereSeparator: { "，。；,;".contains($0) }) where !Self.isAdvice(clause) {
          readData(clause, number, &findings)
          readDuration(clause, number, &findings)
        }
        offset += line.utf8.count + 1
      }
    }
  }

  /// Whether a clause tells readers what to do, rather than what was done.
  private static func isAdvice(_ clause: Substring) -> Bool {
    ["如", "若", "可以", "即可", "您", "下载", "示例", "请", "未", "不"].contains { clause.mentions($0) }
  }

  // MARK: Data

  private func readData(_ clause: Substring, _ line: Int, _ findings: inout Findings) {
    var start = clause.startIndex
    var isListed = false
    for noun in clause.ranges(of: "数据集") {
      defer { start = noun.upperBound }
      let rest = clause[noun.upperBound...]
      if rest.begins(with: "为"), clause[..<noun.lowerBound].ends(with: "训练") {
        add(rest.dropFirst(), isSuffixed: false, rest, line, &findings)
        continue
      }
      let before = clause[start..<noun.lowerBound]
      let mark = Self.marks.compactMap { before.ranges(of: $0).last?.upperBound }.max()
      // "基于WIDER FACE数据集和自采人脸数据集进行训练"
      let next = isListed && mark == nil ? Self.ands.compactMap { before.ranges(of: $0).first?.upperBound }.min() : mark
      isListed = next != nil
      guard let next, let verb = Self.verbs.compactMap({ rest.ranges(of: $0).first?.lowerBound }).min(),
        // "在GULL数据集上评估了训练得到的模型"
        !rest[..<verb].mentions("评估"), !rest[..<verb].mentions("测试")
      else { continue }
      // Readers may be told behind it that they can go on with "微调".
      let end = rest.index(verb, offsetBy: 9, limitedBy: rest.endIndex) ?? rest.endIndex
      add(before[next...], isSuffixed: true, rest[..<end], line, &findings)
    }
  }

  /// What a data set that training used stands behind.
  private static let marks = ["基于", "使用", "利用", "采用", "在"]
  private static let ands = ["和", "与", "及"]
  private static let verbs = ["训练", "微调", "finetune", "Finetune", "fine-tune", "Fine-tune"]

  /// - Parameter isSuffixed: whether "数据集" follows, which is part of a Chinese name.
  private func add(
    _ printed: Substring, isSuffixed: Bool, _ rest: Substring, _ line: Int, _ findings: inout Findings
  ) {
    // Behind "的" stands the name, before it what it is like: "13g的clue corpus small".
    let name = printed[(printed.ranges(of: "的").last?.upperBound ?? printed.startIndex)...].trimmed
    guard name.utf8.count >= 2, name.utf8.count <= 60, !name.mentions("该"), !name.mentions("此"), !name.mentions("数据"),
      // "6 个开源", "多"
      !name.mentions("个"), !name.ends(with: "多")
    else { return }
    let latin = name.prefix { $0.isASCII }.trimmed
    // "ljspeech英文语音数据集"
    let isChinese = latin.isEmpty || latin.first?.isNumber == true
    guard isChinese ? name.count >= 2 : latin.utf8.count >= 2 else { return }
    let text = isChinese ? (isSuffixed ? name + "数据集" : String(name)) : String(latin)
    let stage = rest.mentions("预训练") ? "pretrain" : rest.mentions("微调") || rest.mentions("tune") ? "finetune" : nil
    findings.add(
      Predicate.trainedOn, .string(text), raw: text, lines: line...line, stage.map { ["stage": .string($0)] } ?? [:])
  }

  // MARK: Settings

  /// "训练batch_size 256": a setting by its English name behind a Chinese word.
  private func readSetting(_ item: Passage, _ findings: inout Findings) {
    let text = item.text.text
    guard text.utf8.count <= 64, text.utf8.first.map({ $0 >= 0x80 }) == true,
      let pair = HyperparametersExtractor.pair(text.drop { !$0.isASCII }.trimmed),
      case let name = Entry.snake(pair.name), HyperparametersExtractor.isKnown(name),
      let printed = PrintedValue(pair.value), printed.rest.isEmpty
    else { return }
    let line = item.text.line
    findings.add(
      Predicate.hyperparameter, .number(printed.number), raw: String(pair.value), lines: line...line,
      ["name": .string(name)],
      method: .list)
  }

  // MARK: Duration

  private func readDuration(_ clause: Substring, _ line: Int, _ findings: inout Findings) {
    guard let training = clause.ranges(of: "训练").first?.upperBound,
      let mark = ["耗费", "耗时", "用时"].compactMap({ clause[training...].ranges(of: $0).first?.upperBound }).min()
    else { return }
    let printed = clause[mark...].drop { !$0.isNumber }
    guard let value = PrintedValue(printed),
      let unit = Self.units.first(where: { value.rest.begins(withText: $0.name) }),
      let end = printed.ranges(of: unit.name).first?.upperBound
    else { return }
    let seconds = PrintedNumber(value.number.double * unit.seconds)
    findings.add(Predicate.duration, .number(seconds), raw: String(printed[..<end]), lines: line...line)
  }

  private static let units: [(name: String, seconds: Double)] = [
    ("h", 3600), ("小时", 3600), ("个小时", 3600), ("天", 86_400), ("分钟", 60),
  ]
}
