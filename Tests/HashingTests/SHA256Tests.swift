import Hashing
import Testing

@Suite struct SHA256Tests {
  @Test("the examples of FIPS 180-4 come out as printed there")
  func examples() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(SHA256.digest(of: "abc").hex == abc)
    #expect(SHA256.digest(of: "").hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(Digest(hex: abc)?.hex == abc)
    #expect(Digest(hex: abc.dropLast()) == nil)
    #expect(Digest(hex: abc.dropLast() + "g") == nil)
  }

  @Test("pieces and the whole have one digest, and a finished hash starts anew")
  func pieces() {
    var hash = SHA256()
    for _ in 0..<2 {
      hash.update("a")
      hash.update(Array("bc".utf8))
      #expect(hash.finish() == SHA256.digest(of: "abc"))
    }
  }

  @Test("base 32 is RFC 4648's, in lower case")
  func base32() {
    // `printf abc | sha256sum | xxd -r -p | base32` prints XJ4BNP4PAHH6UQKBIDPF3LRCEOYAGYNDS2LX…
    #expect(SHA256.digest(of: "abc").base32() == "xj4bnp4pahh6uqkbidpf3lrceo")
  }

  @Test("digests order like their bytes")
  func order() {
    let digests = (0..<50).map { SHA256.digest(of: "\($0)") }
    #expect(digests.sorted().map(\.hex) == digests.map(\.hex).sorted())
    #expect(digests[0].bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() == digests[0].hex)
  }
}
