import Hashing
import Records
import Stages

/// The claims of a document, for those who have one in hand and no snapshot.
///
/// - Throws: a rejection where the source names no model.
public func claims(of reading: Reading, from source: Source) throws(Rejection) -> [Claim] {
  var claims: [Claim] = []
  try ClaimMaker.forEachClaim(of: reading, from: source) { claims.append($0) }
  return claims
}

/// Makes claims of findings, now that it is known whose they are.
enum ClaimMaker {
  /// Calls with each claim of a document.
  ///
  /// An id is made of subject, predicate, qualifiers, value, polarity, locator, the number of the occurrence within the
  /// document and the extractor's name, so that an unchanged statement keeps it when the document is crawled again.
  static func forEachClaim(of reading: Reading, from source: Source, _ body: (Claim) -> Void) throws(Rejection) {
    guard let subject = source.model else {
      throw Rejection(.missing, "\(source.locator): the source names no model that its statements could be about")
    }
    var occurrences: [Digest: Int] = [:]
    occurrences.reserveCapacity(reading.findings.count)
    var writer = JSONWriter(capacity: 512)
    for finding in reading.findings {
      let first = digest(finding, subject, source.locator, occurrence: 0, &writer)
      let occurrence = occurrences[first, default: 0]
      occurrences[first] = occurrence + 1
      var claim = Claim()
      let unique = occurrence == 0 ? first : digest(finding, subject, source.locator, occurrence: occurrence, &writer)
      claim.id = "mz:claim/" + unique.base32()
      claim.subject = subject
      claim.predicate = finding.predicate
      claim.value = finding.value
      claim.raw = finding.raw
      claim.qualifiers = finding.qualifiers
      claim.polarity = finding.polarity
      claim.source = source.id
      claim.span = finding.span
      claim.extractor = finding.extractor
      claim.method = finding.method
      claim.by = finding.by
      claim.confidence = finding.confidence
      body(claim)
    }
  }

  /// The digest of `Identifier.derived("claim", …)`, written without making the parts into JSON values first: a card has a
  /// dozen claims, and this is done for each.
  private static func digest(
    _ finding: Finding, _ subject: String, _ locator: String, occurrence: Int, _ writer: inout JSONWriter
  ) -> Digest {
    writer.clear()
    writer.beginArray()
    writer.write(subject)
    writer.write(finding.predicate)
    finding.qualifiers.write(to: &writer)
    (finding.value ?? .null).write(to: &writer)
    writer.write(finding.polarity.rawValue)
    writer.write(locator)
    writer.write(occurrence)
    writer.write(finding.extractor.name)
    writer.endArray()
    return SHA256.digest(of: UnsafeRawBufferPointer(writer.bytes))
  }
}
