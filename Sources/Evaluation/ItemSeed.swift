/// Where the random numbers of one perturbed item start.
///
/// Everything that tells the item from another is in it and nothing else, so any order, any number of threads and any subset give
/// the same bytes.
struct ItemSeed: Sendable {
  /// The digest of the data set's files.
  var dataset: String
  var item: String
  /// The perturbation's name and version.
  var perturbation: String
  var version: Int
  var severity: Severity
  /// Which of several draws of the same perturbation this is.
  var replicate = 0
  /// The setting of the run.
  var seed: UInt64

  var generator: SplitMix64 {
    var hash = FNV1a64()
    // A zero byte after each text, which no id contains, keeps ("ab", "c") and ("a", "bc") apart.
    for text in [dataset, item, perturbation] {
      hash.add(text.utf8)
      hash.add(CollectionOfOne(0))
    }
    for number in [UInt64(version), UInt64(severity.level), UInt64(replicate), seed] {
      hash.add((0..<8).lazy.map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) })
    }
    // FNV leaves similar texts with similar hashes; the mixer does not.
    return SplitMix64(seed: SplitMix64.mix(hash.value))
  }
}
