import Records

/// Looks for metrics whose values cannot be, and for one metric printed in percent here and as a proportion there.
struct MetricRangeCheck: CardCheck {
  func look(at card: CheckedCard, into remarks: inout Remarks) {
    var printed: [String: [Printed]] = [:]
    for finding in card.findings(Predicate.evaluation) {
      guard let value = finding.value?.double else { continue }
      let names = finding.qualifier("metric", "metric_type")
      guard let scale = names.lazy.compactMap({ MetricName($0).scale }).first, let name = names.first else { continue }
      switch scale {
      case .printed: continue
      case .proportion, .errorRate:
        let isSigned = Self.isSigned(names)
        // Tables count samples beside their metrics, and those counts are whole.
        if finding.method != .frontMatter, value > 100, value == value.rounded() { continue }
        if value > 100 || value < (isSigned ? -1 : 0) {
          remarks.add(
            .metricOutOfRange, line: finding.line, "\(name) cannot be \(finding.raw)",
            fix: "a value from \(isSigned ? "-1" : "0") to 1, or in percent with a '%'")
        } else if scale == .proportion, value > 1 {
          remarks.add(
            .metricScale, line: finding.line,
            "\(name) is \(finding.raw), which is neither a proportion nor said to be percent",
            fix: "write it from 0 to 1, or with a '%'")
        }
      }
      guard scale == .proportion, let number = PrintedValue(finding.raw), !number.isPercent else { continue }
      printed[folded(name), default: []].append(
        Printed(raw: finding.raw, number: number.number.double, line: finding.line))
    }
    for (name, values) in printed.sorted(by: { $0.key < $1.key }) {
      let proportions = values.filter { $0.number > 0.02 && $0.number < 1 }
      let percents = values.filter { $0.number > 1.5 && $0.number <= 100 }
      guard let proportion = proportions.first, let percent = percents.first else { continue }
      let odd = proportions.count < percents.count ? proportion : percent
      let other = proportions.count < percents.count ? percent : proportion
      remarks.add(
        .metricScale, line: odd.line,
        "\(name) is \(odd.raw) here and \(other.raw) on line \(other.line), so its scale is not clear",
        fix: "print all of them from 0 to 1, or all in percent with a '%'")
    }
  }

  private struct Printed {
    var raw: String
    var number: Double
    var line: Int
  }

  /// Coefficients of correlation and agreement go down to -1.
  private static func isSigned(_ names: [String]) -> Bool {
    names.contains { name in
      let name = folded(name)
      return ["matthews", "mcc", "pearson", "spearman", "corr", "kappa", "agreement"].contains { name.contains($0) }
    }
  }
}
