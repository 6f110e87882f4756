import Mustache

/// What a page shows, as one value that both the templates and the client's data files are written from.
///
/// A model page is rendered twice: as HTML for the evaluated tier and as data for the long tail. Both come from the
/// same value, so a number on a page and the number in its data file cannot differ.
indirect enum ViewValue: Sendable, Equatable {
  case text(String)
  case integer(Int)
  case number(Double)
  case flag(Bool)
  case list([ViewValue])
  /// Members in the order they are written. An absent member is left out, never written as null.
  case object([(String, ViewValue)])

  static func == (a: ViewValue, b: ViewValue) -> Bool {
    var first: [UInt8] = []
    var second: [UInt8] = []
    a.appendJSON(to: &first)
    b.appendJSON(to: &second)
    return first == second
  }

  /// An object without the members that are nil, empty text or empty lists.
  static func members(_ members: KeyValuePairs<String, ViewValue?>) -> ViewValue {
    .object(
      members.compactMap { name, value in
        switch value {
        case nil, .text("")?: nil
        case .list(let items)? where items.isEmpty: nil
        case let value?: (name, value)
        }
      })
  }

  /// The member of that name, when this is an object that has it.
  subscript(name: String) -> ViewValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.0 == name }?.1
  }

  /// The same object with more members after its own.
  func adding(_ more: ViewValue) -> ViewValue {
    guard case .object(let mine) = self, case .object(let theirs) = more else { return self }
    return .object(mine + theirs)
  }
}

extension ViewValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  init(stringLiteral value: String) { self = .text(value) }
  init(booleanLiteral value: Bool) { self = .flag(value) }
  init(integerLiteral value: Int) { self = .integer(value) }

  static func texts(_ values: [String]) -> ViewValue { .list(values.map(ViewValue.text)) }
}

// Templates look members up by these two; swift-mustache would otherwise reflect, which is many times slower.
extension ViewValue: MustacheParent, MustacheCustomRenderable {
  func child(named name: String) -> Any? { self[name]?.templateValue }

  var renderText: String {
    switch self {
    case .text(let text): text
    case .integer(let value): String(value)
    case .number(let value): ViewValue.shortest(value)
    case .flag(let value): value ? "yes" : "no"
    case .list, .object: ""
    }
  }

  var isNull: Bool { false }

  private var templateValue: Any {
    switch self {
    case .flag(let value): value
    case .list(let items): items
    default: self
    }
  }
}
