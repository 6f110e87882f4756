import Stages

/// Lists a zoo and names each model's documents.
///
/// A connector gives ids in its own zoo, the same page for the same cursor, and an end; the walk, with its pace, its counts and
/// its resume, is the same for all (`ZooWalk`).
public protocol Connector: Component {
  /// `hf` in `zoo:hf` and `mz:model/hf/…`.
  var zoo: String { get }
  /// At most so many models are listed.
  var limit: Int? { get }
  /// The server and its name for logs; nil for a zoo without one.
  var endpoint: String? { get }
  /// The quota that a request to a URL counts against.
  func bucket(of url: String) -> String
  /// What the settings and the state of the world contribute to the run's fingerprint besides the version.
  func ingredients(base: String) -> [String: String]
  /// Files, folders and variables (`$NAME`) that `ingredients` looked at.
  func looksAt(base: String) -> [String]
  /// Checks, before anything is started, what of the settings can be seen to be wrong without asking the zoo.
  func check(base: String) throws
  /// Checks, before the walk, what would make all of it fail.
  func prepare(_ access: Access) async throws
  /// The page of the listing at a cursor that the page before it gave; nil is the first.
  ///
  /// - Throws: `StageFailure` with a sentence about this page; the walk adds which page it was and how to go on.
  func page(at cursor: String?, _ access: Access) async throws -> Page
  /// Fetches what belongs to a listed model. What cannot be had is a rejection; what is thrown ends the run.
  func documents(of model: ListedModel, _ access: Access) async throws -> ModelDocuments
}

extension Connector {
  public var limit: Int? { nil }
  public var endpoint: String? { nil }
  public func bucket(of url: String) -> String { zoo }
  public func ingredients(base: String) -> [String: String] { [:] }
  public func looksAt(base: String) -> [String] { [] }
  public func check(base: String) throws {}
  public func prepare(_ access: Access) async throws {}
}
