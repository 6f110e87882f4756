/// The head of an HTTP answer as it stands in a WARC file, where the body stands decoded.
///
/// WARC asks for the bytes as transferred, but what libcurl hands out is de-chunked, decompressed and, over HTTP/2, has no
/// status line of the kind that WARC tools read. So the head is made to tell the truth about the body beside it:
/// - `Content-Encoding`, `Transfer-Encoding` and a `Content-Length` that counted coded bytes are renamed `X-Archive-Orig-…`, the
///   spelling that web archives use for fields they had to change;
/// - `Content-Length` states the stored body;
/// - `HTTP/2` and `HTTP/3` become `HTTP/1.1`, and the record says `WARC-Protocol: h2` (IIPC proposal 42).
///
/// Every other field is kept byte for byte and in order.
struct StoredHead {
  let bytes: [UInt8]
  /// For `WARC-Protocol`; nil for HTTP/1.
  let protocolName: String?

  private static let codings = ["content-encoding", "transfer-encoding"]

  /// - Parameter bodyCount: nil where no body is stored, so that no length is stated either.
  init(_ head: [UInt8], bodyCount: Int?) {
    var lines = head.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true)
      .map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }.filter { !$0.isEmpty }
    let statusLine = lines.isEmpty ? [] : Array(lines.removeFirst())
    var bytes: [UInt8]
    (bytes, protocolName) = Self.statusLine(statusLine)

    let isCoded = lines.contains { Self.codings.contains(Self.name($0)) }
    var statesLength = false
    for line in lines {
      let name = Self.name(line)
      let isLength = name == "content-length"
      let isRight = isLength && !isCoded && (bodyCount == nil || Self.value(line) == bodyCount.map(String.init))
      if Self.codings.contains(name) || (isLength && !isRight) || (isLength && statesLength) {
        bytes += "X-Archive-Orig-".utf8
      } else if isLength {
        statesLength = true
      }
      bytes += line
      bytes += "\r\n".utf8
    }
    if let bodyCount, !statesLength { bytes += "Content-Length: \(bodyCount)\r\n".utf8 }
    self.bytes = bytes + Array("\r\n".utf8)
  }

  private static func statusLine(_ line: [UInt8]) -> ([UInt8], String?) {
    for (version, name) in [("HTTP/2", "h2"), ("HTTP/3", "h3")] where line.starts(with: version.utf8) {
      let rest = line.drop { $0 != UInt8(ascii: " ") }
      return (Array("HTTP/1.1".utf8) + rest + Array("\r\n".utf8), name)
    }
    return (line + Array("\r\n".utf8), nil)
  }

  private static func name(_ line: ArraySlice<UInt8>) -> String {
    String(decoding: line.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self).lowercased()
  }

  private static func value(_ line: ArraySlice<UInt8>) -> String {
    let value = line.drop { $0 != UInt8(ascii: ":") }.dropFirst().drop {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t")
    }
    return String(decoding: value, as: UTF8.self).filter { $0 != " " }
  }
}
