import Records
import Stages

/// The coverage page from receipts, rejections and the counts of the catalogue.
struct CoverageMaker {
  let context: StageContext
  let catalogue: CatalogueIndex

  func page() throws(StageFailure) -> CoveragePage {
    var page = CoveragePage()
    page.fields = catalogue.fields
    var rejections: [Rejected] = []
    for snapshot in context.snapshots {
      let found = try rejected(in: snapshot)
      rejections += found
      guard let receipt = snapshot.receipt else { continue }
      page.stages.append(
        CoveragePage.StageLine(
          stage: snapshot.stage, fingerprint: snapshot.index.fingerprint, seconds: receipt.seconds,
          peakBytes: receipt.peakMemoryBytes > 0 ? receipt.peakMemoryBytes : nil,
          records: snapshot.index.files.reduce(0) { $1.kind == RejectionRecord.kindName ? $0 : $0 + $1.lines },
          rejected: snapshot.index.count(RejectionRecord.kindName)))
    }
    page.stages = Self.inOrderOfWork(page.stages, reading: context.snapshots)
    page.publishing = context.fingerprint
    page.rejections = rejections.sorted { a, b in
      a.count != b.count ? a.count > b.count : (a.stage, a.code) < (b.stage, b.code)
    }.map {
      CoveragePage.RejectionLine(
        stage: $0.stage, code: $0.code, count: $0.count, example: $0.example, detail: $0.detail)
    }
    page.zoos = zoos()
    return page
  }

  /// Each stage behind those that it reads; otherwise as the manifest names them.
  private static func inOrderOfWork(
    _ stages: [CoveragePage.StageLine], reading snapshots: [Snapshot]
  ) -> [CoveragePage.StageLine] {
    let inputs = Dictionary(snapshots.map { ($0.stage, Set($0.receipt?.inputs.keys.map { $0 } ?? [])) }) { one, _ in one
    }
    var left = stages
    var ordered: [CoveragePage.StageLine] = []
    while !left.isEmpty {
      let waiting = Set(left.map(\.stage))
      let next = left.firstIndex { inputs[$0.stage, default: []].isDisjoint(with: waiting) } ?? 0
      ordered.append(left.remove(at: next))
    }
    return ordered
  }

  /// Rejections of one stage for one reason.
  private struct Rejected {
    var stage: String
    var code: String
    var count = 0
    var example = ""
    var detail = ""
  }

  private func rejected(in snapshot: Snapshot) throws(StageFailure) -> [Rejected] {
    var found: [String: Rejected] = [:]
    try snapshot.forEach(RejectionRecord.self) { (rejection) throws(StageFailure) in
      var line = found[rejection.code] ?? Rejected(stage: snapshot.stage, code: Text.cut(rejection.code, to: 60))
      line.count += 1
      // Records come in the order of their ids, so the first is the same in every run.
      if line.count == 1 {
        line.example = Text.cut(rejection.subject ?? rejection.id, to: 200)
        line.detail = Text.cut(rejection.detail, to: 300)
      }
      found[rejection.code] = line
    }
    return Array(found.values)
  }

  /// What fetch counted, as `<zoo> listed`, `<zoo> fetched` and `<zoo> rejected` in its receipt; models of the catalogue
  /// where it says nothing.
  private func zoos() -> [CoveragePage.ZooLine] {
    let counts = context.snapshots.first { $0.stage == "fetch" }?.receipt?.counts ?? [:]
    var models: [String: Int] = [:]
    for row in catalogue.rows.values { models[row.zoo, default: 0] += 1 }
    for name in counts.keys where name.hasSuffix(" listed") { models[String(name.dropLast(7)), default: 0] += 0 }
    return models.sorted { $0.key.precedes($1.key) }.map { zoo, known in
      let fetched = counts["\(zoo) fetched"] ?? known
      let rejected = counts["\(zoo) rejected"] ?? 0
      return CoveragePage.ZooLine(
        zoo: zoo, listed: counts["\(zoo) listed"] ?? fetched + rejected, fetched: fetched, rejected: rejected)
    }
  }
}
