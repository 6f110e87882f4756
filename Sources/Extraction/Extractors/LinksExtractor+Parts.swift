import Markdown

/// The comments of OpenMMLab's pages that say which part of a model a paper is of: `<!-- [BACKBONE] -->`.
extension LinksExtractor {
  /// Whether the comment before a listing names a data set, what else a model was made with, or the backbone of an algorithm
  /// that has a paper of its own.
  static func isOfPart(_ listing: Listing, _ card: Card, hasAlgorithm: Bool) -> Bool {
    for block in card.document.blocks[..<min(listing.block, card.document.blocks.count)].reversed().prefix(8) {
      if case .html(let html) = block.content, html.mentions("<!-- [") {
        return html.mentions("[DATASET]") || html.mentions("[OTHERS]") || hasAlgorithm && html.mentions("[BACKBONE]")
      }
    }
    return false
  }

  /// Whether one of the comments says that an algorithm follows.
  static func hasAlgorithm(_ card: Card) -> Bool {
    card.document.blocks.contains { block in
      guard case .html(let html) = block.content else { return false }
      return html.utf8.count < 4000 && html.mentions("<!-- [ALGORITHM]")
    }
  }
}
