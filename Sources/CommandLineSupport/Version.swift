/// The version of the programs, as `--version` and receipts print it.
public enum Version {
  public static let current = "0.1.0"
}
