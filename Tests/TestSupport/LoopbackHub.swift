import Foundation
import Hashing
import Records
import Synchronization

/// A server on 127.0.0.1 that answers like the Hugging Face Hub: listing with cursors, records, cards, errors; and, where
/// told to, wrongly.
///
/// ```swift
/// let hub = try LoopbackHub([.init(named: "acme/tiny", card: "# Tiny")], faults: [.denied("acme/tiny")])
/// defer { hub.stop() }
/// ```
public final class LoopbackHub: Sendable {
  /// What the Hub knows of a model.
  public struct Model: Sendable {
    public var name: String
    /// 40 hexadecimal letters.
    public var sha: String
    /// The record as the API gives it in full.
    public var record: [UInt8]
    /// The repository's files by path, as far as they are served.
    public var files: [String: [UInt8]]

    public init(name: String, sha: String, record: [UInt8], files: [String: [UInt8]]) {
      self.name = name
      self.sha = sha
      self.record = record
      self.files = files
    }

    /// A model with a record made up from its name.
    public init(named name: String, card: String?, files: [String: [UInt8]] = [:], isOld: Bool = false) {
      var files = files
      if let card { files["README.md"] = Array(card.utf8) }
      let sha = String(SHA256.digest(of: name).hex.prefix(40))
      let siblings = files.keys.sorted().map { ["rfilename": .string($0)] as JSON }
      let record: JSON = [
        isOld ? "modelId" : "id": .string(name), "sha": .string(sha), "lastModified": "2026-01-02T03:04:05.000Z",
        "likes": 3,
        "tags": ["test"], "siblings": .array(siblings),
      ]
      self.init(name: name, sha: sha, record: record.json, files: files)
    }
  }

  /// What goes wrong. In text: the case, and its arguments after colons, as in `busy:acme/tiny:2`.
  public enum Fault: Sendable, Hashable {
    /// 401, as for a private repository.
    case denied(String)
    case gated(String)
    /// 404 for all files.
    case absent(String)
    /// 503, so many times.
    case busy(String, Int)
    /// The body ends halfway, so many times.
    case truncated(String, Int)
    /// A card of that many bytes.
    case large(String, Int)
    /// Files are redirected to another address.
    case elsewhere(String, String)
    /// A listing page, from 1, is no JSON so many times.
    case badPage(Int, Int)
    /// The listing names a next page there.
    case foreignPage(String)
    /// The request of that number is answered with 429.
    case limited(Int)
    /// Nobody answers after so many requests.
    case dead(Int)
    /// Every token is refused.
    case refusedToken
    /// Properties are unknown, as before 2024.
    case noExpand

    public init?(_ text: String) {
      let parts = text.split(separator: ":", maxSplits: 2).map(String.init)
      let number = parts.last.flatMap { Int($0) }
      switch (parts.first, parts.count, number) {
      case ("denied", 2, _): self = .denied(parts[1])
      case ("gated", 2, _): self = .gated(parts[1])
      case ("absent", 2, _): self = .absent(parts[1])
      case ("busy", 3, let number?): self = .busy(parts[1], number)
      case ("truncated", 3, let number?): self = .truncated(parts[1], number)
      case ("large", 3, let number?): self = .large(parts[1], number)
      case ("elsewhere", 3, _): self = .elsewhere(parts[1], parts[2])
      case ("bad-page", 3, let number?): self = .badPage(Int(parts[1]) ?? 1, number)
      case ("limited", 2, let number?): self = .limited(number)
      case ("dead", 2, let number?): self = .dead(number)
      case ("refused-token", 1, _): self = .refusedToken
      case ("no-expand", 1, _): self = .noExpand
      default: return nil
      }
    }
  }

  private struct Counts {
    var requests = 0
    var faults: [Fault: Int] = [:]
  }

  private let models: [Model]
  private let places: [String: Int]
  private let faults: Set<Fault>
  private let counts = Mutex(Counts())
  private let server = Mutex<LoopbackServer?>(nil)
  private let handler = Handler()
  public let port: Int

