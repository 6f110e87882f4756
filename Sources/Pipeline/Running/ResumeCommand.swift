/// The command that goes on where a run ended.
public enum ResumeCommand {
  /// The same command with every option that was given, but for `--force`, which would do again what is done.
  ///
  /// ```swift
  /// ResumeCommand.text(["run", "--force", "--data", "my data"])   // macaroni run --data 'my data'
  /// ```
  public static func text(_ words: [String]) -> String {
    (["macaroni"] + words.filter { $0 != "--force" }).map(ShellWord.quoted).joined(separator: " ")
  }
}
