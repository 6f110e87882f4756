import Records

/// Decodes settings strictly: every member given must be asked for, and errors are sentences with the setting's path.
///
/// Synthesised `Decodable` types say which members they know by asking for them, so nothing is declared twice.
public enum SettingsDecoder {
  public static func decode<Value: Decodable>(_ type: Value.Type, from settings: JSON) throws -> Value {
    let asked = Asked()
    let value = try Value(from: ValueDecoder(value: settings, codingPath: [], asked: asked))
    if case .object(let members) = settings {
      // A type that asks for nothing, such as NoOptions, has no settings.
      for name in members.keys.sorted() where !asked.isOpaque && !asked.names.contains(name) {
        throw UnknownSetting(name, known: Array(asked.names))
      }
    } else if settings != .null, !asked.isOpaque, asked.names.isEmpty {
      throw InvalidSetting("", settings.text, expected: "a mapping")
    }
    return value
  }

  /// The names that were asked for at the top of the settings.
  fileprivate final class Asked {
    var names: Set<String> = []
    /// The whole value was taken as it is, so nothing in it is unknown.
    var isOpaque = false
  }

  fileprivate static func path(_ keys: [any CodingKey]) -> String { keys.map(\.stringValue).joined(separator: "/") }

  fileprivate struct ValueDecoder: Decoder {
    let value: JSON
    let codingPath: [any CodingKey]
    let asked: Asked
    let userInfo: [CodingUserInfoKey: Any] = [:]

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
      guard case .object(let members) = value else { throw mismatch("a mapping") }
      return KeyedDecodingContainer(Keyed<Key>(members: members, codingPath: codingPath, asked: asked))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
      asked.isOpaque = true
      // One value where a list is expected is a list of one, as in `from: fetch`.
      guard case .array(let elements) = value else { return Unkeyed(elements: [value], codingPath: codingPath) }
      return Unkeyed(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer {
      asked.isOpaque = true
      return Single(decoder: self)
    }

    func mismatch(_ expected: String) -> InvalidSetting {
      InvalidSetting(SettingsDecoder.path(codingPath), value.text, expected: expected)
    }

    func take<Value: Decodable>(_ type: Value.Type) throws -> Value {
      func cast(_ any: some Any) throws -> Value {
        guard let value = any as? Value else { throw mismatch("another value") }
        return value
      }
      switch type {
      case is JSON.Type: return try cast(value)
      case is String.Type:
        guard let text = value.string else { throw mismatch("text") }
        return try cast(text)
      case is Int.Type:
        guard let number = value.integer else { throw mismatch("a whole number") }
        return try cast(number)
      case is Double.Type:
        guard let number = value.double else { throw mismatch("a number") }
        return try cast(number)
      case is Bool.Type:
        guard let truth = value.bool else { throw mismatch("true or false") }
        return try cast(truth)
      default:
        let asked = Asked()
        let made = try Value(from: ValueDecoder(value: value, codingPath: codingPath, asked: asked))
        if case .object(let members) = value {
          for name in members.keys.sorted() where !asked.isOpaque && !asked.names.contains(name) {
            throw UnknownSetting(
              SettingsDecoder.path(codingPath) + "/" + name,
              known: asked.names.map { SettingsDecoder.path(codingPath) + "/" + $0 })
          }
        }
        return made
      }
    }
  }

  private struct Keyed<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [String: JSON]
    let codingPath: [any CodingKey]
    let asked: Asked

    var allKeys: [Key] {
      // Dictionaries ask for all keys: each is known.
      asked.isOpaque = true
      return members.keys.sorted().compactMap { Key(stringValue: $0) }
    }

    func contains(_ key: Key) -> Bool {
      asked.names.insert(key.stringValue)
      return members[key.stringValue] != nil
    }

    func decodeNil(forKey key: Key) throws -> Bool {
      asked.names.insert(key.stringValue)
      return members[key.stringValue] ?? .null == .null
    }

    private func decoder(_ key: Key) throws -> ValueDecoder {
      asked.names.insert(key.stringValue)
      guard let value = members[key.stringValue] else {
        throw InvalidSetting(SettingsDecoder.path(codingPath + [key]), "missing", expected: "a value")
      }
      return ValueDecoder(value: value, codingPath: codingPath + [key], asked: Asked())
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
      do {
        return try decoder(key).take(type)
      } catch {
        // A misspelt member explains why this one is missing, and is told once the type has asked for all it knows.
        guard members[key.stringValue] == nil, members.keys.contains(where: { Key(stringValue: $0) == nil }),
          let standIn = Self.standIn(type)
        else { throw error }
        return standIn
      }
    }

    /// Some value of the type, for settings that are refused anyway.
    private static func standIn<Value: Decodable>(_ type: Value.Type) -> Value? {
      for value in ["", 0, false, [], [:]] as [JSON] {
        let decoder = ValueDecoder(value: value, codingPath: [], asked: Asked())
        if let made = try? decoder.take(type) { return made }
      }
      return nil
    }

    func nestedContainer<Nested: CodingKey>(
      keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
      try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
      ValueDecoder(value: .object(members), codingPath: codingPath, asked: asked)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }
  }

  private struct Unkeyed: UnkeyedDecodingContainer {
    let elements: [JSON]
    let codingPath: [any CodingKey]
    var currentIndex = 0
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    init(elements: [JSON], codingPath: [any CodingKey]) {
      self.elements = elements
      self.codingPath = codingPath
    }

    private mutating func next() throws -> ValueDecoder {
      guard !isAtEnd else {
        throw InvalidSetting(SettingsDecoder.path(codingPath), "too short", expected: "more elements")
      }
      defer { currentIndex += 1 }
      return ValueDecoder(value: elements[currentIndex], codingPath: codingPath, asked: Asked())
    }

    mutating func decodeNil() throws -> Bool {
      guard !isAtEnd, elements[currentIndex] == .null else { return false }
      currentIndex += 1
      return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().take(type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested>
    {
      try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
  }

  private struct Single: SingleValueDecodingContainer {
    let decoder: ValueDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    func decodeNil() -> Bool { decoder.value == .null }
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try decoder.take(type) }
  }
}

extension JSON: Decodable {
  /// Takes the value as it is; only settings are decoded this way.
  public init(from decoder: any Decoder) throws { self = try decoder.singleValueContainer().decode(JSON.self) }
}
