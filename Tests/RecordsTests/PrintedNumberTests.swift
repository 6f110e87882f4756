import Records
import Testing

@Suite struct PrintedNumberTests {
  @Test(
    "numbers are spelt as ECMAScript spells them (RFC 8785 appendix B)",
    arguments: [
      (0.0, "0"), (-0.0, "0"), (Double.leastNonzeroMagnitude, "5e-324"),
      (1.7976931348623157e308, "1.7976931348623157e+308"),
      (9007199254740992, "9007199254740992"), (0x1p68, "295147905179352830000"),
      (9.999999999999997e22, "9.999999999999997e+22"), (1e23, "1e+23"), (1e21, "1e+21"),
      (1e20, "100000000000000000000"),
      (0.000001, "0.000001"), (9.5367431640625e-7, "9.5367431640625e-7"), (333333333.3333332, "333333333.3333332"),
      (-4.35, "-4.35"), (37, "37"), (0.1, "0.1"),
    ])
  func spelling(_ value: Double, _ text: String) { #expect(PrintedNumber(value).canonical == text) }

  @Test("every two-decimal percentage is scaled without a trace of binary")
  func percentages() throws {
    for hundredths in 0...10_000 {
      let whole = String(hundredths / 100)
      let part = String(hundredths % 100)
      let printed = try #require(PrintedNumber(whole + "." + (part.count == 1 ? "0" : "") + part))
      #expect(printed.scaled(byPowerOfTen: -2).double == Double(hundredths) / 10_000)
      #expect(printed.scaled(byPowerOfTen: -2).canonical.utf8.count <= 6)
    }
  }

  @Test("what was printed is remembered: decimals, sign, whole numbers")
  func printed() throws {
    #expect(PrintedNumber("76.10")?.decimals == 2)
    #expect(PrintedNumber("1.0e-4")?.decimals == 5)
    #expect(PrintedNumber("110000000")?.integer == 110_000_000)
    #expect(PrintedNumber("1.5e3")?.integer == 1500)
    #expect(PrintedNumber("1.5")?.integer == nil)
    #expect(PrintedNumber("25.6")?.scaled(byPowerOfTen: 6).integer == 25_600_000)
    for refused in ["", "-", "1.2.3", "e5", "1e", "0x1", "1,000", "nan", "١"] { #expect(PrintedNumber(refused) == nil) }
  }
}
