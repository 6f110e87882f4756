import Foundation

/// The programs as they were built beside the tests, run as a person runs them.
public struct Programs: Sendable {
  public struct Answer: Sendable {
    public var status: Int32
    public var output: String
    public var talk: String
  }

  /// Where the package manager puts programs and the test bundle alike.
  public static let folder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path

  /// The project's `pipeline` folder.
  public static let pipeline =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/pipeline"

  public static func path(_ name: String) -> String {
    if name.hasPrefix("/") { return name }
    let candidates = [folder, Programs.pipeline + "/../.build/debug", Programs.pipeline + "/../.build/release"]
    return candidates.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) } ?? name
  }

  /// The folder that holds a program.
  public static func folder(of name: String) -> String {
    URL(fileURLWithPath: path(name)).deletingLastPathComponent().path
  }

  /// Runs a program to its end, on a thread of its own: other tests share the few threads of Swift's pool.
  public static func run(_ name: String, _ arguments: [String], environment: [String: String] = [:]) async throws
    -> Answer
  {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread {
        continuation.resume(with: Result { try waitFor(name, arguments, environment) })
      }
    }
  }

  private static func waitFor(_ name: String, _ arguments: [String], _ environment: [String: String]) throws -> Answer {
    let process = try start(name, arguments, environment: environment)
    let output = process.output.readDataToEndOfFile()
    process.process.waitUntilExit()
    let talk = (try? Data(contentsOf: URL(fileURLWithPath: process.talkFile))) ?? Data()
    try? FileManager.default.removeItem(atPath: process.talkFile)
    return Answer(
      status: process.process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      talk: String(decoding: talk, as: UTF8.self))
  }

  public struct Started {
    public let process: Process
    public let output: FileHandle
    let talkFile: String
  }

  public static func start(_ name: String, _ arguments: [String], environment: [String: String] = [:]) throws -> Started
  {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path(name))
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    // Talk goes to a file: a pipe that nobody reads would stop the program.
    let talkFile = FileManager.default.temporaryDirectory.path + "/macaroni-talk-" + UUID().uuidString
    _ = FileManager.default.createFile(atPath: talkFile, contents: nil)
    process.standardError = FileHandle(forWritingAtPath: talkFile)
    try process.run()
    return Started(process: process, output: output.fileHandleForReading, talkFile: talkFile)
  }
}
