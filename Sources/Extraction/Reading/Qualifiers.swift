import Records

/// What a statement is qualified by: a metric, a data set, a split. In the order in which JSON has them.
///
/// There are seldom more than four, which are found sooner by looking through them than by hashing.
public struct Qualifiers: Sendable, ExpressibleByDictionaryLiteral {
  public private(set) var members: [(name: String, value: JSON)]

  public init(dictionaryLiteral elements: (String, JSON)...) {
    members = []
    members.reserveCapacity(elements.count)
    for (name, value) in elements { self[name] = value }
  }

  public var isEmpty: Bool { members.isEmpty }

  public subscript(name: String) -> JSON? {
    get { members.first { $0.name == name }?.value }
    set {
      var place = 0
      while place < members.count, members[place].name.precedes(name) { place += 1 }
      let isThere = place < members.count && members[place].name == name
      switch (newValue, isThere) {
      case (let value?, true): members[place].value = value
      case (let value?, false): members.insert((name, value), at: place)
      case (nil, true): members.remove(at: place)
      case (nil, false): break
      }
    }
  }

  /// Takes in what others say of which nothing is said here.
  mutating func add(_ others: Qualifiers) {
    for (name, value) in others.members where self[name] == nil { self[name] = value }
  }

  func adding(_ others: Qualifiers) -> Qualifiers {
    var copy = self
    copy.add(others)
    return copy
  }

  /// That one alone.
  func only(_ name: String) -> Qualifiers { self[name].map { [name: $0] } ?? [:] }

  public var object: [String: JSON] { Dictionary(members.map { ($0.name, $0.value) }) { _, last in last } }

  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    for (name, value) in members {
      writer.key(name)
      value.write(to: &writer)
    }
    writer.endObject()
  }
}

extension Qualifiers: Equatable {
  public static func == (one: Qualifiers, other: Qualifiers) -> Bool {
    one.members.elementsEqual(other.members) { $0.name == $1.name && $0.value == $1.value }
  }
}
