import Records
import Stages

/// A size as people write it: `10 MB`, `64 MiB`, or a number of bytes.
public struct ByteSize: Sendable, Hashable, Decodable, CustomStringConvertible {
  public var bytes: Int

  public init(bytes: Int) { self.bytes = bytes }

  private static let units = [
    "b": 1, "kb": 1000, "mb": 1_000_000, "gb": 1_000_000_000, "kib": 1 << 10, "mib": 1 << 20, "gib": 1 << 30,
  ]

  /// Nil for what is no size.
  public init?(_ text: String) {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }.lowercased()
    guard let number = Int(digits), let factor = Self.units[unit.isEmpty ? "b" : unit] else { return nil }
    let (bytes, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    self.bytes = bytes
  }

  public init(from decoder: any Decoder) throws {
    let value = try JSON(from: decoder)
    guard let size = value.integer.map({ ByteSize(bytes: $0) }) ?? value.string.flatMap({ ByteSize($0) }),
      size.bytes > 0
    else {
      throw InvalidSetting(
        decoder.codingPath.map(\.stringValue).joined(separator: "/"), value.text, expected: "a size such as 10 MB")
    }
    self = size
  }

  public var description: String { bytes % 1_000_000 == 0 ? "\(bytes / 1_000_000) MB" : "\(bytes) bytes" }
}
