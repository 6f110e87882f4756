import Records
import Stages

/// The extractors by what they read, made once.
extension Extractors {
  struct Entry<Kind: Sendable>: Sendable {
    var extractor: Kind
    var stamp: ExtractorStamp
    var method: Method
    var confidence: Double
    /// How often it was right on labelled cards, by predicate.
    var measured: [String: Double]
    var kind: DocumentKind?
  }

  static let cards: [Entry<any CardExtractor>] = entries()
  static let records: [Entry<any RecordExtractor>] = entries()
  static let data: [Entry<any DataExtractor>] = entries()
  static let weights: [Entry<any WeightsExtractor>] = entries()

  private static func entries<Kind>() -> [Entry<Kind>] {
    all.compactMap { type in
      guard let extractor = type.init() as? Kind else { return nil }
      return Entry(
        extractor: extractor, stamp: ExtractorStamp(type.name, version: type.version), method: type.method,
        confidence: type.confidence, measured: Calibration.table[type.name] ?? [:],
        kind: (type as? any RecordExtractor.Type)?.kind ?? (type as? any WeightsExtractor.Type)?.kind)
    }
  }
}
