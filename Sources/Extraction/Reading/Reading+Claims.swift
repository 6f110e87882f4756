import Hashing
import Records
import Stages

/// The claims of a document, for those who have one in hand and no snapshot.
///
/// - Throws: a rejection where the source names no model.
public func claims(of reading: Reading, from source: Source) throws(Rejection) -> [Claim] {
  let head = SourceHead(source)
  let subject = try head.subject()
  var message = ClaimMessage(subject: subject, locator: head.locator)
  return reading.findings.map { finding in
    var claim = Claim()
    claim.id = "mz:claim/" + message.next(finding).base32()
    claim.subject = subject
    claim.predicate = finding.predicate
    claim.value = finding.value
    claim.raw = finding.raw
    claim.qualifiers = finding.qualifiers.object
    claim.polarity = finding.polarity
    claim.source = head.id
    claim.span = finding.span
    claim.extractor = finding.extractor
    claim.method = finding.method
    claim.by = finding.by
    claim.confidence = finding.confidence
    return claim
  }
}
