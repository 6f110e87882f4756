import Records
import Stages

/// Code that reads one kind of statement from a document.
///
/// It reports what is printed and does not improve it. A new one is a file here and a line in `Extractors.swift`.
public protocol Extractor: Component where Options == NoOptions {
  /// How it reads, for the claims it makes.
  static var method: Method { get }
  /// How sure it is of what it finds, 0 to 1, where nothing was measured (`Calibration`).
  static var confidence: Double { get }
  init()
}

extension Extractor {
  public init(options: NoOptions) { self.init() }
}

/// Reads model cards in Markdown.
public protocol CardExtractor: Extractor {
  func read(_ card: Card, into findings: inout Findings)
}

/// Reads documents in JSON.
public protocol RecordExtractor: Extractor {
  /// What it reads.
  static var kind: DocumentKind { get }
  func read(_ record: JSON, into findings: inout Findings)
}

/// Reads headers of weight files.
public protocol WeightsExtractor: Extractor {
  /// What it reads.
  static var kind: DocumentKind { get }
  /// - Parameters:
  ///   - file: where the file lies.
  ///   - path: where it stands in its repository.
  func read(file: String, path: String, into findings: inout Findings) throws(Rejection)
}
