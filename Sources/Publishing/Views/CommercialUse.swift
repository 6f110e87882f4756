/// Whether a licence lets one use the model commercially.
enum CommercialUse: String, Sendable, CaseIterable {
  case allowed
  /// Allowed under conditions beyond attribution: share-alike, use policies.
  case conditional
  case forbidden
  case unknown
}
