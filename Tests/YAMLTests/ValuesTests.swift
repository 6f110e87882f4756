import Testing
import YAML

@Suite struct ValuesTests {
  private func node(_ text: String) throws -> Node { try #require(YAML.parse("v: \(text)\n").root?["v"]) }

  @Test("`language: no` is both a truth value and the text as printed")
  func norwegian() throws {
    #expect(try node("no").bool == false)
    #expect(try node("no").text == "no")
    #expect(try node("'no'").bool == nil)
  }

  @Test("nothing is said in several ways", arguments: ["", "~", "null", "NULL"])
  func null(_ text: String) throws {
    #expect(try node(text).isNull)
  }

  @Test(
    "numbers are read by the core schema",
    arguments: [
      ("12", 12), ("-3", -3), ("+4", 4), ("0x1F", 31), ("0o17", 15), ("1e3", nil), ("1_000", nil), ("\"12\"", nil),
      ("99999999999999999999", nil), ("0x-1", nil), ("+", nil),
    ] as [(String, Int?)])
  func integers(_ text: String, _ value: Int?) throws {
    #expect(try node(text).int == value)
  }

  @Test(
    "reals are read by the core schema",
    arguments: [
      ("0.5", 0.5), ("5e-05", 5e-05), (".5", 0.5), ("12", 12), ("-.inf", -.infinity), ("21.48%", nil), ("nan", nil),
      ("0x1p3", nil), ("1.2.3", nil), ("infinity", nil),
    ] as [(String, Double?)])
  func reals(_ text: String, _ value: Double?) throws {
    #expect(try node(text).double == value)
  }
}
