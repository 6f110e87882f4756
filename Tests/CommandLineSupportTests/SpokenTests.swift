import CommandLineSupport
import Stages
import Testing

@Suite struct SpokenTests {
  @Test("numbers are said as people read them")
  func numbers() {
    #expect([0, 999, 1000, 23_511, -1_234_567].map(Spoken.count) == ["0", "999", "1,000", "23,511", "-1,234,567"])
    #expect([0.04, 3.21, 42.4, 250].map(Spoken.duration) == ["0.0 s", "3.2 s", "42 s", "4 min 10 s"])
    #expect([12, 98_669, 1_340_000, 5_000_000_000].map(Spoken.bytes) == ["12 B", "98.7 kB", "1.3 MB", "5.0 GB"])
  }

  @Test("a table is as wide as it needs to be, and ends no line with spaces")
  func table() {
    #expect(TextTable([["a", "bb", "c"], ["dddd", "", "e"]]).text == "a     bb  c\ndddd      e")
    #expect(TextTable([["a", "", ""], ["bb", "c", ""]]).text == "a\nbb  c")
  }

  @Test("progress says how much, how fast and how long")
  func progress() {
    let state = StageProgress.State(done: 500, total: 2000, unit: "source")
    #expect(
      ProgressText.line(stage: "fetch", state, seconds: 5) == "fetch  500 of 2,000 source  25 %  100/s  15 s left")
    #expect(
      ProgressText.line(stage: "fetch", StageProgress.State(done: 3, unit: "page"), seconds: 0.1) == "fetch  3 page")
  }

  @Test("an error that a person is to read says how the program ends; anything else is a bug")
  func exits() {
    #expect(Exits.code(for: StageFailure(.unreachable, "x")) == .unreachable)
    #expect(Exits.code(for: InvalidSetting("a", 1, expected: "b")) == .wrongArguments)
    #expect(Exits.code(for: CancellationError()) == .tryAgainLater)
    struct Odd: Error {}
    #expect(Exits.code(for: Odd()) == .bug)
  }
}
