import Markdown
import Records
import Stages
import YAML

/// What a document says, and what of it could not be read.
public struct Reading: Sendable {
  /// In the order of the extractors, and within one in reading order.
  public var findings: [Finding] = []
  public var rejections: [Rejection] = []

  /// Documents above this size, in bytes, are not read.
  public static let largest = 10 << 20

  public init() {}

  init(_ findings: Findings) {
    self.findings = findings.all
    rejections = findings.rejections
  }

  init(rejecting rejection: Rejection) { rejections = [rejection] }
  init(rejecting code: Rejection.Code, _ detail: String) { self.init(rejecting: Rejection(code, detail)) }
}

/// Reads what a document states. Nothing is thrown: what cannot be read is among the rejections.
///
/// ```swift
/// read(Array("---\nlicense: mit\n---\n".utf8), as: .card).findings.first?.value    // "mit"
/// ```
///
/// - Parameter name: what the model is called, which tells its rows in tables of several models; most often the end of its id.
public func read(_ bytes: [UInt8], as kind: DocumentKind, named name: String? = nil) -> Reading {
  if kind == .card {
    var batch = CardBatch()
    batch.add(bytes, named: name)
    return batch.read()[0]
  }
  do throws(Rejection) {
    return try withText(bytes, as: kind) { source in
      if kind == .hubRecord || kind == .config { return readRecord(source, as: kind) }
      if let format = Formats.texts.first(where: { $0.kind == kind }) { return read(source, in: format, named: name) }
      if let format = Formats.data.first(where: { $0.kind == kind }) { return read(source, in: format, named: name) }
      return Reading(rejecting: .unsupported, "documents of the kind '\(kind.rawValue)' are not read")
    }
  } catch {
    return Reading(rejecting: error)
  }
}

/// Calls with a document as text.
///
/// - Throws: `Rejection` where it is none, or too large; `body` was not called then.
func withText<R>(
  _ bytes: [UInt8], as kind: DocumentKind, _ body: (SourceText) -> R
) throws(Rejection) -> R {
  guard bytes.count <= Reading.largest else {
    throw Rejection(
      .tooLarge, "the document has \(bytes.count) bytes, more than the \(Reading.largest) that are read")
  }
  guard !kind.isWeights else { throw Rejection(.unsupported, "weights are read from their file, not from memory") }
  let result: Result<R, Rejection> = bytes.withUnsafeBufferPointer { bytes in
    Markdown.TextDecoding.withUTF8(bytes) { text, repairs in
      if isBinary(bytes, repairs) {
        return .failure(Rejection(.unsupported, "the document is not text: most of it is no UTF-8 or NUL"))
      }
      // A byte-order mark is on no line of its own, so lines stay what they are without it.
      let marked = text.starts(with: [0xEF, 0xBB, 0xBF])
      return .success(body(SourceText(marked ? UnsafeBufferPointer(rebasing: text.dropFirst(3)) : text)))
    }
  }
  return try result.get()
}

/// Reads what a weight file states about itself.
///
/// - Parameters:
///   - file: where the file lies.
///   - path: where it stands in its repository.
public func read(weights file: String, as path: String) -> Reading {
  guard let kind = DocumentKind(role: "", path: path), kind.isWeights else {
    return Reading(rejecting: .unsupported, "\(path): no kind of weight file whose header is read")
  }
  var findings = Findings(in: nil, by: .firstParty)
  for entry in Extractors.weights where entry.kind == kind {
    findings.begin(entry)
    do {
      try entry.extractor.read(file: file, path: path, into: &findings)
    } catch {
      findings.reject(error.code, error.detail)
    }
  }
  return Reading(findings)
}

/// Whether what was served as text is something else: more than one byte in ten is NUL or had to be replaced.
private func isBinary(_ bytes: UnsafeBufferPointer<UInt8>, _ repairs: Markdown.TextDecoding.Repairs) -> Bool {
  guard !repairs.isDisjoint(with: [.invalidBytes, .nulls]), !repairs.contains(.utf16) else { return false }
  var strange = 0
  for byte in bytes where byte < 9 || (byte > 13 && byte < 27) || byte >= 0xF5 || byte == 0xC0 { strange += 1 }
  if strange * 10 > bytes.count { return true }
  guard repairs.contains(.invalidBytes) else { return false }
  var replaced = 0
  for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars where scalar == "\u{FFFD}" { replaced += 1 }
  return replaced * 10 > bytes.count
}

private func readRecord(_ source: SourceText, as kind: DocumentKind) -> Reading {
  let record: JSON
  do {
    record = try JSON(json: source.bytes)
  } catch {
    return Reading(rejecting: .malformed, "the JSON cannot be read: \(error)")
  }
  guard record.object != nil else { return Reading(rejecting: .malformed, "the JSON is not an object") }
  var findings = Findings(in: source, by: kind == .hubRecord ? .hub : .firstParty)
  findings.tree = YAML.parseJSON(source.bytes).root
  for entry in Extractors.records where entry.kind == kind {
    findings.begin(entry)
    entry.extractor.read(record, into: &findings)
  }
  return Reading(findings)
}
