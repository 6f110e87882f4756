/// Kinds of records as people count them.
public enum RecordWords {
  /// `source` for one, `sources` for more.
  public static func of(_ kind: String, count: Int) -> String {
    // There is no plural of quality: its records are counted.
    if kind == "quality" { return count == 1 ? "quality record" : "quality records" }
    if count == 1 { return kind }
    return kind.hasSuffix("y") ? kind.dropLast() + "ies" : kind + "s"
  }
}
