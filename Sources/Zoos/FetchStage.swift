import FoundationEssentials
import HTTP
import Logging
import Records
import Stages

/// Fetches what the zoos say of their models: listings, records, cards, and weight files where they are wanted.
///
/// Every answer is kept as it came. A run that was cut off is continued by the same command.
public struct FetchStage: Stage {
  public static let name = "fetch"
  public static let summary = "Fetch listings, records and cards from the zoos."
  public static let version = 1
  public static let writes: [any Record.Type] = [Source.self]
  public static let accounts: [Account] = [.figure("listed", is: ["fetched", "rejected"])]

  public struct Options: Decodable, Sendable {
    public var zoos: [ComponentChoice]
    /// How we introduce ourselves to servers.
    public var userAgent: String?
    /// Models in work, and requests to one server, at one time.
    public var atOnce: Int?

    private enum CodingKeys: String, CodingKey {
      case zoos
      case userAgent = "user-agent"
      case atOnce = "at-once"
    }
  }

  /// Time as retries see it; a test puts in one that takes none.
  @TaskLocal static var time = Timekeeper.system

  private let choices: [ComponentChoice]
  private let connectors: [any Connector]
  private let userAgent: String?
  private let atOnce: Int

  public init(options: Options) throws {
    choices = options.zoos
    connectors = try Connectors.all.make(choices, of: "zoos")
    userAgent = options.userAgent
    atOnce = options.atOnce ?? 8
    guard !connectors.isEmpty else { throw InvalidSetting("zoos", "empty", expected: "at least one zoo") }
    guard 1...64 ~= atOnce else { throw InvalidSetting("at-once", atOnce, expected: "a number from 1 to 64") }
    for (index, connector) in connectors.enumerated()
    where connectors[..<index].contains(where: { $0.zoo == connector.zoo }) {
      throw InvalidSetting("zoos", "'\(connector.zoo)' twice", expected: "each zoo once; give local ones a 'name'")
    }
  }

  public func ingredients(base: String) -> [String: String] {
    connectors.reduce(into: Connectors.all.versions(of: choices)) { all, connector in
      for (name, value) in connector.ingredients(base: base) { all["\(connector.zoo) \(name)"] = value }
    }
  }

  public func looksAt(base: String) -> [String] { connectors.flatMap { $0.looksAt(base: base) } }

  public func check(_ uses: UsedFiles, base: String) throws {
    for (index, connector) in connectors.enumerated() {
      do {
        try connector.check(base: base)
      } catch let error as any SettingError {
        throw error.inside(choices[index].name).at("zoos", index)
      }
    }
  }

  public func run(in context: StageContext) async throws {
    context.progress.begin(total: nil, unit: "model")
    // A zoo that is down does not keep the others from being gathered.
    let failures = await withTaskGroup(of: (Int, (any Error)?).self) { group in
      for (index, connector) in connectors.enumerated() {
        group.addTask {
          do {
            try await walk(connector, context)
            return (index, nil)
          } catch {
            return (index, error)
          }
        }
      }
      var failures: [Int: any Error] = [:]
      for await (index, error) in group { failures[index] = error }
      return failures
    }
    if let failure = Self.failure(failures.sorted { $0.key < $1.key }.map(\.value)) { throw failure }
  }

  /// One failure that tells of all, with the first one's exit code.
  private static func failure(_ failures: [any Error]) -> (any Error)? {
    guard let first = failures.first as? StageFailure, failures.allSatisfy({ $0 is StageFailure }) else {
      // A run that was stopped, or a bug, is not about a zoo.
      return failures.first { !($0 is StageFailure) }
    }
    return StageFailure(first.code, failures.map { "\($0)" }.joined(separator: "; and "))
  }

  private func walk(_ connector: any Connector, _ context: StageContext) async throws {
    let prefix = Identifier.model(zoo: connector.zoo, "")
    // A model of another zoo is not here.
    if let only = context.only, !only.hasPrefix(prefix) { return }
    let crawl = try context.documents.crawl(zoo: connector.zoo, run: context.fingerprint)
    let access = Access(
      crawl: crawl, documents: context.documents,
      asOf: context.asOf, base: context.base, logger: context.logger,
      only: context.only.map { String($0.dropFirst(prefix.count)) },
      time: Self.time, transport: transport(for: connector, crawl, context.logger))
    try await ZooWalk(connector, access, context, modelsAtOnce: atOnce).run()
  }

  private func transport(for connector: any Connector, _ crawl: Crawl, _ logger: Logger) -> any Transport {
    var settings = CurlTransport.Settings(transfersPerOrigin: atOnce, transfers: max(16, atOnce))
    if let userAgent { settings.userAgent = userAgent }
    settings.certificateAuthorities = CurlTransport.Settings.certificateAuthorities(
      in: ProcessInfo.processInfo.environment)
    let time = Self.time
    let retrying = RetryingTransport(WitnessTransport(CurlTransport(settings), crawl), time: time) { event in
      guard event.isTriedAgain else { return }
      let cause =
        switch event.cause {
        case .status(let status): "answered \(status)"
        case .error(let error): "\(error)"
        }
      logger.debug("\(connector.zoo): \(event.url) \(cause); again in \(event.wait)")
    }
    return PoliteTransport(
      retrying, PoliteTransport.Settings(requestsAtOnce: atOnce), time: time, bucket: { connector.bucket(of: $0.url) },
      report: { bucket, wait in
        if wait > .seconds(5) { logger.info("\(connector.zoo): the quota '\(bucket)' is used up; waiting \(wait)") }
      })
  }
}