  public init(_ models: [Model], faults: Set<Fault> = [], port: Int = 0, remembers: Bool = true) throws {
    self.models = models
    self.faults = faults
    places = Dictionary(models.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
    let server = try LoopbackServer(port: port, remembers: remembers) { [handler] in handler.answer($0) }
    self.port = server.port
    self.server.withLock { $0 = server }
    handler.hub.withLock { $0 = self }
  }

  /// Lets the server be made before the hub that answers; the hub lives until it is stopped.
  private final class Handler: Sendable {
    let hub = Mutex<LoopbackHub?>(nil)

    func answer(_ request: LoopbackServer.Received) -> LoopbackServer.Reply {
      hub.withLock { $0 }?.answer(request) ?? .raw("")
    }
  }

  public var url: String { "http://127.0.0.1:\(port)" }
  public var requests: [LoopbackServer.Received] { server.withLock { $0?.requests ?? [] } }

  /// Answers nothing from now on.
  public func stop() {
    handler.hub.withLock { $0 = nil }
    server.withLock { $0?.stop() }
  }

  // MARK: Answering

  private func answer(_ request: LoopbackServer.Received) -> LoopbackServer.Reply {
    let number = counts.withLock { counts in
      counts.requests += 1
      return counts.requests
    }
    for fault in faults {
      if case .dead(let after) = fault, number > after {
        stop()
        return .raw("")
      }
      if case .limited(number) = fault {
        return .status(429, ["RateLimit: \"api\";r=0;t=1"], body: Array(#"{"error":"too many requests"}"#.utf8))
      }
    }
    if faults.contains(.refusedToken), request.field("Authorization") != nil {
      return refusal(401, nil, "Invalid credentials in Authorization header")
    }
    let (path, query) = Self.parts(request.path)
    if path == "/api/models" { return listing(query, request) }
    if path == "/api/whoami-v2" { return json(Array(#"{"name":"tester"}"#.utf8)) }
    if path.hasPrefix("/api/models/") { return detail(String(path.dropFirst("/api/models/".count))) }
    if path.hasPrefix("/api/resolve-cache/models/") {
      return cached(String(path.dropFirst("/api/resolve-cache/models/".count)), isTop: false)
    }
    return cached(String(path.dropFirst()), isTop: true)
  }

  /// Whether a fault that happens a number of times happens now.
  private func happens(_ fault: Fault, _ times: Int) -> Bool {
    counts.withLock { counts in
      counts.faults[fault, default: 0] += 1
      return counts.faults[fault, default: 0] <= times
    }
  }

  private static func parts(_ target: String) -> (path: String, query: [(name: String, value: String)]) {
    let halves = target.split(separator: "?", maxSplits: 1)
    let query = (halves.count > 1 ? halves[1] : "").split(separator: "&").map { pair in
      let sides = pair.split(separator: "=", maxSplits: 1).map { $0.removingPercentEncoding ?? String($0) }
      return (sides.first ?? "", sides.count > 1 ? sides[1] : "")
    }
    return (halves.first.map { $0.removingPercentEncoding ?? String($0) } ?? "/", query)
  }

  private func json(_ body: [UInt8], _ fields: [String] = []) -> LoopbackServer.Reply {
    .status(
      200, ["Content-Type: application/json; charset=utf-8", #"RateLimit: "api";r=1000000;t=1"#] + fields, body: body)
  }

  private func refusal(_ status: Int, _ code: String?, _ message: String) -> LoopbackServer.Reply {
    let body: JSON = ["error": .string(message)]
    return .status(
      status,
      (code.map { ["X-Error-Code: \($0)"] } ?? []) + ["X-Error-Message: \(message)", "Content-Type: application/json"],
      body: body.json)
  }

  // MARK: Records

  private func listing(_ query: [(name: String, value: String)], _ request: LoopbackServer.Received)
    -> LoopbackServer.Reply
  {
    func values(_ name: String) -> [String] { query.filter { $0.name == name }.map(\.value) }
    let properties = values("expand")
    if !properties.isEmpty, faults.contains(.noExpand) || !values("full").isEmpty {
      return refusal(400, nil, "\"expand\" is not allowed here")
    }
    let limit = min(1000, max(1, values("limit").first.flatMap { Int($0) } ?? 1000))
    var start = 0
    if let cursor = values("cursor").first {
      guard let data = Data(base64Encoded: cursor),
        let after = Int(String(decoding: data, as: UTF8.self).filter(\.isNumber))
      else {
        return refusal(400, nil, "invalid cursor")
      }
      start = after + 1
    }
    let number = start / limit + 1
    for case .badPage(number, let times) in faults where happens(.badPage(number, times), times) {
      return json(Array(#"[{"id":"acme/one","#.utf8))
    }
    let end = min(models.count, start + limit)
    var body: [UInt8] = [0x5b]
    for index in start..<max(start, end) {
      if index > start { body.append(0x2c) }
      body += properties.isEmpty ? models[index].record : Self.expanded(models[index], number: index, properties)
    }
    body.append(0x5d)
    var fields: [String] = []
    if end < models.count {
      let cursor = Data("{\"_id\":{\"$gt\":\(end - 1)}}".utf8).base64EncodedString()
      let kept = query.filter { $0.name != "cursor" } + [("cursor", cursor)]
      let text = kept.map { "\($0.name)=\(Self.encoded($0.value))" }.joined(separator: "&")
      var host = "http://\(request.field("Host") ?? "127.0.0.1:\(port)")"
      for case .foreignPage(let other) in faults { host = other }
      fields = ["Link: <\(host)/api/models?\(text)>; rel=\"next\""]
    }
    return json(body, fields)
  }

  private static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? text
  }

  /// `_id`, `id` and the properties asked for.
  private static func expanded(_ model: Model, number: Int, _ properties: [String]) -> [UInt8] {
    let digits = String(number, radix: 16)
    var writer = JSONWriter(capacity: model.record.count + 64)
    writer.beginObject()
    writer.key("_id")
    writer.write(String(repeating: "0", count: 24 - digits.count) + digits)
    writer.key("id")
    writer.write(model.name)
    model.record.withUnsafeBufferPointer { buffer in
      var reader = JSONReader(buffer)
      // A record that is no object, which tests send too, goes out without properties.
      try? reader.object { (key, reader) throws(JSONError) in
        let name = String(decoding: key, as: UTF8.self)
        let value = try reader.slice()
        if properties.contains(name) {
          writer.key(name)
          writer.raw(value)
        }
      }
    }
    writer.endObject()
    return writer.array
  }

  private func detail(_ name: String) -> LoopbackServer.Reply {
    guard let place = places[name] else { return refusal(401, nil, "Invalid username or password.") }
    return json(models[place].record)
  }

  // MARK: Files

  /// `<name>/resolve/<revision>/<path>` or `<name>/<revision>/<path>` of the cache that it leads to.
  private func cached(_ target: String, isTop: Bool) -> LoopbackServer.Reply {
    let parts = target.split(separator: "/").map(String.init)
    let mark =
      isTop ? parts.firstIndex(of: "resolve") : parts.lastIndex { $0.utf8.count == 40 && $0.allSatisfy(\.isHexDigit) }
    guard let mark, let place = places[parts[..<mark].joined(separator: "/")] else {
      return refusal(401, nil, "Invalid username or password.")
    }
    let model = models[place]
    let path = parts[(mark + (isTop ? 2 : 1))...].joined(separator: "/")
    if let reply = faulty(model, path) { return reply }
    guard let body = model.files[path] else {
      return .status(
        404, ["X-Error-Code: EntryNotFound", "X-Error-Message: Entry not found", "X-Repo-Commit: \(model.sha)"])
    }
    let tag = SHA256.digest(of: body).hex.prefix(40)
    let fields = ["X-Repo-Commit: \(model.sha)", #"RateLimit: "resolvers";r=1000000;t=1"#]
    if isTop {
      let location = "/api/resolve-cache/models/\(model.name)/\(model.sha)/\(Self.pathEncoded(path))?etag=%22\(tag)%22"
      return .status(307, fields + ["Location: \(location)", "X-Linked-ETag: \"\(tag)\""])
    }
    return .status(200, fields + ["ETag: \"\(tag)\"", "Content-Type: text/plain; charset=utf-8"], body: body)
  }

  private static func pathEncoded(_ path: String) -> String {
    path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
  }

  private func faulty(_ model: Model, _ path: String) -> LoopbackServer.Reply? {
    guard !faults.isEmpty else { return nil }
    for fault in faults {
      switch fault {
      case .denied(model.name): return refusal(401, nil, "Invalid username or password.")
      case .gated(model.name): return refusal(403, "GatedRepo", "Access to model \(model.name) is restricted.")
      case .absent(model.name): return .status(404, ["X-Error-Code: EntryNotFound", "X-Repo-Commit: \(model.sha)"])
      case .busy(model.name, let times) where happens(fault, times):
        return .status(503, [], body: Array("<html>busy</html>".utf8))
      case .truncated(model.name, let times) where happens(fault, times):
        return .raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it")
      case .large(model.name, let bytes): return .status(200, [], body: [UInt8](repeating: 0x61, count: bytes))
      case .elsewhere(model.name, let other): return .status(302, ["Location: \(other)"])
      default: continue
      }
    }
    return nil
  }
}
