import Foundation
import Stages

/// What the scheduler must know of the machine; nothing of it reaches an output.
enum Machine {
  /// Bytes that programs could still have.
  static var freeMemory: Int {
    let text = (try? Files.read("/proc/meminfo")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    for line in text.split(separator: "\n") where line.hasPrefix("MemAvailable:") {
      let words = line.split(separator: " ")
      if words.count > 1, let kilobytes = Int(words[1]) { return kilobytes * 1024 }
    }
    return 1 << 32
  }

  /// Its name.
  static var host: String {
    var host = utsname()
    guard uname(&host) == 0 else { return "localhost" }
    return withUnsafeBytes(of: &host.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// The processes whose parent is this one.
  static var children: [pid_t] {
    let folder = "/proc/self/task"
    return Files.names(in: folder).flatMap { thread in
      ((try? Files.read("\(folder)/\(thread)/children")) ?? []).split(separator: 0x20).compactMap {
        pid_t(String(decoding: $0, as: UTF8.self))
      }
    }
  }
}
