import Records
import Testing

@Suite struct RecordTests {
  @Test(
    "every table lists its members in byte order, so that lines are canonical", arguments: Kinds.names)
  func tablesAreSorted(_ kind: String) throws {
    func names(_ type: (some Record).Type) -> [String] { type.fields.map { "\($0.name)" } }
    let type = try #require(Kinds.named(kind))
    let listed = names(type)
    #expect(listed == listed.sorted { $0.precedes($1) })
    #expect(Set(listed).isSuperset(of: ["id", "kind", "v"]))
  }

  @Test("a record written and read is the same record")
  func roundTrip() throws {
    let claim = Self.claim
    let read = try Claim(json: claim.json)
    #expect(read == claim)
    #expect(read.json == claim.json)
    #expect(
      String(decoding: claim.json, as: UTF8.self)
        == #"{"by":"first_party","confidence":0.97,"extractor":{"name":"front-matter","version":"1"},"id":"mz:claim/x","#
        + #""kind":"claim","method":"front_matter","polarity":"asserted","predicate":"model.license","qualifiers":{"a":1,"#
        + #""b":"two"},"raw":"Apache \"2\"\n","source":"mz:source/y","span":{"line_end":5,"line_start":5},"#
        + #""subject":"mz:model/hf/gpt2","v":"1.0","value":"apache-2.0"}"#)
  }

  @Test("members of a newer minor version are carried through in their place, nested ones too")
  func unknownMembers() throws {
    let line =
      #"{"aaa":[1, {"b":null}],"by":"hub","confidence":1,"extractor":{"later":true,"name":"n","version":"1"},"id":"i","#
      + #""kind":"claim","kinder":"x","method":"list","polarity":"absent","predicate":"p","source":"s","#
      + #""span":{"line_end":1,"line_start":1},"subject":"m","v":"1.7","zzz":0.10}"#
    let claim = try Claim(json: line.utf8)
    #expect(claim.unknown.members.map(\.name) == ["aaa", "kinder", "zzz"])
    #expect(String(decoding: claim.json, as: UTF8.self) == line)
  }

  @Test("a line that lacks a required member, or is of another kind or major version, is refused with the reason")
  func refusals() {
    func problem(_ edit: (String) -> String) -> String? {
      let line = edit(String(decoding: Self.claim.json, as: UTF8.self))
      do throws(JSONError) {
        _ = try Claim(json: line.utf8)
        return nil
      } catch {
        return error.problem
      }
    }
    #expect(problem { $0 } == nil)
    #expect(problem { $0.replacing(#""predicate":"model.license","#, with: "") } == "no 'predicate'")
    #expect(
      problem { $0.replacing(#""kind":"claim""#, with: #""kind":"model""#) } == "a 'model' where 'claim' is expected")
    #expect(
      problem { $0.replacing(#""v":"1.0""#, with: #""v":"2.0""#) }
        == "schema version 2.0 is newer than 1.0, which this program reads; update macaroni")
    #expect(problem { $0.replacing("first_party", with: "nobody") } == "'nobody' is not a known Asserter")
  }

  @Test("ids are RFC 4648 letters of a digest, and escape what an id may not hold")
  func identifiers() {
    #expect(Identifier.model(zoo: "hf", "google/vit b#1") == "mz:model/hf/google/vit%20b%231")
    #expect(Identifier.derived("claim", ["a", 1]) == Identifier.derived("claim", ["a", 1]))
    #expect(Identifier.derived("claim", ["a", 1]).utf8.count == "mz:claim/".utf8.count + 26)
  }

  static var claim: Claim {
    var claim = Claim()
    claim.id = "mz:claim/x"
    claim.subject = "mz:model/hf/gpt2"
    claim.predicate = "model.license"
    claim.value = "apache-2.0"
    claim.raw = "Apache \"2\"\n"
    claim.qualifiers = ["b": "two", "a": 1]
    claim.source = "mz:source/y"
    claim.span = Span(lines: 5...5)
    claim.extractor = ExtractorStamp("front-matter", version: 1)
    claim.confidence = 0.97
    return claim
  }
}
