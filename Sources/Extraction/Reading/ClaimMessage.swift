import Hashing
import Records

/// What the ids of a document's claims are digests of, spelt for one claim after the other.
///
/// An id is made of subject, predicate, qualifiers, value, polarity, locator, the number of the occurrence within the
/// document and the extractor's name, so that an unchanged statement keeps it when the document is crawled again.
/// The text is that of `Identifier.derived("claim", …)`; no values are made on the way, because a card has a dozen claims.
struct ClaimMessage: ~Copyable {
  /// The subject as JSON text.
  let subject: [UInt8]
  private let locator: [UInt8]
  private var writer = JSONWriter(capacity: 1024)
  private var qualifiersRange = 0..<0
  private var valueRange = 0..<0
  /// The beginnings of the digests of all claims so far, as if each were the first of its kind.
  private var firsts: [UInt64] = []
  /// How often each of `firsts` occurs, once there are too many to look through.
  private var counts: [UInt64: Int] = [:]

  private static let mostLookedThrough = 64

  init(subject: String, locator: String) {
    self.subject = subject.json
    self.locator = locator.json
    firsts.reserveCapacity(Self.mostLookedThrough)
  }

  /// Spells the next claim of the document; what its id is made of.
  mutating func next(_ finding: Finding) -> Digest {
    let first = spell(finding, occurrence: 0)
    let occurrence = occurrence(of: first.prefix64)
    return occurrence == 0 ? first : spell(finding, occurrence: occurrence)
  }

  /// The qualifiers of the claim just spelt, as JSON text.
  var qualifiers: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: writer.bytes[qualifiersRange]) }

  /// The value of the claim just spelt, as JSON text.
  var value: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: writer.bytes[valueRange]) }

  private mutating func spell(_ finding: Finding, occurrence: Int) -> Digest {
    writer.clear()
    writer.verbatim("[")
    subject.withUnsafeBufferPointer { writer.verbatim($0) }
    writer.verbatim(",")
    writer.write(finding.predicate)
    writer.verbatim(",")
    var start = writer.count
    if finding.qualifiers.isEmpty { writer.verbatim("{}") } else { finding.qualifiers.write(to: &writer) }
    qualifiersRange = start..<writer.count
    writer.verbatim(",")
    start = writer.count
    if let value = finding.value { value.write(to: &writer) } else { writer.verbatim("null") }
    valueRange = start..<writer.count
    writer.verbatim(",")
    writer.write(finding.polarity.rawValue)
    writer.verbatim(",")
    locator.withUnsafeBufferPointer { writer.verbatim($0) }
    writer.verbatim(",")
    writer.write(occurrence)
    writer.verbatim(",")
    writer.write(finding.extractor.name)
    writer.verbatim("]")
    return SHA256.digest(of: UnsafeRawBufferPointer(writer.bytes))
  }

  /// How many claims with that digest came before.
  private mutating func occurrence(of first: UInt64) -> Int {
    if firsts.count < Self.mostLookedThrough {
      var count = 0
      for other in firsts where other == first { count += 1 }
      firsts.append(first)
      return count
    }
    if counts.isEmpty { for other in firsts { counts[other, default: 0] += 1 } }
    let count = counts[first, default: 0]
    counts[first] = count + 1
    return count
  }
}
