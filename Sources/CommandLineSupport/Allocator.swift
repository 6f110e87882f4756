import CJemalloc

/// The memory allocator that every program is linked with: jemalloc takes the place of the C library's `malloc`.
public enum Allocator {
  /// The version that is really in place, such as `5.3.0-0-g54eaed1d8b56`.
  ///
  /// Asking keeps linkers from leaving out a library of which no symbol is named.
  static var version: String {
    var text: UnsafePointer<CChar>?
    var size = MemoryLayout.size(ofValue: text)
    guard mallctl("version", &text, &size, nil, 0) == 0, let text else { return "unknown" }
    return String(cString: text)
  }

  /// Keeps memory that was given back for what is asked for next, rather than returning it to the system after ten seconds'
  /// decay: for programs that read one document after the other and end.
  public static func keepFreedMemory() {
    for setting in ["arenas.dirty_decay_ms", "arenas.muzzy_decay_ms"] {
      var never = -1
      // A jemalloc that was built without the setting gives memory back, and works.
      _ = mallctl(setting, nil, nil, &never, MemoryLayout.size(ofValue: never))
      // Arenas that are there already have their own; 4096 stands for all of them.
      _ = mallctl(
        setting.replacing("arenas.", with: "arena.4096."), nil, nil, &never,
        MemoryLayout.size(ofValue: never))
    }
  }
}
