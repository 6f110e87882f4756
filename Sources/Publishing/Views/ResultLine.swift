/// One benchmark result: what the card reports, what we measured, and the difference.
struct ResultLine: Sendable {
  /// What was run: lines of one heading stand together under it.
  struct Heading: Sendable, Hashable {
    /// Dataset and split: "Icons, test".
    var subject: String
    /// The task, and for figures that depend on a machine what they were measured on.
    var detail: String

    init(_ subject: String, _ detail: String = "") { (self.subject, self.detail) = (subject, detail) }
  }

  var heading: Heading
  var metric: String
  /// What differs between lines of one heading: "batch 64".
  var variant: String?
  var unit: String?
  var reported: String?
  /// The id of the evaluation that was reported.
  var reportedID: String?
  var reportedBy: Evidence?
  var measured: String?
  /// The 95 % interval as printed: "92.1 – 94.3".
  var interval: String?
  var samples: Int?
  /// Reported minus measured, as printed, when both are of the same dataset, split and metric.
  var difference: String?
  /// Whether the reported value lies outside the measured interval.
  var isOutside = false
  var note: String?

  init(_ heading: Heading, metric: String, variant: String? = nil, unit: String? = nil) {
    (self.heading, self.metric, self.variant, self.unit) = (heading, metric, variant, unit)
  }

  /// - Parameter previous: the line above, which may have said the heading already.
  func view(after previous: ResultLine?, in sources: [SourceLine]) -> ViewValue {
    .members([
      "subject": .text(heading.subject), "detail": .text(heading.detail),
      "leads": previous?.heading == heading ? nil : true, "metric": .text(metric),
      "variant": variant.map(ViewValue.text), "unit": unit.map(ViewValue.text),
      "reported": reported.map(ViewValue.text), "reportedBy": reportedBy?.view(in: sources),
      "measured": measured.map(ViewValue.text), "interval": interval.map(ViewValue.text),
      "samples": samples.map { .text(Figures.grouped($0)) }, "difference": difference.map(ViewValue.text),
      "outside": isOutside ? true : nil, "note": note.map(ViewValue.text),
    ])
  }
}
