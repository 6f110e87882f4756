import Records

/// How a metric's values are printed.
enum MetricStyle {
  case percent, milliseconds, bytes, count, perSecond, plain

  init(_ metric: String, _ vocabulary: Vocabulary) {
    switch metric {
    case "metric:latency-p50", "metric:latency-p90", "metric:latency-p99", "metric:latency-mean",
      "metric:latency-first", "metric:load-time":
      self = .milliseconds
    case "metric:peak-memory-host", "metric:model-size": self = .bytes
    case "metric:params": self = .count
    case "metric:throughput-samples": self = .perSecond
    case "metric:accuracy", "metric:macro-f1", "metric:accuracy-drop", "metric:flip-rate", "metric:retention",
      "metric:worst-case-accuracy":
      self = .percent
    default:
      switch vocabulary.scale(of: metric) {
      case "proportion": self = .percent
      case "second": self = .milliseconds
      case "per second": self = .perSecond
      case "byte": self = .bytes
      default: self = .plain
      }
    }
  }

  var unit: String? {
    switch self {
    case .percent: "%"
    case .milliseconds: "ms"
    case .perSecond: "1/s"
    case .bytes, .count, .plain: nil
    }
  }

  /// A measured value, rounded for reading.
  func measured(_ value: Double) -> String {
    switch self {
    case .percent: Figures.percent(value)
    case .milliseconds: Figures.milliseconds(value)
    case .bytes: Self.whole(value).map(Figures.bytes) ?? ViewValue.shortest(value)
    case .count: Self.whole(value).map(Figures.grouped) ?? ViewValue.shortest(value)
    case .perSecond, .plain: Figures.significant(value)
    }
  }

  /// A reported value with all its digits: the decimal point moves, nothing is rounded.
  func reported(_ value: Double) -> String {
    switch self {
    case .percent: PrintedNumber(value).scaled(byPowerOfTen: 2).canonical
    case .milliseconds: PrintedNumber(value).scaled(byPowerOfTen: 3).canonical
    case .bytes, .count, .perSecond, .plain: PrintedNumber(value).canonical
    }
  }

  /// One value less another, with its sign.
  func difference(_ value: Double, _ other: Double) -> String {
    switch self {
    case .percent: Figures.points(value - other)
    default: (value < other ? "−" : "+") + measured(abs(value - other))
    }
  }

  private static func whole(_ value: Double) -> Int? { Int(exactly: value.rounded()) }
}
