import HTTP
import Testing

@Suite struct HeaderFieldTests {
  @Test("a Link field may hold several links, quoted commas and several relations")
  func links() {
    let value =
      #"<https://a/x?p="1,2">; title="a, \"b\"; rel=no"; rel="Prev next", </b>;rel=xet-auth ,<c>; REL = next; rel="other""#
    #expect(
      Link.parse(value) == [
        Link(target: #"https://a/x?p="1,2""#, relations: ["prev", "next"]),
        Link(target: "/b", relations: ["xet-auth"]), Link(target: "c", relations: ["next"]),
      ])
  }

  @Test(
    "a Link field that cannot be read gives what came before",
    arguments: ["", ",", "a", "<", "<a", ";rel=next", "\"<a>\""])
  func brokenLinks(_ value: String) {
    #expect(Link.parse(value).isEmpty)
  }

  @Test("the next page is found among other links and resolved; without one there is none")
  func nextPage() {
    func next(_ link: String) -> String? {
      Response(url: "https://a/b?c=1", status: 200, headers: ["link": link]).nextPage
    }
    #expect(next("<https://a/models?cursor=e30%3D&limit=2>; rel=\"next\"") == "https://a/models?cursor=e30%3D&limit=2")
    #expect(next("<x>; rel=\"first\", <?c=2>; rel=next") == "https://a/b?c=2")
    #expect(next("<x>; rel=\"first\"") == nil)
    #expect(next("<file:///etc/passwd>; rel=next") == nil)
  }

  @Test("quotas are read in order; what is not a count is left out")
  func rateLimits() {
    #expect(RateLimit.parse("\"api\";r=489;t=57") == [RateLimit(policy: "api", remaining: 489, reset: .seconds(57))])
    #expect(
      RateLimit.parse("\"a,b\"; r=1, c;t=3;r=0 , \"d\";r=-1;t=5, \"e\";r=99999999999999999999").map(\.policy) == [
        "a,b", "c",
      ])
    #expect(RateLimit.parse("limit=10, remaining=0").isEmpty)
  }

  @Test("Retry-After in seconds or any HTTP date; the past and nonsense are no wait")
  func retryAfter() {
    func delay(_ value: String) -> Duration? { RetryAfter.delay(["Retry-After": value], now: { 784_111_777 }) }
    #expect(delay("120") == .seconds(120))
    #expect(delay("Sun, 06 Nov 1994 08:49:47 GMT") == .seconds(10))
    #expect(delay("Sunday, 06-Nov-94 08:49:47 GMT") == .seconds(10))
    #expect(delay("Sun Nov  6 08:49:47 1994") == .seconds(10))
    #expect(delay("Sun, 06 Nov 1994 08:49:27 GMT") == nil)
    #expect(delay("-5") == nil)
    #expect(delay("soon") == nil)
  }

  @Test("every error says where, what and what to do")
  func sentences() {
    func text(_ reason: TransportError.Reason) -> String { TransportError(reason, at: "https://a/b").description }
    #expect(text(.truncated(expected: 10, got: 3)) == "https://a/b: the body ended after 3 of 10 bytes; try again")
    #expect(
      text(.tooLarge(limit: 99))
        == "https://a/b: the answer is larger than 99 bytes; raise the limit if that much is wanted")
    #expect(
      text(.timedOut(.total, limit: .milliseconds(250)))
        == "https://a/b: not complete after 0.25 s; try later or raise the limit")
    #expect(text(.timedOut(.stalled, limit: .seconds(30))) == "https://a/b: less than 1 KiB/s for 30 s; try later")
    #expect(
      text(.cannotResolve(host: "a"))
        == "https://a/b: the name 'a' is not known here; check its spelling and the network")
    #expect(text(.tooManyRedirects(limit: 5)) == "https://a/b: still a redirect after 5 hops; look at where they lead")
  }
}
