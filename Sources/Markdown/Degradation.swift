/// Why a document was not read in full.
public enum Degradation: Sendable, Equatable, CustomStringConvertible {
  /// Larger than `Limits.bytes`: what follows this line was not read. Line 0 of a document that begins at line 1 means nothing was.
  case tooLarge(bytes: Int, limit: Int, lastLine: Int)
  /// Tables that would take too much memory: only headings were read.
  case tooManyCells(line: Int)
  /// Quotes or lists nested beyond reason: only headings were read.
  case tooDeep(line: Int)
  /// Reading would take more memory than `Limits.memory`, as with references to very long links: only headings were read.
  case tooMuchMemory(limit: Int)

  public var description: String {
    switch self {
    case .tooLarge(let bytes, let limit, let line):
      "the text has \(bytes) bytes, of which no more than the first \(limit) are read; what follows line \(line) was not read"
    case .tooManyCells(let line): "the table at line \(line) has too many cells; only headings were read"
    case .tooDeep(let line): "line \(line) is nested too deeply; only headings were read"
    case .tooMuchMemory(let limit): "reading takes more than \(limit) bytes of memory; only headings were read"
    }
  }
}
