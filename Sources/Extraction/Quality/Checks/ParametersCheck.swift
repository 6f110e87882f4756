import Records

/// Looks for a number of parameters that is not the one of the weights or of the record beside the card.
struct ParametersCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    let counted = (card.beside(Predicate.artifactParams) + card.beside(Predicate.paramsTotal)).filter {
      $0.finding.qualifiers["dtype"] == nil
    }
    guard let (path, finding) = counted.max(by: { ($0.finding.value?.double ?? 0) < ($1.finding.value?.double ?? 0) }),
      let size = finding.value?.double, size > 0
    else { return }
    let stated = card.findings(Predicate.paramsTotal).filter { $0.qualifiers["model"] == nil }
    guard let first = stated.first, !stated.contains(where: { Self.agree($0, size) }) else { return }
    remarks.add(
      .parametersConflict, line: first.line, "the card says \(first.raw) parameters, \(path) has \(Int(size))",
      fix: "correct the number")
  }

  /// Whether the count is within 2 %, or rounds to what is printed.
  private static func agree(_ finding: Finding, _ size: Double) -> Bool {
    guard let value = finding.value?.double else { return true }
    if abs(value - size) <= 0.02 * size { return true }
    guard let printed = PrintedValue(finding.raw), printed.number.double > 0 else { return false }
    var unit = value / printed.number.double
    for _ in 0..<min(printed.number.decimals, 20) { unit /= 10 }
    return abs(value - size) <= unit / 2
  }
}
