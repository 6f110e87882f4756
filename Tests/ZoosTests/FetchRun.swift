import Foundation
import HTTP
import Logging
import Records
import Stages
import Synchronization
import TestSupport

@testable import Zoos

/// One run of fetch on a data folder of its own, with waits that take no time.
struct FetchRun {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/macaroni-zoos-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  var data: String { folder + "/data" }

  func write(_ text: String, to path: String) throws {
    let path = folder + "/" + path
    try FileManager.default.createDirectory(atPath: Files.parent(of: path), withIntermediateDirectories: true)
    try Files.write(Array(text.utf8), to: path)
  }

  func request(_ settings: JSON, day: String = "2026-11-23") -> RunRequest {
    var request = RunRequest()
    request.settings = settings
    request.asOf = Day(day) ?? .today()
    request.base = folder
    request.data = data
    request.workers = 2
    return request
  }

  @discardableResult
  func run(_ settings: JSON, day: String = "2026-11-23") async throws -> Snapshot {
    try await run(request(settings, day: day))
  }

  func run(_ request: RunRequest) async throws -> Snapshot {
    let logger = Logger(label: "fetch") { _ in SwiftLogNoOpLogHandler() }
    let stage = try StageRun(FetchStage.self, request)
    return try await FetchStage.$time.withValue(Self.hasty) {
      try await stage.run(progress: StageProgress(), logger: logger)
    }
  }

  /// The failure that ends a run; nil where it ends well.
  func failure(_ settings: JSON) async throws -> StageFailure? {
    do {
      try await run(settings)
      return nil
    } catch let failure as StageFailure {
      return failure
    }
  }

  /// Time that passes only by sleeping.
  private static let hasty: Timekeeper = {
    let clock = Elapsed()
    return Timekeeper(now: { clock.value.withLock { $0 } }, sleep: { by in clock.value.withLock { $0 += by } })
  }()

  private final class Elapsed: Sendable { let value = Mutex(Duration.zero) }

  static func hub(_ hub: LoopbackHub, _ more: [String: JSON] = [:]) -> JSON {
    let options = more.merging(["endpoint": .string(hub.url), "page-size": 10]) { first, _ in first }
    return ["zoos": [["huggingface": .object(options)]]]
  }
}

extension Snapshot {
  func sources() throws -> [Source] { try records(Source.self) }
  func rejections() throws -> [RejectionRecord] { try records(RejectionRecord.self) }
  func count(_ name: String) -> Int { receipt?.counts[name] ?? 0 }
  func bytes(_ file: String) throws -> [UInt8] { try Files.read(folder + "/" + file) }
}

extension LoopbackHub.Model {
  /// `acme/model-01` and so on; every fifth has no card.
  static func made(_ count: Int) -> [Self] {
    (1...count).map { number in
      .init(
        named: "acme/model-\(number < 10 ? "0" : "")\(number)",
        card: number % 5 == 0
          ? nil
          : "# Model \(number)\n" + String(repeating: "This card is long enough to be worth a reference. ", count: 10),
        isOld: number == 7)
    }
  }
}

extension FetchRun {
  /// What a connector is given, for calling it without a walk.
  func access(to connector: any Connector) throws -> Access {
    let documents = DocumentStore(folder: data)
    return Access(
      crawl: try documents.crawl(zoo: connector.zoo, run: "test"), documents: documents, asOf: .today(), base: folder,
      logger: Logger(label: "fetch") { _ in SwiftLogNoOpLogHandler() }, only: nil, time: Self.hasty,
      transport: RetryingTransport(CurlTransport(.init(usesProxies: false)), time: Self.hasty))
  }
}
