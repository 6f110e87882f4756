/// A heading and what follows it, up to the next heading of the same or a higher level.
public struct Section: Sendable, Equatable {
  /// The heading's text; empty for the whole document.
  public var title: String
  /// 1 to 6; 0 for the whole document.
  public var level: Int
  /// The section around it, an index into `Document.sections`; `nil` for the whole document.
  public var parent: Int?
  /// From the heading to the line before the next section's heading, subsections included.
  public var lines: ClosedRange<Int>
  /// The blocks on those lines, heading included.
  public var blocks: Range<Int>
  /// The blocks before the first subsection, heading included.
  public var ownBlocks: Range<Int>
}
