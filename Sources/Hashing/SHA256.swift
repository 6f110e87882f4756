import CCrypto

/// SHA-256 (FIPS 180-4) by the system's libcrypto, fed in pieces.
///
/// ```swift
/// var hash = SHA256()
/// hash.update("abc")
/// hash.finish().hex          // "ba7816bf8f01cfea…"
/// ```
public struct SHA256: ~Copyable {
  private let context: OpaquePointer?

  public init() {
    context = EVP_MD_CTX_new()
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
  }

  deinit { EVP_MD_CTX_free(context) }

  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    if let start = bytes.baseAddress, !bytes.isEmpty { EVP_DigestUpdate(context, start, bytes.count) }
  }

  public mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of everything fed so far; the hash starts anew afterwards.
  public mutating func finish() -> Digest {
    var raw: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &raw) { buffer in
      _ = EVP_DigestFinal_ex(context, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
    }
    EVP_DigestInit_ex(context, EVP_sha256(), nil)
    return Digest(words: (raw.0.bigEndian, raw.1.bigEndian, raw.2.bigEndian, raw.3.bigEndian))
  }

  /// The digest of some bytes, in one call (4 µs for a 7 KB card).
  public static func digest(of bytes: UnsafeRawBufferPointer) -> Digest {
    var raw: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &raw) { macaroni_sha256(bytes.baseAddress, bytes.count, $0.baseAddress) }
    return Digest(words: (raw.0.bigEndian, raw.1.bigEndian, raw.2.bigEndian, raw.3.bigEndian))
  }

  public static func digest(of bytes: [UInt8]) -> Digest { bytes.withUnsafeBytes { digest(of: $0) } }

  public static func digest(of text: String) -> Digest {
    var text = text
    return text.withUTF8 { digest(of: UnsafeRawBufferPointer($0)) }
  }
}
