import Hashing
import Records

/// The name of a snapshot: the first twelve hexadecimal letters of the SHA-256 over everything that could change it.
public struct Fingerprint: Sendable, Hashable, CustomStringConvertible {
  public let text: String
  /// What it was made of, by name: `setting zoos`, `input fetch`, `file vocabulary/tasks.yaml`, `extractor tables`.
  public let ingredients: [String: String]

  public init(of ingredients: [String: String]) {
    self.ingredients = ingredients
    text = String(SHA256.digest(of: ingredients.json).hex.prefix(12))
  }

  public var description: String { text }

  /// What differs from the ingredients of another run, by name, in byte order.
  public func changes(since other: [String: String]) -> [Change] {
    let names = Set(ingredients.keys).union(other.keys).sorted { $0.precedes($1) }
    return names.compactMap { name in
      other[name] == ingredients[name] ? nil : Change(ingredient: name, old: other[name], new: ingredients[name])
    }
  }

  public struct Change: Sendable, Hashable {
    public var ingredient: String
    public var old: String?
    public var new: String?

    public init(ingredient: String, old: String?, new: String?) {
      self.ingredient = ingredient
      self.old = old
      self.new = new
    }
  }
}
