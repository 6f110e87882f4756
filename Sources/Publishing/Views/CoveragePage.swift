/// How much of each zoo was read, how well each field is filled, and what the run cost.
struct CoveragePage: Sendable {
  struct ZooLine: Sendable {
    var zoo: String
    var listed: Int
    var fetched: Int
    var rejected: Int

    init(zoo: String, listed: Int, fetched: Int, rejected: Int) {
      (self.zoo, self.listed, self.fetched, self.rejected) = (zoo, listed, fetched, rejected)
    }
  }

  struct FieldLine: Sendable {
    var field: String
    var filled: Int
    var of: Int
    var conflicted: Int

    init(_ field: String, filled: Int, of: Int, conflicted: Int = 0) {
      (self.field, self.filled, self.of, self.conflicted) = (field, filled, of, conflicted)
    }
  }

  struct RejectionLine: Sendable {
    var stage: String
    var code: String
    var count: Int
    var example: String
    var detail: String

    init(stage: String, code: String, count: Int, example: String, detail: String) {
      (self.stage, self.code, self.count, self.example, self.detail) = (stage, code, count, example, detail)
    }
  }

  struct StageLine: Sendable {
    var stage: String
    var fingerprint: String
    var seconds: Double
    var peakBytes: Int?
    var records: Int
    var rejected: Int

    init(stage: String, fingerprint: String, seconds: Double, peakBytes: Int?, records: Int, rejected: Int) {
      (self.stage, self.fingerprint, self.seconds, self.peakBytes) = (stage, fingerprint, seconds, peakBytes)
      (self.records, self.rejected) = (records, rejected)
    }
  }

  var zoos: [ZooLine] = []
  var fields: [FieldLine] = []
  var rejections: [RejectionLine] = []
  /// In the order of work.
  var stages: [StageLine] = []
  /// The fingerprint of the run that writes the site. What it cost is known when it is done, and stands in its receipt.
  var publishing: String?

  init() {}

  /// What each stage cost, by its name: the only figures of the site that no record decides.
  var run: ViewValue {
    let total = stages.reduce(0) { $0 + $1.seconds }
    return .object(
      stages.map { line in
        (
          line.stage,
          .members([
            "share": total > 0 ? .text(Figures.fixed(line.seconds / total, 4)) : nil,
            "seconds": .text(Figures.seconds(line.seconds)),
            "memory": line.peakBytes.map { .text(Figures.bytes($0)) },
          ])
        )
      })
  }

  var view: ViewValue {
    .members([
      "hasRejections": rejections.isEmpty ? nil : true, "hasStages": stages.isEmpty ? nil : true,
      "publishing": publishing.map(ViewValue.text),
      "zoos": .list(
        zoos.map { line in
          .members([
            "zoo": .text(line.zoo), "listed": .text(Figures.grouped(line.listed)),
            "fetched": .text(Figures.grouped(line.fetched)),
            "rejected": .text(Figures.grouped(line.rejected)), "share": share(line.fetched, line.listed),
            "missing": line.listed - line.fetched - line.rejected == 0
              ? nil : .text(Figures.grouped(line.listed - line.fetched - line.rejected)),
          ])
        }),
      "fields": .list(
        fields.map { line in
          .members([
            "field": .text(line.field), "filled": .text(Figures.grouped(line.filled)),
            "of": .text(Figures.grouped(line.of)),
            "share": share(line.filled, line.of), "meter": meter(line.filled, line.of),
            "conflicted": .text(Figures.grouped(line.conflicted)),
          ])
        }),
      "rejections": .list(
        rejections.map { line in
          .members([
            "stage": .text(line.stage), "code": .text(line.code), "count": .text(Figures.grouped(line.count)),
            "example": .text(line.example), "detail": .text(line.detail),
          ])
        }),
      "stages": .list(
        stages.map { line in
          .members([
            "stage": .text(line.stage), "fingerprint": .text(line.fingerprint),
            "records": .text(Figures.grouped(line.records)),
            "rejected": .text(Figures.grouped(line.rejected)),
          ])
        }),
    ])
  }

  private func share(_ part: Int, _ whole: Int) -> ViewValue? {
    whole > 0 ? .text(Figures.share(part, of: whole) + " %") : nil
  }

  private func meter(_ part: Int, _ whole: Int) -> ViewValue? {
    whole > 0 ? .text(Figures.fixed(Double(part) / Double(whole), 4)) : nil
  }
}
