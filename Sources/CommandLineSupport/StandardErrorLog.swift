import Logging

/// Log lines on standard error: `parse-readme: 12 cards had no front matter`.
public struct StandardErrorLog: LogHandler {
  public var logLevel: Logger.Level
  public var metadata: Logger.Metadata = [:]
  private let label: String

  public init(label: String, level: Logger.Level) {
    self.label = label
    logLevel = level
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  #if compiler(>=6.2)
    public func log(event: LogEvent) { say(event.level, event.message) }
  #else
    // Versions of swift-log that Swift 6.1 can build know no events.
    public func log(
      level: Logger.Level, message: Logger.Message, metadata: Logger.Metadata?, source: String, file: String,
      function: String,
      line: UInt
    ) { say(level, message) }
  #endif

  private func say(_ level: Logger.Level, _ message: Logger.Message) {
    let word = level >= .error ? "error: " : level == .warning ? "warning: " : ""
    Terminal.say("\(label): \(word)\(message)")
  }
}
