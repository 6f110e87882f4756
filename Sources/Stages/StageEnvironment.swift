/// What the driver tells a stage's program besides its arguments.
public enum StageEnvironment {
  /// Set where the driver started the program.
  public static let driven = "MACARONI_DRIVEN"
}
