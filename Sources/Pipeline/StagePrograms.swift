import Foundation
import Records
import Stages

/// Where the stages' programs are: beside `macaroni` itself, or on the search path, as git finds its commands.
public struct StagePrograms: Sendable {
  private let folders: [String]

  /// - Parameter folder: where to look first; nil means beside the running program.
  public init(folder: String? = nil) {
    let own = folder ?? Files.parent(of: Self.executable)
    let search = ProcessInfo.processInfo.environment["PATH"] ?? ""
    folders = [own] + search.split(separator: ":").map(String.init)
  }

  private static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }

  /// The names of the stages that have a program.
  public var names: [String] {
    let programs = folders.prefix(1).flatMap { Files.names(in: $0) }.filter {
      $0.hasPrefix("macaroni-") && !$0.contains(".")
    }
    return programs.map { String($0.dropFirst("macaroni-".count)) }
  }

  public func path(of stage: String) -> String? {
    folders.map { "\($0)/macaroni-\(stage)" }.first { access($0, X_OK) == 0 && !Files.isFolder($0) }
  }

  /// Asks a stage what it is, with the settings that it would run with.
  public func describe(_ stage: String, settings: JSON, base: String) throws(StageFailure) -> StageDescription {
    guard let path = path(of: stage) else {
      throw StageFailure(.wrongArguments, "there is no program macaroni-\(stage); build the project with 'make build'")
    }
    var talk: [String] = []
    let arguments = ["--describe", "--with", String(decoding: settings.json, as: UTF8.self), "--base", base]
    let (status, answer) = try Child.run(path, arguments) { talk.append($0) }
    guard status == 0 else {
      let prefix = "macaroni-\(stage): "
      let words = talk.map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }.joined(separator: " ")
      throw StageFailure(
        ExitStatus(rawValue: status) ?? .bug, words.isEmpty ? "macaroni-\(stage) ended with \(status)" : words)
    }
    do throws(JSONError) {
      return try StageDescription(json: answer)
    } catch {
      throw StageFailure(.bug, "macaroni-\(stage) --describe: \(error)")
    }
  }
}
