import Records
import YAML

/// Looks for results in the model-index that lack what a result needs, or whose value is no number.
struct ResultsCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    guard let index = card.card.frontMatter("model-index", "model_index") else { return }
    for model in index.isSequence ? index.items : [index] {
      if model["name"]?.text?.trimmed.isEmpty != false {
        remarks.add(
          .resultIncomplete, line: model.line, "the model-index has an entry without a name",
          fix: "add 'name:' with the model's name")
      }
      for result in model["results"]?.items ?? [] where result.isMapping { look(at: result, into: &remarks) }
    }
  }

  private func look(at result: YAML.Node, into remarks: inout Remarks) {
    func need(_ parent: String, _ key: String) {
      guard result[parent]?[key]?.text?.trimmed.isEmpty != false else { return }
      remarks.add(
        .resultIncomplete, line: result[parent]?.line ?? result.line, "the result has no '\(parent).\(key)'",
        fix: "add it; the Hub refuses results without")
    }
    need("task", "type")
    need("dataset", "type")
    need("dataset", "name")
    let metrics = result["metrics"]
    if metrics?.items.isEmpty != false {
      remarks.add(
        .resultIncomplete, line: result.line, "the result has no metrics", fix: "add 'metrics:' with 'type' and 'value'"
      )
    }
    for metric in metrics?.items ?? [] where metric.isMapping {
      if metric["type"]?.text?.trimmed.isEmpty != false {
        remarks.add(
          .resultIncomplete, line: metric.line, "the metric has no 'type'",
          fix: "add it; the Hub refuses results without")
      }
      guard let value = metric["value"], !value.isNull, let text = value.text else {
        if metric["value"]?.isMapping != true, metric["value"]?.isSequence != true {
          remarks.add(
            .resultIncomplete, line: metric.line, "the metric has no value", fix: "add 'value:' or remove the metric")
        }
        continue
      }
      if PrintedValue(text) == nil {
        remarks.add(
          .metricNotANumber, line: value.line, "the value of the metric is '\(text)', which is no number",
          fix: "write the number, or remove the metric")
      }
    }
  }
}
