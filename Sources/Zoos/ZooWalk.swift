import HTTP
import Records
import Stages
import Synchronization

/// Walks one zoo: its listing page by page, and of each page the models' documents, many at one time.
///
/// The next page is asked for while the documents of the last are under way, and no more than these two are held.
struct ZooWalk: Sendable {
  /// So many models in a row that nobody answered for are not the models' fault.
  private static let mostUnreachable = 25

  let connector: any Connector
  let access: Access
  let context: StageContext
  let modelsAtOnce: Int

  private let unreachable = Tally()
  private let gathered = Tally()

  init(_ connector: any Connector, _ access: Access, _ context: StageContext, modelsAtOnce: Int) {
    self.connector = connector
    self.access = access
    self.context = context
    self.modelsAtOnce = max(1, modelsAtOnce)
  }

  private var name: String { type(of: connector).name }

  func run() async throws {
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await walk()) } catch { outcome = .failure(error) }
    // Whatever happened, what was gathered must be on disk for the next try.
    try await access.crawl.finish()
    let figures = access.crawl.figures
    count("replayed", figures.replayed)
    count("revisits", figures.revisits)
    count("bytes", figures.bytes)
    try outcome.get()
  }

  private func walk() async throws {
    do {
      try await connector.prepare(access)
    } catch let error as TransportError {
      throw resumable("\(brief(error))", "continues")
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      var listed = Set<String>()
      var left = [connector.limit, context.limit].compactMap { $0 }.min() ?? .max
      var number = 1
      var running = 0
      var page: Page? = try await self.page(number, at: nil)
      while let current = page {
        let entries = take(current.entries, &listed, &left)
        let next = left > 0 ? current.next : nil
        let following = number + 1
        async let upcoming = self.page(following, at: next)
        if let source = current.source { emit(source) }
        count("pages")
        // Counted as they come: the walk ends well only where each was fetched or rejected.
        count("listed", entries.count)
        context.progress.expect(entries.count)
        for entry in entries {
          if running == modelsAtOnce {
            try await group.next()
            running -= 1
          }
          group.addTask { try await self.handle(entry) }
          running += 1
        }
        page = try await upcoming
        number = following
      }
      try await group.waitForAll()
    }
  }

  /// The entries that are new and wanted.
  private func take(_ entries: [Page.Entry], _ listed: inout Set<String>, _ left: inout Int) -> [Page.Entry] {
    var taken: [Page.Entry] = []
    for entry in entries where left > 0 {
      if case .model(let model) = entry {
        if let only = context.only, only != model.id { continue }
        // A listing that changes under the walk shows a model twice.
        guard listed.insert(model.id).inserted else {
          count("duplicates")
          continue
        }
      }
      taken.append(entry)
      left -= 1
    }
    return taken
  }

  private func page(_ number: Int, at cursor: String?) async throws -> Page? {
    if number > 1, cursor == nil { return nil }
    do {
      return try await connector.page(at: cursor, access)
    } catch let failure as StageFailure where failure.code == .unreachable {
      throw resumable("page \(number): \(failure.message)", "continues from page \(number)")
    } catch let error as TransportError {
      if error.reason == .cancelled { throw CancellationError() }
      throw resumable("page \(number): \(brief(error))", "continues from page \(number)")
    }
  }

  private func handle(_ entry: Page.Entry) async throws {
    defer { context.progress.advance() }
    switch entry {
    case .unreadable(let id, let reason):
      context.reject(id, reason, zoo: "zoo:\(connector.zoo)")
      count("rejected")
    case .model(let model):
      let found: ModelDocuments
      do {
        found = try await connector.documents(of: model, access)
      } catch let failure as StageFailure where failure.code == .unreachable {
        throw resumable(failure.message, "continues")
      }
      for source in found.sources { emit(source) }
      for (id, reason) in found.rejections {
        context.reject(id, of: model.id, reason, zoo: "zoo:\(connector.zoo)")
      }
      count("documents", found.sources.count)
      count(found.rejections.isEmpty ? "fetched" : "rejected")
      let inARow = unreachable.note(found.rejections.contains { $0.reason.code == .unreachable })
      if inARow >= Self.mostUnreachable, let last = found.rejections.last {
        throw resumable("no answer for \(inARow) models in a row, at last \(last.reason.detail)", "continues")
      }
    }
  }

  private func emit(_ source: Source) {
    _ = gathered.note(true)
    context.emit(source)
  }

  /// The error without the query of its URL, which says nothing to anyone.
  private func brief(_ error: TransportError) -> TransportError {
    TransportError(error.reason, at: String(error.url.prefix { $0 != "?" }))
  }

  private func resumable(_ problem: String, _ continues: String) -> StageFailure {
    // Advice on how to go on is of no use where there is nothing to go on from.
    let next = gathered.count > 0 ? "; what was gathered is kept, and the next run \(continues)" : ""
    return StageFailure(.unreachable, "\(name): \(problem)\(next)")
  }

  private func count(_ what: String, _ amount: Int = 1) {
    guard amount > 0 else { return }
    context.count(what, amount)
    context.count("\(connector.zoo) \(what)", amount)
  }
}

/// How often in a row something happened.
private final class Tally: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }

  func note(_ happened: Bool) -> Int {
    value.withLock { value in
      value = happened ? value + 1 : 0
      return value
    }
  }
}
