import Records
import YAML

/// Looks for a task that is unknown, or is not the one that the model's configuration was made for.
struct TaskCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    for node in card.values("pipeline_tag", "pipeline-tag") {
      guard let task = node.text.map({ String($0.trimmed) }) else { continue }
      if !Tasks.isTask(task), !Self.shortTasks.contains(task.lowercased()) {
        remarks.add(
          .taskUnknown, line: node.line, "'\(task)' is no task that readers know",
          fix: "write a task of the Hub, such as 'text-classification'")
        continue
      }
      for (path, finding) in card.beside(Predicate.architecture) {
        guard let head = Self.heads.first(where: { finding.text.ends(withText: $0.suffix) }), !head.tasks.contains(task)
        else {
          continue
        }
        remarks.add(
          .taskConflict, line: node.line,
          "the task is '\(task)', but \(path) is made for \(head.tasks[0]) (\(finding.text))",
          fix: "correct the one that is wrong")
      }
    }
  }

  private static let shortTasks: Set<String> = ["robotics", "other", "graph-ml", "text-to-3d", "image-to-3d"]

  /// What the classes of the transformers library end in, and the tasks that such a model can be published for.
  private static let heads: [(suffix: String, tasks: [String])] = [
    ("ForTokenClassification", ["token-classification"]),
    ("ForQuestionAnswering", ["question-answering", "document-question-answering"]),
    ("ForImageClassification", ["image-classification"]),
    ("ForObjectDetection", ["object-detection", "zero-shot-object-detection"]),
    ("ForSemanticSegmentation", ["image-segmentation"]),
    ("ForAudioClassification", ["audio-classification"]),
    (
      "ForSequenceClassification",
      ["text-classification", "zero-shot-classification", "text-ranking", "sentence-similarity", "feature-extraction"]
    ),
    ("ForMaskedLM", ["fill-mask", "feature-extraction", "sentence-similarity"]),
    ("ForCTC", ["automatic-speech-recognition"]),
  ]
}
