import YAML

/// Metafiles, model descriptions, catalogues. Tags are kept and nothing is made of them.
enum YAMLData: DataFormat {
  static let kind = DocumentKind.yaml
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> YAML.Parsed { YAML.parse(bytes) }
}

/// Manifests, model cards as JSON, package metadata.
enum JSONData: DataFormat {
  static let kind = DocumentKind.json
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> YAML.Parsed { YAML.parseJSON(bytes) }
}

/// Tables of results, one model a row.
enum CommaSeparated: DataFormat {
  static let kind = DocumentKind.csv
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> YAML.Parsed {
    SeparatedValues.parse(bytes, separator: UInt8(ascii: ","))
  }
}

enum TabSeparated: DataFormat {
  static let kind = DocumentKind.tsv
  static func parse(_ bytes: UnsafeBufferPointer<UInt8>) -> YAML.Parsed {
    SeparatedValues.parse(bytes, separator: UInt8(ascii: "\t"))
  }
}
