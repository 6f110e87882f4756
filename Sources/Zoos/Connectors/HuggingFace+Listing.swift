import HTTP
import Hashing
import Records
import Stages

extension HuggingFace {
  /// What is asked of each model. Cards are fetched as such, so what the Hub copies out of them is left out.
  private static let properties = [
    "author", "baseModels", "config", "createdAt", "disabled", "downloads", "downloadsAllTime", "evalResults", "gated",
    "lastModified", "library_name", "likes", "pipeline_tag", "private", "safetensors", "sha", "siblings", "tags",
    "transformersInfo",
  ]
  /// How often a page that is no listing is asked for.
  private static let tries = 3

  public func page(at cursor: String?, _ access: Access) async throws -> Page {
    if let only = access.only { return try await detail(only, access) }
    if let cursor { return try await page(cursor, access) }
    let first = firstPage(Self.properties.map { ("expand", $0) })
    do {
      return try await page(first, access)
    } catch is RefusedProperty {
      // Servers of before 2024 do not know all of the properties.
      return try await page(firstPage([("full", "true"), ("config", "true")]), access)
    }
  }

  /// `createdAt` is the only key that never changes, so only by it a walk meets every model once.
  private func firstPage(_ fields: [(String, String)]) -> String {
    let query =
      [("sort", "createdAt"), ("limit", "\(min(pageSize, limit ?? pageSize))")] + narrowing.map { ($0.name, $0.value) }
      + fields
    return "\(server)/api/models?" + query.map { "\($0)=\(Self.encoded($1))" }.joined(separator: "&")
  }

  private struct RefusedProperty: Error {}

  private func page(_ url: String, _ access: Access) async throws -> Page {
    var problem = ""
    for attempt in 1...Self.tries {
      let answer = try await access.get(request(url)) {
        $0.status != 200 || Self.problem(inListing: $0.body) == nil ? .replayed : .once
      }
      let response = answer.response
      guard response.status == 200 else { throw try failure(response) }
      if let kept = answer.kept { return try page(response, kept, access) }
      problem = Self.problem(inListing: response.body) ?? "cannot be kept"
      if attempt < Self.tries { try await access.time.sleep(.seconds(attempt)) }
    }
    throw StageFailure(.unreachable, "\(Self.brief(url)) gave no listing, \(Self.tries) times over: \(problem)")
  }

  private func failure(_ response: Response) throws -> any Error {
    switch response.status {
    case 400: RefusedProperty()
    case 401, 403: refusedToken(response.status)
    default: StageFailure(.unreachable, "\(Self.brief(response.url)) answered \(response.status)\(response.hubWords)")
    }
  }

  private static func problem(inListing body: [UInt8]) -> String? {
    body.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer)
      do throws(JSONError) {
        try reader.array { (reader) throws(JSONError) in try reader.skip() }
        try reader.finish()
        return nil
      } catch { return "\(error)" }
    }
  }

  private func page(_ response: Response, _ kept: Crawl.Kept, _ access: Access) throws -> Page {
    let locator =
      "\(zoo):"
      + (response.url.hasPrefix(server + "/") ? String(response.url.dropFirst(server.count + 1)) : response.url)
    var source = Source(
      "listing", zoo: zoo, locator: locator, revision: kept.digest.hex, revisionKind: "digest",
      mediaType: "application/json",
      kept: kept, bytes: response.body.count, asOf: access.asOf)
    source.httpStatus = response.status
    return Page(
      source: source, entries: try entries(response.body, source, kept), next: try next(after: response))
  }

  private func next(after response: Response) throws(StageFailure) -> String? {
    guard let next = response.nextPage else { return nil }
    guard let from = try? Origin(of: server), let to = try? Origin(of: next), from == to else {
      throw StageFailure(
        .unreachable,
        "\(Self.brief(response.url)) names a next page on another server, \(next.prefix(200)); it is not followed")
    }
    return next
  }

  private func entries(_ body: [UInt8], _ source: Source, _ kept: Crawl.Kept) throws -> [Page.Entry] {
    var entries: [Page.Entry] = []
    try body.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer)
      try reader.array { (reader) throws(JSONError) in
        let text = try reader.slice()
        entries.append(entry(text, number: entries.count, source, kept))
      }
    }
    return entries
  }

  private func entry(_ text: UnsafeBufferPointer<UInt8>, number: Int, _ source: Source, _ kept: Crawl.Kept)
    -> Page.Entry
  {
    var reader = JSONReader(text)
    do throws(JSONError) {
      let record = try HubRecord(json: &reader)
      return .model(ListedModel(zoo: zoo, name: record.name, record: Array(text), parent: source, page: kept.reference))
    } catch {
      return .unreadable(
        id: Source.id(locator: "\(source.locator)#/\(number)", revision: source.revision),
        Rejection(.malformed, "entry \(number + 1) of a listing page: \(error.problem)"))
    }
  }

  /// A listing of the one model that is wanted.
  private func detail(_ name: String, _ access: Access) async throws -> Page {
    guard HubRecord.isName(name) else {
      throw StageFailure(.wrongArguments, "'\(name)' is no name of a model on the Hub; it is spelt owner/name")
    }
    let answer = try await access.get(request("\(server)/api/models/\(name)"))
    guard answer.response.status == 200, let kept = answer.kept else { throw try failure(answer.response) }
    // The entry is the whole answer; it is no part of a page.
    let body = answer.response.body
    return body.withUnsafeBufferPointer { text in
      var source = Source()
      source.locator = "\(zoo):api/models/\(name)"
      var page = Page(entries: [entry(text, number: 0, source, kept)])
      if case .model(var model)? = page.entries.first {
        model.parent = nil
        page.entries = [.model(model)]
      }
      return page
    }
  }

  /// A URL without its query, for people.
  private static func brief(_ url: String) -> String { String(url.prefix { $0 != "?" }) }

  /// Text as the value of a query (RFC 3986 §2.3).
  private static func encoded(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f, 0x7e: bytes.append(byte)
      default: bytes += [0x25, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Response {
  /// The Hub's own words for a refusal, cut short: they come from outside.
  var hubWords: String {
    let words = [headers["X-Error-Code"], headers["X-Error-Message"]].compactMap { $0?.prefix(80) }.filter {
      !$0.isEmpty
    }
    return words.isEmpty ? "" : " (\(words.joined(separator: ": ")))"
  }
}
