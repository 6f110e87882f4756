/// Why the scanner leaves a document to cmark.
enum Decline: String, Error, CaseIterable {
  /// A tab where columns count.
  case tab
  /// Lines that end in CR.
  case carriageReturn
  /// A paragraph that may begin with link definitions, on which links anywhere may depend.
  case definition
  /// A character reference that is not among the common ones.
  case entity
  /// Code, a tag or a link that goes over lines.
  case overLines
  /// A row of dashes and pipes that does not fit the line above it.
  case oddTable
  /// Tags, addresses and info strings of rare forms.
  case rare
  /// So many marks that looking for their partners could take long.
  case crowded
}
