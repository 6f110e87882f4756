/// Every way of writing documents, besides Markdown, that is read.
enum Formats {
  static let texts: [any TextFormat.Type] = [RestructuredText.self, HTMLPage.self]
  static let data: [any DataFormat.Type] = [YAMLData.self, JSONData.self, CommaSeparated.self, TabSeparated.self]
}
