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
    var occurrences: [String: Int] = [:]
    occurrences.reserveCapacity(reading.findings.count)
    for finding in reading.findings {
      var parts: [JSON] = [
        .string(subject), .string(finding.predicate), .object(finding.qualifiers), finding.value ?? .null,
        .string(finding.polarity.rawValue), .string(source.locator), .number(0), .string(finding.extractor.name),
      ]
      let first = Identifier.derived("claim", parts)
      let occurrence = occurrences[first, default: 0]
      occurrences[first] = occurrence + 1
      var claim = Claim()
      claim.id = first
      if occurrence > 0 {
        parts[6] = .number(occurrence)
        claim.id = Identifier.derived("claim", parts)
      }
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
}
