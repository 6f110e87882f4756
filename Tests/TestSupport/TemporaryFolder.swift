import Foundation

/// A folder that is gone when the test is.
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/macaroni-test-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The bytes of every file below, by relative path.
  public func contents(of folder: String = "") throws -> [String: Data] {
    let root = URL(fileURLWithPath: path + "/" + folder)
    var files: [String: Data] = [:]
    let walk = FileManager.default.enumerator(at: root, includingPropertiesForKeys: [.isRegularFileKey])
    while let url = walk?.nextObject() as? URL {
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[String(url.path.dropFirst(root.path.count)).trimmingCharacters(in: ["/"])] = try Data(contentsOf: url)
      }
    }
    return files
  }

  public func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Writes what can be executed at once. Another program puts it in its place: a process that some other test starts
  /// meanwhile would hold this one's open file until its own `exec`, and the kernel executes no file that anybody can write.
  public func writeProgram(_ text: String, to name: String) async throws {
    let draft = name + ".draft"
    try write(text, to: draft)
    let answer = try await Programs.run("/usr/bin/install", ["-m", "755", "\(path)/\(draft)", "\(path)/\(name)"])
    guard answer.status == 0 else { throw CocoaError(.fileWriteUnknown) }
    try FileManager.default.removeItem(atPath: "\(path)/\(draft)")
  }
}
