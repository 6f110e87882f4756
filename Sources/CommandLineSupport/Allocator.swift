import CJemalloc

/// The memory allocator that every program is linked with: jemalloc takes the place of the C library's `malloc`.
enum Allocator {
  /// The version that is really in place, such as `5.3.0-0-g54eaed1d8b56`.
  ///
  /// Asking keeps linkers from leaving out a library of which no symbol is named.
  static var version: String {
    var text: UnsafePointer<CChar>?
    var size = MemoryLayout.size(ofValue: text)
    guard mallctl("version", &text, &size, nil, 0) == 0, let text else { return "unknown" }
    return String(cString: text)
  }
}
