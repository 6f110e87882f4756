import FoundationEssentials
import HTTP
import Logging
import Records
import Stages

/// The Hugging Face Hub, or anything that answers like it.
///
/// A listing page gives the records of up to a thousand models; then each model's card is asked for, where the record names
/// one. Configuration comes with the record: asking for `config.json` would count as a download of the model.
public struct HuggingFace: Connector {
  public static let name = "huggingface"
  public static let summary = "The Hugging Face Hub, or a server that answers like it."

  public struct Options: Decodable, Sendable {
    /// The server; else that of the environment's `HF_ENDPOINT`, else the Hub itself.
    public var endpoint: String?
    /// The name of the environment variable that holds an access token.
    public var tokenFrom: String?
    /// At most so many models, newest first.
    public var limit: Int?
    public var pageSize: Int?
    /// Only models with all of these tags.
    public var filter: [String]?
    public var author: String?
    public var search: String?
    /// Which weight files are fetched; none unless given.
    public var files: WeightFiles?

    private enum CodingKeys: String, CodingKey {
      case endpoint, limit, filter, author, search, files
      case tokenFrom = "token-from"
      case pageSize = "page-size"
    }
  }

  static let environmentVariable = "HF_ENDPOINT"
  /// Larger cards are rejected.
  static let mostCardBytes = 10_000_000

  public let zoo = "hf"
  public let limit: Int?
  let server: String
  private let isFromEnvironment: Bool
  let credential: Credential?
  let tokenVariable: String?
  let pageSize: Int
  let narrowing: [(name: String, value: String)]
  let files: WeightFiles?

  public var endpoint: String? { server }

  public init(options: Options) throws {
    try self.init(options: options, environment: ProcessInfo.processInfo.environment)
  }

  init(options: Options, environment: [String: String]) throws {
    limit = options.limit
    pageSize = options.pageSize ?? 1000
    files = options.files
    narrowing =
      [("search", options.search), ("author", options.author)].compactMap { name, value in value.map { (name, $0) } }
      + (options.filter ?? []).map { ("filter", $0) }
    let inherited = environment[Self.environmentVariable].flatMap { $0.isEmpty ? nil : $0 }
    isFromEnvironment = options.endpoint == nil && inherited != nil
    var server = options.endpoint ?? inherited ?? "https://huggingface.co"
    while server.hasSuffix("/") { server.removeLast() }
    guard (try? Origin(of: server)) != nil, !server.contains("?"), !server.contains("#") else {
      throw InvalidSetting("endpoint", server, expected: "the address of a server, such as https://huggingface.co")
    }
    self.server = server
    tokenVariable = options.tokenFrom
    if let variable = options.tokenFrom {
      guard let token = environment[variable], !token.isEmpty else {
        throw InvalidSetting("token-from", "'\(variable)'", expected: "the name of an environment variable that is set")
      }
      credential = try Credential(bearer: token, for: server)
    } else {
      credential = nil
    }
    guard 1...1000 ~= pageSize else { throw InvalidSetting("page-size", pageSize, expected: "a number from 1 to 1000") }
    if let limit, limit < 1 { throw InvalidSetting("limit", limit, expected: "a number above 0") }
  }

  /// An endpoint of the environment is no setting, so it has to be named.
  public func ingredients(base: String) -> [String: String] { ["endpoint": server] }
  public func looksAt(base: String) -> [String] { ["$HF_ENDPOINT"] }

  /// The Hub counts file requests and API calls apart.
  public func bucket(of url: String) -> String {
    guard url.hasPrefix(server + "/") else { return (try? Origin(of: url).description) ?? url }
    let path = url.dropFirst(server.count)
    if path.hasPrefix("/api/") { return path.hasPrefix("/api/resolve-cache/") ? "resolvers" : "api" }
    return path.split(separator: "/").contains("resolve") ? "resolvers" : "pages"
  }

  public func prepare(_ access: Access) async throws {
    if isFromEnvironment { access.logger.info("huggingface: asking \(server), as \(Self.environmentVariable) says") }
    guard credential != nil else { return }
    let answer = try await access.getUnrecorded(request(server + "/api/whoami-v2"))
    if answer.status == 401 || answer.status == 403 { throw refusedToken(answer.status) }
  }

  func request(_ url: String, atMost bytes: Int = 64 << 20) -> Request {
    Request(.get, url, credential: credential, limits: Limits(bodyBytes: bytes))
  }

  func refusedToken(_ status: Int) -> StageFailure {
    let words =
      tokenVariable.map { "the token in \($0); put a valid one there" }
      ?? "a request without a token; name the variable that holds one as 'token-from'"
    return StageFailure(.unreachable, "\(server) answered \(status): it does not accept \(words)")
  }
}
