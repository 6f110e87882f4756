import FoundationEssentials
import Glibc
import Hashing
import Records

/// Digests of files that rarely change, remembered by size, times and inode: the content decides, and looking at the
/// inode only saves reading it again.
///
/// The driver keeps what programs answer to `--describe` here as well. The file can be deleted at any time.
public final class DigestCache {
  private let path: String?
  private var table = Table()
  private var isChanged = false

  /// - Parameter data: the data folder; nil remembers for the process alone.
  public init(data: String?) {
    path = data.map { $0 + "/.cache/digests.json" }
    // What cannot be read is as good as not there.
    if let path, let bytes = try? Files.read(path), let table = try? Table(json: bytes) { self.table = table }
  }

  /// The SHA-256 of a file.
  public func digest(of path: String) throws(StageFailure) -> String {
    let identity = FileIdentity(path)
    if let identity, let known = table.digests[path], known.hasPrefix(identity.text + " ") {
      return String(known.dropFirst(identity.text.utf8.count + 1))
    }
    let digest = try Files.digest(of: path)
    // A file that changed a moment ago may change again without its times telling.
    if let identity, identity.isSettled {
      table.digests[path] = "\(identity.text) \(digest)"
      isChanged = true
    }
    return digest
  }

  /// The SHA-256 of the program that is running, which may no longer be the file of its name.
  func digestOfRunningProgram() throws(StageFailure) -> String {
    let running = "/proc/self/exe"
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: running)) ?? running
    if let identity = FileIdentity(running), let known = table.digests[path], known.hasPrefix(identity.text + " ") {
      return String(known.dropFirst(identity.text.utf8.count + 1))
    }
    return try Files.digest(of: running)
  }

  /// What a program answered to a question, as long as it and the files that the answer depends on are as they were.
  public func answer(to question: String) -> [UInt8]? {
    guard let known = table.answers[question],
      known.files.allSatisfy({ Self.identity($0.key).text == $0.value })
    else { return nil }
    return Array(known.text.utf8)
  }

  public func keep(_ answer: [UInt8], to question: String, dependingOn files: [String]) {
    var known = Answer()
    known.text = String(decoding: answer, as: UTF8.self)
    for file in files {
      let identity = Self.identity(file)
      guard identity.isSettled else { return }
      known.files[file] = identity.text
    }
    table.answers[question] = known
    isChanged = true
  }

  /// What tells whether a file is as it was; for `$NAME`, the variable of the environment.
  private static func identity(_ name: String) -> (text: String, isSettled: Bool) {
    if name.hasPrefix("$") { return (getenv(String(name.dropFirst())).map { String(cString: $0) } ?? "none", true) }
    guard let identity = FileIdentity(name) else { return ("none", true) }
    return (identity.text, identity.isSettled)
  }

  /// Puts what was learnt on disk. A cache that cannot be written costs time and nothing else, so nothing is said of it.
  public func save() {
    guard isChanged, let path else { return }
    isChanged = false
    try? Files.makeFolder(Files.parent(of: path))
    try? Files.write(table.json, to: path, isDurable: false)
  }

  struct Table: FieldTable {
    var answers: [String: Answer] = [:]
    var digests: [String: String] = [:]
    var unknown = UnknownFields()
    static let fields: [Field<Self>] = [Field("answers", \.answers), Field("digests", \.digests)]
  }

  struct Answer: FieldTable {
    var files: [String: String] = [:]
    var text = ""
    var unknown = UnknownFields()
    static let fields: [Field<Self>] = [Field("files", \.files), Field("text", \.text)]
  }
}

/// What a file's inode says of it.
public struct FileIdentity: Sendable {
  public let text: String
  /// Whether its times are old enough that a later change would show in them.
  let isSettled: Bool

  /// nil where there is no such file.
  public init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    func nanoseconds(_ time: timespec) -> Int { Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec) }
    let changed = nanoseconds(status.st_ctim)
    text = "\(status.st_size) \(nanoseconds(status.st_mtim)) \(changed) \(status.st_dev) \(status.st_ino)"
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    // The kernel stamps with its tick, four milliseconds at the usual 250 Hz.
    isSettled = nanoseconds(now) - changed > 50_000_000
  }
}
