/// One value on a model's page, with the statements behind it.
struct Fact: Sendable {
  /// Another value that some source gives.
  struct Alternative: Sendable {
    var value: String
    /// Nil where the claim is not among the records that were published.
    var evidence: Evidence?

    init(_ value: String, evidence: Evidence?) { (self.value, self.evidence) = (value, evidence) }
  }

  /// As `prov.status` of the schema; `measured` is what we read off our own runs.
  enum Status: String, Sendable {
    case single, agreed, majority, resolved, conflicted, inferred, curated, measured
    /// The record has the value without saying where it stood.
    case unsourced
  }

  var label: String
  /// As printed, with its unit; nil when sources disagree and no rule may choose. Then all values are among `others`.
  var value: String?
  /// Where the value links to, when it is an address.
  var url: String?
  var status: Status
  /// The rule that chose between sources.
  var rule: String?
  var evidence: [Evidence]
  var others: [Alternative]

  init(
    _ label: String, _ value: String?, url: String? = nil, status: Status = .single, rule: String? = nil,
    evidence: [Evidence],
    others: [Alternative] = []
  ) {
    (self.label, self.value, self.url, self.status) = (label, value, url, status)
    (self.rule, self.evidence, self.others) = (rule, evidence, others)
  }

  func view(in sources: [SourceLine]) -> ViewValue {
    let needsFold = evidence.count > 1 || !others.isEmpty
    return .members([
      "label": .text(label), "value": value.map(ViewValue.text), "href": WebAddress.link(url).map(ViewValue.text),
      "status": .text(status.rawValue), "rule": rule.map(ViewValue.text),
      "first": evidence.first?.view(in: sources),
      "open": value == nil ? true : nil, "fold": needsFold ? .text(foldTitle) : nil,
      "more": .list(evidence.dropFirst().map { $0.view(in: sources) }),
      "others": .list(
        others.map { other in
          .members(["value": .text(other.value), "evidence": other.evidence?.view(in: sources)])
        }),
    ])
  }

  private var foldTitle: String {
    var parts: [String] = []
    if value == nil { return "\(others.count) values" }
    if evidence.count > 1 { parts.append("\(evidence.count) sources say this") }
    if !others.isEmpty { parts.append(others.count == 1 ? "1 says otherwise" : "\(others.count) say otherwise") }
    return parts.joined(separator: ", ")
  }
}
