/// Documents with places to fill in, which are no documents yet.
enum Templates {
  static let reason = "the document is a template with places to fill in (Jinja); render it and read what comes out"

  /// Whether a line that cannot be read, or one of those around it, holds a mark of Jinja's.
  static func mark(in source: SourceText, line: Int) -> Bool {
    let first = min(max(1, line - 1), source.lastLine)
    let text = source.lines(first...max(first, min(line + 1, source.lastLine)))
    return text.count < 10_000 && (text.contains("{{") || text.contains("{%"))
  }
}
