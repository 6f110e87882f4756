import ArgumentParser
import CommandLineSupport
import Pipeline

/// The right to write a data folder, or with others to read it: refused with a sentence while another run has it, unless it
/// is to be waited for.
struct LockOptions: ParsableArguments {
  @Flag(help: "Wait for another run of the same data folder to end.")
  var wait = false

  /// - Parameters:
  ///   - isShared: see `DataLock`.
  ///   - isQuiet: whether nothing is said of a run that was killed.
  func lock(_ data: String, isShared: Bool = false, isQuiet: Bool = false) throws -> DataLock {
    try DataLock(
      data: data, holder: CommandLine.arguments.joined(separator: " "), isShared: isShared,
      waiting: wait ? { Terminal.say("another run is writing here (\($0)); waiting for it to end") } : nil,
      tell: { if !isQuiet { Terminal.say($0) } })
  }
}
