#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension String {
  /// Whether the bytes of `needle` stand anywhere in this text.
  ///
  /// `contains` compares characters and is a hundred times slower; headings are asked for some eighty words each.
  func holds(_ needle: StaticString) -> Bool {
    var copy = self
    return copy.withUTF8 { text in
      guard let start = text.baseAddress else { return needle.utf8CodeUnitCount == 0 }
      let count = needle.utf8CodeUnitCount
      var from = 0
      while text.count - from >= count {
        guard let hit = memchr(start + from, Int32(needle.utf8Start.pointee), text.count - from - count + 1) else { return false }
        let offset = UnsafeRawPointer(hit) - UnsafeRawPointer(start)
        if memcmp(start + offset, needle.utf8Start, count) == 0 { return true }
        from = offset + 1
      }
      return false
    }
  }
}
