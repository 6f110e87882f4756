import ArgumentParser
import Glibc
import Stages

/// Ends the program with a sentence and the exit code that fits the error.
public enum Exits {
  public static func code(for error: any Error) -> ExitStatus {
    if let reported = error as? any ReportedError { return reported.status }
    return error is CancellationError ? .tryAgainLater : .bug
  }

  /// Says the error and ends.
  public static func end(_ program: String, with error: any Error) -> Never {
    let code = code(for: error)
    let sentence = code == .bug ? "\(error) (this is a bug in \(program); please report it)" : "\(error)"
    Terminal.say("\(program): \(sentence)")
    exit(code.rawValue)
  }

  /// Runs a command of swift-argument-parser with our exit codes: 64 for arguments that it refuses.
  public static func run(_ command: any AsyncParsableCommand.Type, _ arguments: [String]? = nil, program: String) async
    -> Never
  {
    do {
      var command = try command.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      exit(0)
    } catch let code as ExitCode {
      exit(code.rawValue)
    } catch let error where isOfParser(command, error) {
      let message = command.fullMessage(for: error)
      if command.exitCode(for: error).isSuccess {
        Terminal.answer(message)
        exit(0)
      }
      Terminal.say(message)
      exit(ExitStatus.wrongArguments.rawValue)
    } catch {
      end(program, with: error)
    }
  }

  private static func isOfParser(_ command: any ParsableCommand.Type, _ error: any Error) -> Bool {
    // Errors of ours say how they end; whatever else comes out of parsing is the parser's (help, version, arguments).
    if error is any ReportedError || error is CancellationError { return false }
    return error is ValidationError || error is CleanExit || "\(type(of: error))".contains("CommandError")
  }
}
