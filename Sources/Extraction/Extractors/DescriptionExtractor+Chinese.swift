import Markdown
import Records
import Stages

/// Tasks that Chinese sentences name: "是百度提出的一种图像分类模型", "用于目标检测任务的网络".
extension DescriptionExtractor {
  func readChinese(_ passage: Passage, _ findings: inout Findings) {
    let text = passage.text.text
    guard text.mentions("模型") || text.mentions("任务") || text.mentions("检测器") || text.mentions("用于"),
      text.utf8.count < 3000
    else { return }
    for name in Self.chineseTasks {
      guard let place = text.place(of: name), Self.isNoun(text[place.upperBound...]),
        Self.isSaidOfModel(text[..<place.lowerBound])
      else { continue }
      let line = passage.line(at: text.utf8.distance(from: text.startIndex, to: place.lowerBound))
      let task = name.description
      findings.add(Predicate.task, .string(task), raw: task, lines: line...line)
    }
  }

  /// Whether a model, a task or a detector is what the name of a task tells the kind of.
  private static func isNoun(_ rest: Substring) -> Bool {
    rest.begins(with: "模型") || rest.begins(with: "任务") || rest.begins(with: "器") || rest.begins(with: "网络")
      || rest.begins(with: "系统") || rest.begins(with: "的模型") || rest.begins(with: "的网络")
      || rest.begins(with: "中的") || rest.begins(with: "。")
  }

  /// Whether a clause says what the model is, some characters before the task: "提出的", "是一个超轻量级", "用于", "针对".
  private static func isSaidOfModel(_ before: Substring) -> Bool {
    let clause = before.suffix(24)
    let start = clause.lastIndex { $0 == "，" || $0 == "。" || $0 == "、" || $0 == "\n" }
    let said = String(start.map { clause[clause.index(after: $0)...] } ?? clause)
    return said.mentions("提出的") || said.mentions("是一种") || said.mentions("是一个") || said.mentions("用于")
      || said.mentions("针对") || said.ends(with: "是")
  }

  private static let chineseTasks: [StaticString] = [
    "图像分类", "文本分类", "目标检测", "文本检测", "人脸检测", "图像分割", "语义分割", "语音识别", "文字识别", "语音合成",
    "文本生成", "文图生成", "图像生成", "深度估计", "情感分析", "情感分类", "机器翻译", "阅读理解", "问答匹配", "关键点检测",
    "目标跟踪", "图像修复", "词法分析", "命名实体识别", "序列标注", "OCR", "图像超分辨率", "老照片修复", "行人检测", "车辆检测",
    "文本识别", "风格迁移", "实例分割", "人像分割", "对话生成", "文本摘要", "文本相似度", "标点恢复", "语种识别", "声音克隆",
    "图像着色", "图像去噪", "视频分类", "人脸识别", "图像描述",
  ]
}
