/// One benchmark result: what the card reports, what we measured, and the difference.
struct ResultLine: Sendable {
  var task: String
  var dataset: String
  var split: String?
  var metric: String
  /// Hardware, batch and precision, for a figure that depends on them.
  var setting: String?
  var unit: String?
  var reported: String?
  var reportedBy: Evidence?
  var measured: String?
  /// The 95 % interval as printed: "92.1 – 94.3".
  var interval: String?
  var samples: Int?
  /// Reported minus measured, as printed, when both are of the same dataset, split and metric.
  var difference: String?
  /// Whether the reported value lies outside the measured interval.
  var isOutside: Bool
  var note: String?

  init(
    task: String, dataset: String, split: String? = nil, metric: String, setting: String? = nil, unit: String? = nil,
    reported: String? = nil, reportedBy: Evidence? = nil, measured: String? = nil, interval: String? = nil,
    samples: Int? = nil,
    difference: String? = nil, isOutside: Bool = false, note: String? = nil
  ) {
    (self.task, self.dataset, self.split, self.metric, self.setting) = (task, dataset, split, metric, setting)
    (self.unit, self.reported, self.reportedBy, self.measured) = (unit, reported, reportedBy, measured)
    (self.interval, self.samples, self.difference, self.isOutside, self.note) = (
      interval, samples, difference, isOutside, note
    )
  }

  func view(in sources: [SourceLine]) -> ViewValue {
    .members([
      "task": .text(task), "dataset": .text(dataset), "split": split.map(ViewValue.text), "metric": .text(metric),
      "setting": setting.map(ViewValue.text), "unit": unit.map(ViewValue.text),
      "reported": reported.map(ViewValue.text),
      "reportedBy": reportedBy?.view(in: sources), "measured": measured.map(ViewValue.text),
      "interval": interval.map(ViewValue.text), "samples": samples.map { .text(Figures.grouped($0)) },
      "difference": difference.map(ViewValue.text), "outside": isOutside ? true : nil, "note": note.map(ViewValue.text),
    ])
  }
}
