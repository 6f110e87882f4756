import Foundation
import Testing
import TestSupport

/// One of the schemas of what the driver prints, `pipeline/schemas/<name>.schema.json`.
struct PublishedSchema {
  let schema: [String: Any]

  init(_ name: String) throws {
    let data = try Data(contentsOf: URL(fileURLWithPath: Programs.pipeline + "/schemas/\(name).schema.json"))
    schema = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// Expects the members that the schema requires, of the types it gives, and no others, at each level.
  func hold(_ value: Any) throws { try Self.hold(value, to: schema, at: "") }

  private static func hold(_ value: Any, to schema: [String: Any], at place: String) throws {
    if let choice = schema["enum"] as? [String] { #expect(choice.contains(value as? String ?? ""), "\(place)") }
    if let only = schema["const"] as? String { #expect(value as? String == only, "\(place)") }
    let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
    #expect(types.isEmpty || types.contains { isOf($0, value) }, "\(place): \(value) is not of \(types)")
    if let members = value as? [String: Any], let properties = schema["properties"] as? [String: Any] {
      for name in schema["required"] as? [String] ?? [] { #expect(members[name] != nil, "\(place)/\(name)") }
      for (name, member) in members {
        let own = try #require(properties[name], "\(place)/\(name) is not in the schema")
        // `true` lets anything be.
        if let own = own as? [String: Any] { try hold(member, to: own, at: "\(place)/\(name)") }
      }
    } else if let members = value as? [String: Any], let own = schema["additionalProperties"] as? [String: Any] {
      for (name, member) in members { try hold(member, to: own, at: "\(place)/\(name)") }
    }
    if let elements = value as? [Any], let items = schema["items"] as? [String: Any] {
      for (position, element) in elements.enumerated() { try hold(element, to: items, at: "\(place)/\(position)") }
    }
  }

  private static func isOf(_ type: String, _ value: Any) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "null": value is NSNull
    case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    case "number": value is NSNumber
    case "boolean": value is Bool
    default: false
    }
  }
}
