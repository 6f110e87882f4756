import Records

/// A model with one claim, its source, and a `prov` entry that joins them.
struct GivenModel {
  var model = Model()
  var claim = Claim()
  var source = Source()

  init(_ native: String, licence: String = "Apache-2.0", raw: String = "apache-2.0", line: Int = 3) {
    model.id = Identifier.model(zoo: "hf", native)
    model.zoo = "zoo:hf"
    model.nativeId = native
    model.name = native
    model.hasCard = true
    model.tasks = ["task:image-classification"]
    source.id = "mz:source/\(native.utf8.count)-\(native)"
    source.model = model.id
    source.zoo = "zoo:hf"
    source.role = "readme"
    source.path = "README.md"
    source.locator = "hf:\(native)/README.md"
    source.url = "https://example.org/x/blob/main/README.md"
    source.revision = "0ed37e3b"
    source.revisionKind = "git_commit"
    source.bytes = 100
    source.sha256 = String(repeating: "9c", count: 32)
    source.retrievedAt = "2026-11-23"
    claim.id = "mz:claim/\(native)"
    claim.subject = model.id
    claim.predicate = Predicate.license
    claim.value = .string(raw)
    claim.raw = raw
    claim.source = source.id
    claim.span = Span(lines: line...line)
    claim.extractor = ExtractorStamp("front-matter", version: 1)
    claim.confidence = 0.99
    var licenceField = Licence()
    licenceField.expr = licence
    licenceField.basis = "declared"
    model.license = licenceField
    var prov = Prov()
    prov.p = "/license"
    prov.claims = [claim.id]
    prov.n = 1
    prov.distinct = 1
    prov.rule = "only"
    prov.confidence = 0.99
    model.prov = [prov]
  }

  var records: [any Record] { [model, claim, source] }

  func evaluation(_ value: Double, by: Asserter, low: Double? = nil, high: Double? = nil) -> Evaluation {
    var evaluation = Evaluation()
    evaluation.id = "mz:evaluation/\(model.nativeId)-\(by.rawValue)"
    evaluation.model = model.id
    evaluation.category = "quality"
    evaluation.task = "task:image-classification"
    evaluation.dataset = "dataset:icons"
    evaluation.split = "test"
    evaluation.metric = "metric:accuracy"
    evaluation.value = value
    (evaluation.ciLow, evaluation.ciHigh) = (low, high)
    evaluation.n = by == .pipeline ? 1000 : nil
    evaluation.by = by
    evaluation.verified = by == .pipeline ? "rerun" : "none"
    return evaluation
  }
}
