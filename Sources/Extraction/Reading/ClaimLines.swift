import Hashing
import Records
import Stages

/// The claims of a document as the lines of `claim.jsonl`.
///
/// A night makes tens of millions of claims, and making each into a `Claim` and that into a line takes longer than finding
/// them. The lines are those of `Claim.write`, which a test holds against these.
enum ClaimLines {
  /// Calls with the id and the line of each claim, its end included. The bytes stay good until the next.
  ///
  /// - Throws: a rejection where the source names no model.
  static func forEach(
    of reading: Reading, from source: SourceHead,
    _ body: (_ id: UnsafeBufferPointer<UInt8>, _ line: UnsafeBufferPointer<UInt8>) -> Void
  ) throws(Rejection) {
    var message = ClaimMessage(subject: try source.subject(), locator: source.locator)
    let sourceId = source.id.json
    let version = SchemaVersion.current.json
    var line = JSONWriter(capacity: 2048)
    for finding in reading.findings {
      let digest = message.next(finding)
      line.clear()
      line.verbatim("{\"by\":")
      line.write(finding.by.rawValue)
      line.verbatim(",\"confidence\":")
      line.write(finding.confidence)
      line.verbatim(",\"extractor\":")
      line.write(finding.extractor)
      line.verbatim(",\"id\":\"")
      let idStart = line.count
      line.verbatim("mz:claim/")
      digest.writeBase32(to: &line)
      let id = idStart..<line.count
      line.verbatim("\",\"kind\":\"claim\",\"method\":")
      line.write(finding.method.rawValue)
      line.verbatim(",\"polarity\":")
      line.write(finding.polarity.rawValue)
      line.verbatim(",\"predicate\":")
      line.write(finding.predicate)
      if !finding.qualifiers.isEmpty {
        line.verbatim(",\"qualifiers\":")
        line.verbatim(message.qualifiers)
      }
      line.verbatim(",\"raw\":")
      line.write(finding.raw)
      line.verbatim(",\"source\":")
      sourceId.withUnsafeBufferPointer { line.verbatim($0) }
      line.verbatim(",\"span\":")
      line.write(finding.span)
      line.verbatim(",\"subject\":")
      message.subject.withUnsafeBufferPointer { line.verbatim($0) }
      line.verbatim(",\"v\":")
      version.withUnsafeBufferPointer { line.verbatim($0) }
      if finding.value != nil {
        line.verbatim(",\"value\":")
        line.verbatim(message.value)
      }
      line.verbatim("}\n")
      body(UnsafeBufferPointer(rebasing: line.bytes[id]), line.bytes)
    }
  }
}

extension Digest {
  /// The 26 letters that ids have.
  fileprivate func writeBase32(to writer: inout JSONWriter) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 26) { letters in
      writeBase32(into: letters)
      writer.verbatim(UnsafeBufferPointer(letters))
    }
  }
}

extension JSONWriter {
  /// As `FieldTable.write` does it, which goes through a closure for every member there could be.
  fileprivate mutating func write(_ stamp: ExtractorStamp) {
    guard stamp.unknown.isEmpty else { return stamp.write(to: &self) }
    verbatim("{\"name\":")
    write(stamp.name)
    verbatim(",\"version\":")
    write(stamp.version)
    verbatim("}")
  }

  /// As `FieldTable.write` does it; most of its members are not there.
  fileprivate mutating func write(_ span: Span) {
    guard span.unknown.isEmpty else { return span.write(to: &self) }
    beginObject()
    member("byte_end", span.byteEnd)
    member("byte_start", span.byteStart)
    member("col", span.col)
    member("line_end", span.lineEnd)
    member("line_start", span.lineStart)
    if let pointer = span.pointer {
      key("pointer")
      write(pointer)
    }
    member("row", span.row)
    if !span.section.isEmpty {
      key("section")
      beginArray()
      for title in span.section { write(title) }
      endArray()
    }
    member("table", span.table)
    endObject()
  }

  private mutating func member(_ name: StaticString, _ value: Int?) {
    guard let value else { return }
    key(name)
    write(value)
  }
}
