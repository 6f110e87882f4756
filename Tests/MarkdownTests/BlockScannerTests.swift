import Foundation
import Testing

@testable import Markdown

/// Holds the scanner against cmark, which is right by definition.
@Suite struct BlockScannerTests {
  /// The blocks as cmark has them, and as the scanner has them unless it declines.
  static func both(_ bytes: UnsafeBufferPointer<UInt8>) -> (cmark: [Block]?, scanner: Result<[Block], Decline>) {
    var builder = DocumentBuilder(bytes, firstLine: 1)
    let cmark = builder.build(memory: Limits.default.memory)
    var scanner = BlockScanner(bytes, firstLine: 1)
    do throws(Decline) {
      return (cmark, .success(try scanner.scan()))
    } catch {
      return (cmark, .failure(error))
    }
  }

  static func difference(_ text: String) -> String? {
    var text = text
    return text.withUTF8 { bytes in
      let (cmark, scanner) = both(bytes)
      guard case .success(let blocks) = scanner, let cmark, blocks != cmark else { return nil }
      let index = zip(blocks, cmark).prefix { $0 == $1 }.count
      return
        "block \(index): \(index < blocks.count ? "\(blocks[index])" : "none") where cmark has \(index < cmark.count ? "\(cmark[index])" : "none")"
    }
  }

  @Test("blocks of every kind are read as cmark reads them, without asking it", arguments: cases)
  func agrees(_ text: String) {
    #expect(Self.difference(text) == nil)
    var copy = text
    let isDeclined = copy.withUTF8 { if case .failure = Self.both($0).scanner { true } else { false } }
    #expect(!isDeclined)
  }

  @Test("a text full of marks is read as cmark reads it")
  func manyMarks() {
    for mark in ["*a ", "a* ", "**a *b", "_a_ ", "*a_ ", "[*a](b) ", "a`b` ", "[a] b]: "] {
      #expect(Self.difference(String(repeating: mark, count: 900) + "\n") == nil)
    }
  }

  @Test("what it cannot do exactly it declines", arguments: declined)
  func declines(_ text: String, _ reason: Decline) {
    var copy = text
    let found = copy.withUTF8 {
      if case .failure(let decline) = Self.both($0).scanner { decline } else { nil as Decline? }
    }
    #expect(found == reason)
  }

  @Test("documents mutated at random are read as cmark reads them, or declined")
  func mutations() {
    var random = Random(state: 7)
    let marks = Array("*_`[]()!<>#-+=|\\\n :~1.)a\"&".utf8)
    for round in 0..<6000 {
      var bytes = Array(Self.cases[Int(random.next() % UInt64(Self.cases.count))].utf8)
      bytes += Array(Self.cases[Int(random.next() % UInt64(Self.cases.count))].utf8)
      for _ in 0..<(1 + random.next() % 6) where !bytes.isEmpty {
        let place = Int(random.next() % UInt64(bytes.count))
        let mark = marks[Int(random.next() % UInt64(marks.count))]
        switch random.next() % 3 {
        case 0: bytes[place] = mark
        case 1: bytes.insert(mark, at: place)
        default: bytes.remove(at: place)
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let found = Self.difference(text)
      #expect(found == nil, "round \(round): \(text.debugDescription)")
      if found != nil { return }
    }
  }

  @Test(
    "real documents are read as cmark reads them",
    .enabled(if: RealDocumentsTests.isPresent, "no ../shared beside the package"))
  func realDocuments() throws {
    var declines: [Decline: Int] = [:]
    var count = 0
    var different: [String] = []
    func check(_ bytes: [UInt8], _ name: String) {
      bytes.withUnsafeBufferPointer { bytes in
        TextDecoding.withUTF8(bytes) { bytes, _ in
          guard Guard(limits: .default, firstLine: 1).inspect(bytes).degradation == nil else { return }
          let body = UnsafeBufferPointer(rebasing: bytes[FrontMatter.split(bytes).body])
          count += 1
          let (cmark, scanner) = Self.both(body)
          switch scanner {
          case .failure(let decline): declines[decline, default: 0] += 1
          case .success(let blocks):
            if blocks != cmark {
              different.append("\(name): \(Self.difference(String(decoding: body, as: UTF8.self)) ?? "")")
            }
          }
        }
      }
    }
    let step = ProcessInfo.processInfo.environment["EVERY"].flatMap { Int($0) } ?? 10
    for path in RealDocumentsTests.sample(every: step) {
      check([UInt8](try Data(contentsOf: RealDocumentsTests.zoos.appending(path: path))), path)
    }
    #expect(different == [])
    print("of \(count) documents declined:", declines.map { "\($0.key) \($0.value)" }.sorted().joined(separator: ", "))
  }

  private static let cases = [
    "# A *b* `c` ##\n\nText **bold** and [link](http://a.b/c_d \"t\")  \nnext\\\nline\n",
    "Title\n=====\nText\nover lines\n---\nmore\n\n***\n",
    "- a\n- b\n  - c\n\n    d\n- e\n1. x\n2. y\n\n10) z\n* * *\n",
    "> quote\nlazy\n> - item\n>   more\n\n> > deep\n",
    "```python\nimport a\n\n  b\n```\n~~~\nc\n\n    d\n",
    "- ```\n  code\n  ```\n- text\n  # heading\n\n  | a | b |\n  |---|:-:|\n  | 1 | `2` |\n",
    "| a | b \\| c |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\nplain\n\nabove\n| x |\n|:-:|\n",
    "<div>\n<b>x</b>\n\n<!-- c\n\nd -->\n<br>text <i class=\"a b\" c>y</i><br/>\n<custom>\nz\n",
    "    code\n\n      more\n\ntext\n    lazy\n",
    "![image](a.png) and [![badge](b.svg)](c) and <http://x.y/z> and a_b_c and 1*2*3 *a **b* c**\n",
    "***both*** *a*b **c*d* `` `x` `` [not a link] &amp;&hearts; &nbsp;c [x](<a b>) (c) [y]( z 'w' ) \\* \\a ! & &x \n",
    "-\n  a\n-\n\n  b\n+ c\n1) d\n\n\n\ne\n",
    "* a\n\n  > q\n\n  ```\n  x\n", "日本語**「強調」**です。*あ*\n", "a\n\n\n", "", "#\n##x\n####### seven\n",
    "<script>\nlet a = 1\n\n</script>\nafter\n", "1. a\n   1. b\n      - c\n2. d\n", "a\n- b\nc\n2. d\n1. e\n",
  ]

  private static let declined: [(String, Decline)] = [
    ("a\r\nb\n", .carriageReturn), ("- a\n\tb\n", .tab), ("[a]: http://b\n\n[a]\n", .definition),
    ("a &frac12; b\n", .entity),
    ("a `b\nc` d\n", .overLines), ("a | b\n|---|\n", .oddTable), ("a <!-- b --> c\n", .rare),
    (String(repeating: "*a ", count: 5000), .crowded),
  ]

  private struct Random {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
  }
}
