import Records

/// Something a manifest can name: a stage, a connector, an extractor, an evaluator, a perturbation, a report.
///
/// ```swift
/// struct Mirror: Perturbation {
///   static let name = "mirror"
///   static let summary = "Swap left and right."
///   init(options: NoOptions) {}
/// }
/// ```
public protocol Component: Sendable {
  associatedtype Options: Decodable & Sendable = NoOptions
  /// What a manifest calls it: `parse-readme`, `salt-and-pepper`.
  static var name: String { get }
  /// One sentence, shown by `--describe`.
  static var summary: String { get }
  /// Raised when the same input would give a different output; part of the fingerprint of every run that uses it.
  static var version: Int { get }
  init(options: Options) throws
}

/// For components without settings.
public struct NoOptions: Decodable, Sendable {
  public init() {}
}

/// A component as a manifest chooses it: by its name alone, or with settings.
///
/// ```yaml
/// zoos: [pytorch-hub, huggingface: { limit: 5000 }]
/// ```
public struct ComponentChoice: Decodable, Sendable, Hashable {
  public var name: String
  public var options: JSON

  public init(_ name: String, options: JSON = [:]) {
    self.name = name
    self.options = options
  }

  public init(from decoder: any Decoder) throws {
    let value = try JSON(from: decoder)
    switch value {
    case .string(let name): self.init(name)
    case .object(let members) where members.count == 1:
      // A mapping of one member; there is a first.
      for (name, options) in members {
        self.init(name, options: options == .null ? [:] : options)
        return
      }
      self.init("")
    default:
      throw InvalidSetting("", value.text, expected: "a name, or a name with its settings")
    }
  }
}

/// The components of one kind, for looking them up by name.
public struct Registry<Kind>: Sendable {
  public let kind: String
  public let components: [any Component.Type]

  /// - Parameter kind: what a person calls such a component: `perturbation`.
  public init(_ kind: String, _ components: [any Component.Type]) {
    self.kind = kind
    self.components = components
  }

  public var names: [String] { components.map { $0.name } }

  /// The component chosen, made with its settings.
  public func make(_ choice: ComponentChoice) throws -> Kind {
    guard let type = components.first(where: { $0.name == choice.name }) else {
      throw UnknownComponent(kind: kind, name: choice.name, known: names)
    }
    do {
      let made = try type.init(settings: choice.options)
      guard let component = made as? Kind else { throw UnknownComponent(kind: kind, name: choice.name, known: names) }
      return component
    } catch let setting as any SettingError {
      throw setting.inside(choice.name)
    }
  }

  /// The components chosen, in their order.
  ///
  /// - Parameter setting: the setting that lists them; an error says which of the list it is about.
  public func make(_ choices: [ComponentChoice], of setting: String) throws -> [Kind] {
    try choices.enumerated().map { index, choice in
      do {
        return try make(choice)
      } catch let error as any SettingError {
        throw error.at(setting, index)
      }
    }
  }

  /// Names and versions of the chosen components, for the fingerprint.
  public func versions(of choices: [ComponentChoice]) -> [String: String] {
    let wanted = Set(choices.map(\.name))
    var versions: [String: String] = [:]
    for type in components where wanted.contains(type.name) { versions["\(kind) \(type.name)"] = String(type.version) }
    return versions
  }

  /// Every component with its version.
  public var allVersions: [String: String] { versions(of: names.map { ComponentChoice($0) }) }
}

extension Component {
  public static var version: Int { 1 }

  /// Decodes the settings strictly and makes the component.
  public init(settings: JSON) throws { try self.init(options: Self.options(from: settings)) }

  /// The settings, decoded strictly: an unknown one is refused with the known ones.
  public static func options(from settings: JSON) throws -> Options {
    try SettingsDecoder.decode(Options.self, from: settings)
  }
}

extension Component where Options == NoOptions {
  public init(settings: JSON) throws {
    try self.init(options: SettingsDecoder.decode(NoOptions.self, from: settings))
  }
}
