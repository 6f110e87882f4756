import Records

/// One step of the pipeline: it reads records and writes records.
public protocol Stage: Component {
  static var reads: [any Record.Type] { get }
  static var writes: [any Record.Type] { get }
  /// Whether the stage writes a site into the reports folder, besides records.
  static var publishes: Bool { get }
  /// What else decides the output, by name: versions of extractors, of an inference engine found under `base`.
  ///
  /// A change of any of them makes the snapshot stale, and `macaroni status` names it.
  func ingredients(base: String) -> [String: String]
  func run(in context: StageContext) async throws
}

extension Stage {
  public static var reads: [any Record.Type] { [] }
  public static var publishes: Bool { false }
  public func ingredients(base: String) -> [String: String] { [:] }
}

/// A stage that turns each record into others, independently of all the rest.
///
/// Throwing a `Rejection` leaves one record out; nothing else can be thrown, so one bad document never costs a night.
public protocol Transform: Stage {
  associatedtype Input: Record
  func transform(_ input: Input, in context: StageContext) async throws(Rejection) -> [any Record]
}

extension Transform {
  public static var reads: [any Record.Type] { [Input.self] }

  public func run(in context: StageContext) async throws {
    try await context.forEach(Input.self) { input, emitter in
      do throws(Rejection) {
        for record in try await transform(input, in: context) { emitter.emit(record) }
      } catch {
        emitter.reject(input.id, of: input.shardKey, error)
      }
    }
  }
}
