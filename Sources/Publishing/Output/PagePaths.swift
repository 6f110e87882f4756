/// Where each model's page goes: readable, safe on every file system, and never the same for two models.
///
/// `hf` and `google/bert_base` give `models/hf/google/bert_base/index.html`. Bytes outside `A–Z a–z 0–9 . _ -` are
/// written `~` and two hexadecimal digits, as are dots at either end of a segment. Segments longer than a file system
/// takes are cut and end in a hash of the whole. Two ids that differ only in case get a hash as well, since some file
/// systems cannot tell them apart; asked in the order of their ids, each run gives them the same paths.
struct PagePaths {
  private var taken: Set<String> = []

  mutating func path(zoo: String, nativeID: String) throws(SiteFailure) -> SitePath {
    let segments = [zoo] + nativeID.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var folder = segments.map(Self.segment).joined(separator: "/")
    if folder.utf8.count > 400 || !taken.insert(folder.lowercased()).inserted {
      folder = "\(Self.segment(zoo))/~\(Self.hash("\(zoo)/\(nativeID)"))"
      guard taken.insert(folder).inserted else { throw .writtenTwice(folder) }
    }
    return try SitePath("models/\(folder)/index.html")
  }

  static func segment(_ text: String) -> String {
    var out: [UInt8] = []
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      let isEdgeDot = byte == UInt8(ascii: ".") && (index == 0 || index == bytes.count - 1)
      if SitePath.isSafe(byte), byte != UInt8(ascii: "~"), !isEdgeDot {
        out.append(byte)
      } else {
        out.append(contentsOf: "~\(byte < 16 ? "0" : "")\(String(byte, radix: 16))".utf8)
      }
    }
    if out.isEmpty { return "~" }
    // A model called "a/index.html" must not take the name of the page of the model "a", nor "a/model.json" that of its
    // data.
    switch String(decoding: out, as: UTF8.self).lowercased() {
    case "index.html": return "index~2ehtml"
    case "model.json": return "model~2ejson"
    default: break
    }
    guard out.count > 120 else { return String(decoding: out, as: UTF8.self) }
    return String(decoding: out.prefix(100), as: UTF8.self) + "~" + hash(text)
  }

  /// FNV-1a of 64 bits, in 16 hexadecimal digits.
  static func hash(_ text: String) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
