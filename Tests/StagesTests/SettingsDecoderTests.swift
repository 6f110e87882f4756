import Records
import Stages
import Testing

@Suite struct SettingsDecoderTests {
  private struct Settings: Decodable, Equatable {
    struct Inner: Decodable, Equatable { var size: Int }
    var name: String?
    var share: Double?
    var loud: Bool?
    var inner: Inner?
    var list: [Int]?
    var free: [String: JSON]?
    var parts: [ComponentChoice]?
  }

  @Test("settings of every shape are decoded")
  func shapes() throws {
    let settings = try SettingsDecoder.decode(
      Settings.self,
      from: [
        "name": "x", "share": 1, "loud": true, "inner": ["size": 3], "list": [1, 2], "free": ["any": ["thing"]],
        "parts": ["plain", ["with": ["limit": 5]], ["bare": .null]],
      ])
    #expect(settings.inner?.size == 3)
    #expect(settings.free == ["any": ["thing"]])
    #expect(
      settings.parts == [
        ComponentChoice("plain"), ComponentChoice("with", options: ["limit": 5]), ComponentChoice("bare"),
      ])
    // One value stands for a list of one.
    let single = try SettingsDecoder.decode(Settings.self, from: ["list": 7])
    #expect(single.list == [7])
  }

  @Test(
    "what does not fit is refused with the setting's path",
    arguments: [
      (
        ["nmae": "x"] as JSON,
        "unknown setting 'nmae'; did you mean 'name'? known: free, inner, list, loud, name, parts, share"
      ),
      (
        ["inner": ["sise": 3, "size": 1]], "unknown setting 'inner/sise'; did you mean 'inner/size'? known: inner/size"
      ),
      (["inner": [:]], "setting 'inner/size' is missing; expected a value"),
      (["share": "lots"], "setting 'share' is lots; expected a number"),
      (["list": [1, "two"]], "setting 'list' is two; expected a whole number"),
      (["loud": 1], "setting 'loud' is 1; expected true or false"),
      ([1], "the settings are [1]; expected a mapping"),
    ] as [(JSON, String)])
  func refusals(_ settings: JSON, _ sentence: String) {
    do {
      _ = try SettingsDecoder.decode(Settings.self, from: settings)
      Issue.record("the settings were accepted")
    } catch {
      #expect("\(error)" == sentence)
    }
  }

  private struct Needy: Decodable {
    var path: String
    var atMost: Double
    var parts: [ComponentChoice]
    var note: String?
  }

  @Test("a misspelt setting is named where the one that was meant is missing, with all that are known")
  func misspelt() {
    let settings: JSON = ["pth": "zoo", "atMost": 1, "parts": []]
    do {
      _ = try SettingsDecoder.decode(Needy.self, from: settings)
      Issue.record("the settings were accepted")
    } catch {
      #expect("\(error)" == "unknown setting 'pth'; did you mean 'path'? known: atMost, note, parts, path")
    }
  }

  @Test("an unknown component is told with the closest one")
  func unknownComponent() {
    let error = UnknownComponent(kind: "perturbation", name: "identiti", known: ["greyscale", "identity"])
    #expect("\(error)" == "unknown perturbation 'identiti'; did you mean 'identity'? known: greyscale, identity")
    let other = UnknownComponent(kind: "perturbation", name: "fog", known: ["greyscale", "identity"])
    #expect("\(other)" == "unknown perturbation 'fog'; known: greyscale, identity")
  }

  @Test("an error about a setting knows its whole way")
  func place() {
    let error = UnknownSetting("nmae", known: ["name", "path"]).inside("local").at("zoos", 1)
    #expect(error.place == "zoos/1/local/nmae")
    #expect("\(error)" == "unknown setting 'local/nmae'; did you mean 'local/name'? known: local/name, local/path")
  }

  @Test("a component without settings takes none")
  func none() {
    #expect(throws: UnknownSetting.self) { try SettingsDecoder.decode(NoOptions.self, from: ["a": 1]) }
    #expect(throws: Never.self) { try SettingsDecoder.decode(NoOptions.self, from: [:]) }
  }

  @Test("days are days")
  func days() {
    #expect(Day("2024-02-29")?.description == "2024-02-29")
    for wrong in ["2023-02-29", "2024-13-01", "2024-1-1", "20240101", "2024-01-0x", ""] { #expect(Day(wrong) == nil) }
  }

  @Test("a misspelt word finds the near one, and no far one")
  func spelling() {
    #expect(Spelling.closest(to: "parse-readm", among: ["fetch", "parse-readme"]) == "parse-readme")
    #expect(Spelling.closest(to: "xyz", among: ["fetch", "publish"]) == nil)
  }
}
