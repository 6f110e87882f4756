import Glibc
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

  /// Why a folder takes no more bytes, in the C library's words; nil where it does.
  static func whyNothingCanBeWritten(to folder: String) -> String? {
    var system = statvfs()
    guard statvfs(folder, &system) == 0 else { return nil }
    if system.f_flag & UInt(ST_RDONLY) != 0 { return String(cString: strerror(EROFS)) }
    // A program that fails for want of room may have freed a little of it at its end.
    let isFull = UInt(system.f_bavail) * UInt(system.f_frsize) < 1 << 16 || (system.f_files > 0 && system.f_favail == 0)
    return isFull ? String(cString: strerror(ENOSPC)) : nil
  }

  /// Its operating system and kernel: `Debian GNU/Linux 12 (bookworm), Linux 6.1.0 x86_64`.
  static var system: String {
    let release = (try? Files.read("/etc/os-release")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    let line = release.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
    let name = line?.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
    var system = utsname()
    guard uname(&system) == 0 else { return name ?? "unknown" }
    func text<Letters>(_ letters: Letters) -> String {
      withUnsafeBytes(of: letters) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }
    let kernel = "\(text(system.sysname)) \(text(system.release)) \(text(system.machine))"
    return [name, kernel].compactMap { $0 }.joined(separator: ", ")
  }

  /// Its name.
  static var host: String {
    var host = utsname()
    guard uname(&host) == 0 else { return "localhost" }
    return withUnsafeBytes(of: &host.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }

  /// The processes that have a file open, of those that this user may look at.
  static func holders(of path: String) -> [pid_t] {
    var wanted = stat()
    guard stat(path, &wanted) == 0 else { return [] }
    return Files.names(in: "/proc").compactMap { pid_t($0) }.sorted().filter { process in
      process != getpid()
        && Files.names(in: "/proc/\(process)/fd").contains { name in
          var status = stat()
          return stat("/proc/\(process)/fd/\(name)", &status) == 0 && status.st_ino == wanted.st_ino
            && status.st_dev == wanted.st_dev
        }
    }
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
