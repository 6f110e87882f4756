import FoundationEssentials
import Glibc
import Hashing
import Manifests
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

  /// The program that is running.
  public static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }

  /// Programs of ours that stand beside those of the stages and are none.
  public static let others = ["lint", "read", "serve"]

  /// The names of the stages that have a program.
  public var names: [String] {
    let programs = folders.prefix(1).flatMap { Files.names(in: $0) }.filter {
      $0.hasPrefix("macaroni-") && !$0.contains(".")
    }
    return programs.map { String($0.dropFirst("macaroni-".count)) }.filter { !Self.others.contains($0) }
  }

  public func path(of stage: String) -> String? {
    folders.map { "\($0)/macaroni-\(stage)" }.first { access($0, X_OK) == 0 && !Files.isFolder($0) }
  }

  /// What to say where a program of ours should be and is not.
  public static func missing(_ name: String) -> StageFailure {
    StageFailure(
      .wrongArguments,
      "there is no program macaroni-\(name) beside macaroni or on the search path; build the project with 'make build'")
  }

  /// A stage's program as it is now.
  struct Program {
    var path: String
    /// SHA-256 of the executable.
    var digest: String
    var description: StageDescription
  }

  /// Why a program cannot run as a stage is told to.
  struct Refusal: Error {
    var failure: StageFailure
    /// The setting that it is about, as a path from the stage's settings; nil where it is about none.
    var setting: String?
  }

  /// Asks stages what they are, each with the settings that it would run with; those that have not changed since they
  /// were last asked are not started.
  func describe(
    _ stages: [ManifestStage], base: String, cache: DigestCache
  ) throws(StageFailure) -> [Result<Program, Refusal>] {
    var programs: [Program] = []
    var questions: [(index: Int, text: String, arguments: [String])] = []
    var answers: [Int: Result<[UInt8], Refusal>] = [:]
    for (index, stage) in stages.enumerated() {
      guard let path = path(of: stage.name) else { throw Self.missing(stage.name) }
      let digest = try cache.digest(of: path)
      programs.append(Program(path: path, digest: digest, description: StageDescription()))
      let settings = String(decoding: stage.settings.json, as: UTF8.self)
      let text = SHA256.digest(of: "\(digest)\n\(base)\n\(settings)\n\(stage.uses.joined(separator: "\n"))").hex
      if let known = cache.answer(to: text) {
        answers[index] = .success(known)
      } else {
        let uses = stage.uses.flatMap { ["--uses", $0] }
        questions.append((index, text, ["--describe", "--check", "--with", settings, "--base", base] + uses))
      }
    }
    for (question, answer) in zip(
      questions, try Child.ask(questions.map { (programs[$0.index].path, $0.arguments) }))
    {
      let name = stages[question.index].name
      guard answer.status == 0 else {
        let prefix = "macaroni-\(name): "
        let talk = String(decoding: answer.talk, as: UTF8.self).split(separator: "\n")
        let words = talk.map { $0.hasPrefix(prefix) ? $0.dropFirst(prefix.count) : $0 }.joined(separator: " ")
        let failure = StageFailure(
          ExitStatus(rawValue: answer.status) ?? .bug,
          words.isEmpty ? "macaroni-\(name) --describe ended with \(answer.status)" : words)
        let setting = (try? JSON(json: answer.output))?["setting"]?.string
        answers[question.index] = .failure(Refusal(failure: failure, setting: setting))
        continue
      }
      answers[question.index] = .success(answer.output)
      if let description = try? StageDescription(json: answer.output) {
        // A program has looked at the files that it uses, if only to see whether they are fit.
        let used = stages[question.index].uses.flatMap { Files.everything(in: Files.resolve($0, base: base)) }
        cache.keep(answer.output, to: question.text, dependingOn: description.looksAt + used)
      }
    }
    return programs.indices.map { index in
      Result { () throws(Refusal) in
        guard let answer = answers[index] else { return programs[index] }
        var program = programs[index]
        let bytes = try answer.get()
        do throws(JSONError) {
          program.description = try StageDescription(json: bytes)
        } catch {
          throw Refusal(failure: StageFailure(.bug, "macaroni-\(stages[index].name) --describe: \(error)"))
        }
        return program
      }
    }
  }
}
