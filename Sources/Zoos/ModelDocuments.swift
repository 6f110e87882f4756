import Records
import Stages

/// What came of one model. It counts as fetched if nothing was rejected.
public struct ModelDocuments: Sendable {
  public var sources: [Source] = []
  public private(set) var rejections: [(id: String, reason: Rejection)] = []

  public init() {}

  /// - Parameter locator: of what was left out.
  public mutating func reject(_ locator: String, revision: String, _ reason: Rejection) {
    rejections.append((Source.id(locator: locator, revision: revision), reason))
  }
}
