import Glibc

extension [UInt8] {
  /// Whether the bytes of a text stand in here.
  func contains(text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard let first = wanted.first else { return true }
    return withUnsafeBytes { bytes in
      var at = 0
      while let base = bytes.baseAddress, at + wanted.count <= bytes.count {
        guard let found = memchr(base + at, Int32(first), bytes.count - at - wanted.count + 1) else { return false }
        at = UnsafeRawPointer(found) - base
        if memcmp(base + at, wanted, wanted.count) == 0 { return true }
        at += 1
      }
      return false
    }
  }
}
