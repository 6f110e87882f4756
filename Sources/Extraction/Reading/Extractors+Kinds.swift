import Records
import Stages

/// The extractors by what they read, made once.
extension Extractors {
  /// An extractor with what is known of it. A class, because each document is given to two dozen of them.
  final class Entry<Kind: Sendable>: Sendable {
    let extractor: Kind
    let profile: Profile
    let kind: DocumentKind?

    init(extractor: Kind, profile: Profile, kind: DocumentKind?) {
      self.extractor = extractor
      self.profile = profile
      self.kind = kind
    }
  }

  /// What every statement of an extractor is marked with.
  final class Profile: Sendable {
    let stamp: ExtractorStamp
    let method: Method
    let confidence: Double
    /// How often it was right on labelled cards, by predicate.
    let measured: [String: Double]

    init(_ type: any Extractor.Type) {
      stamp = ExtractorStamp(type.name, version: type.version)
      method = type.method
      confidence = type.confidence
      measured = Calibration.table[type.name] ?? [:]
    }
  }

  static let cards: [Entry<any CardExtractor>] = entries()
  static let records: [Entry<any RecordExtractor>] = entries()
  static let data: [Entry<any DataExtractor>] = entries()
  static let weights: [Entry<any WeightsExtractor>] = entries()

  private static func entries<Kind>() -> [Entry<Kind>] {
    all.compactMap { type in
      guard let extractor = type.init() as? Kind else { return nil }
      return Entry(
        extractor: extractor, profile: Profile(type),
        kind: (type as? any RecordExtractor.Type)?.kind ?? (type as? any WeightsExtractor.Type)?.kind)
    }
  }
}
