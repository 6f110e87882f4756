import CNative

/// The most memory this process held at once, as Linux counts it (`VmHWM`: resident pages, shared libraries included).
enum PeakMemory {
  /// Begins to count anew, from what is held now. False where the kernel does not let us; then `bytes` is since the process started,
  /// and a difference means nothing.
  static func reset() -> Bool {
    TextFile.put("5", into: "/proc/self/clear_refs")
  }

  /// In bytes; nil where there is no `/proc`.
  static var bytes: Int? {
    TextFile.contents(of: "/proc/self/status").flatMap { field("VmHWM", in: $0) }
  }

  /// What is held now, in bytes; nil where there is no `/proc`.
  static var current: Int? {
    TextFile.contents(of: "/proc/self/status").flatMap { field("VmRSS", in: $0) }
  }

  /// Gives back what was freed, so that `current` is what is in use.
  static func settle() { macaroni_return_freed_memory() }

  /// A field of `/proc/self/status` or `/proc/meminfo`, `VmHWM:     1234 kB`, in bytes.
  static func field(_ name: String, in text: String) -> Int? {
    for line in text.split(separator: "\n") where line.hasPrefix("\(name):") {
      let words = line.dropFirst(name.count + 1).split(whereSeparator: \.isWhitespace)
      guard words.count == 2, words[1] == "kB", let kilobytes = Int(words[0]) else { return nil }
      let (bytes, overflow) = kilobytes.multipliedReportingOverflow(by: 1024)
      return overflow ? nil : bytes
    }
    return nil
  }
}
