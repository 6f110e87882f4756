/// A piece of a document that stands on lines of its own.
public struct Block: Sendable, Equatable {
  public enum Content: Sendable, Equatable {
    case heading(level: Int, RichText)
    case paragraph(RichText)
    case table(Table)
    case code(Code)
    /// Tags as written, comments included.
    case html(String)
    case thematicBreak
  }

  /// Lines that are printed as they are.
  public struct Code: Sendable, Equatable {
    /// What stands after the opening fence, `python` most often.
    public var info: String
    public var text: String
    /// The line that the text begins on.
    public var line: Int
  }

  /// The list item that a block belongs to.
  public struct Item: Sendable, Equatable {
    /// 1 for a list that stands in no other.
    public var depth: Int
    /// Which list of the document, in the order they begin.
    public var list: Int
    /// Which item of its list, from 0.
    public var index: Int
    /// The printed number, in an ordered list.
    public var number: Int?
    /// Whether the block is the item's first: the line with the bullet.
    public var isStart: Bool
  }

  public var content: Content
  public var lines: ClosedRange<Int>
  /// The innermost list item the block stands in.
  public var item: Item?
  /// How many block quotes the block stands in.
  public var quotes: Int
  /// The innermost section, an index into `Document.sections`. A heading belongs to the section it opens.
  public var section: Int
}

extension Block {
  /// The text of a paragraph or heading.
  public var text: RichText? {
    switch content {
    case .heading(_, let text), .paragraph(let text): text
    default: nil
    }
  }

  public var isHeading: Bool { if case .heading = content { true } else { false } }
}
