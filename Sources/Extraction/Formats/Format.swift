import YAML

/// A way of writing running text that is read as Markdown.
protocol TextFormat: Sendable {
  static var kind: DocumentKind { get }
  static func translate(_ source: SourceText) -> Translation
}

/// A way of writing values under names, read as the tree that YAML would make of it.
protocol DataFormat: Sendable {
  static var kind: DocumentKind { get }
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> YAML.Parsed
}
