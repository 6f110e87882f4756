import Testing

@testable import Extraction

/// Texts are compared byte by byte, and words with constants.
@Suite struct TextPartsTests {
  @Test("a text begins and ends with what its bytes begin and end with, a part of a text with those of the part")
  func edges() {
    let text = "pond \u{2013} otter"
    #expect(text.begins(with: "pond") && text.ends(with: "otter") && text.begins(with: "") && text.ends(with: ""))
    #expect(
      !text.begins(with: "Pond") && !text.begins(with: "pond \u{2013} otters")
        && !text.ends(with: "a pond \u{2013} otter"))
    let part = text.dropFirst(5)
    #expect(part.begins(with: "\u{2013}") && !part.begins(with: "pond") && !part.ends(with: "pond \u{2013} otter"))
    let heard = "otter"
    #expect(text.ends(withText: heard) && !text.begins(withText: heard) && part.ends(withText: heard.dropFirst()))
    #expect("".begins(withText: "") && !"".ends(withText: heard))
  }

  @Test("parts between spaces are those of `split`", arguments: ["", " ", "otter", " a  b ", "größe \u{2013} 3"])
  func spaced(_ text: String) {
    #expect(text.spaced == text.split(separator: " "))
    #expect(text.dropFirst().spaced == text.dropFirst().split(separator: " "))
  }

  @Test("a word is one of any number of words, and long ones are known by their beginning")
  func words() {
    let words = Words("Finetuned on thirteen", line: 1)
    #expect(words.has(0, "finetune") && words.has(0, "a", "finetuned") && !words.has(0, "fine", "tuned"))
    #expect(words.has(1, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "on"))
    #expect(words.has(2, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "thirteen"))
    #expect(!words.has(1, "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "o", "one"))
    #expect(!words.has(-1, "on") && !words.has(3, "on"))
  }

  @Test("a sentence is the same whichever of its words asks for it, also after another was asked for")
  func sentences() {
    let words = Words("An otter swims. It dives for fish. Gulls watch.", line: 1)
    let first = words.sentence(around: 1)
    #expect(first == 0..<3 && words.sentence(around: 5) == 3..<7 && words.sentence(around: 0) == first)
    let long = Words(Array(repeating: "otter", count: 400).joined(separator: " "), line: 1)
    #expect(long.sentence(around: 200) == 40..<361 && long.sentence(around: 210) == 50..<371)
  }
}
