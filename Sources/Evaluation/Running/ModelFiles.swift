import FoundationEssentials
import Records
import Stages

/// The small files beside a model's weights, by name: `config.json`, `preprocessor_config.json`, …
struct ModelFiles: Sendable {
  private let files: [String: ArtifactFile]
  private let zoo: String
  private let documents: DocumentStore

  /// Larger ones are no configuration.
  private static let largest = 4 << 20

  init(_ artifact: Artifact, zoo: String, documents: DocumentStore) {
    let small = artifact.files.filter { $0.role == "config" || $0.role == "tokenizer" }
    files = Dictionary(small.map { ($0.path, $0) }) { first, _ in first }
    self.zoo = zoo
    self.documents = documents
  }

  /// The bytes of a file; nil where the model has none of that name.
  ///
  /// - Throws: `Unrunnable` where the zoo lists the file and we do not hold it.
  func bytes(of name: String) throws(Unrunnable) -> [UInt8]? {
    guard let file = files[name] else { return nil }
    guard let sha256 = file.sha256 else {
      throw Unrunnable(.skipped, "not-fetched", "\(name) was not fetched, so it is not known how to run the model.")
    }
    do {
      // Weight files are kept by digest, documents in the zoo's WARC files; a local zoo may have either.
      if let path = documents.file(sha256) { return try Files.read(path, atMost: Self.largest) }
      return try documents.document(sha256: sha256, zoo: zoo)
    } catch let rejection as Rejection where rejection.code == .missing {
      throw Unrunnable(.skipped, "not-fetched", "\(name) was not fetched, so it is not known how to run the model.")
    } catch {
      throw Unrunnable(.failed, "bad-configuration", "\(name) cannot be read: \(error)")
    }
  }

  /// A configuration file as a value; nil where the model has none of that name.
  func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws(Unrunnable) -> Value? {
    guard let bytes = try bytes(of: name) else { return nil }
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as PreparationError {
      throw Unrunnable(.unsupported, "unsupported-preparation", "\(name): \(error).")
    } catch let error as DecodingError {
      throw Unrunnable(.failed, "bad-configuration", "\(name): \(Self.words(error)).")
    } catch {
      throw Unrunnable(.failed, "bad-configuration", "\(name) is not JSON that can be read.")
    }
  }

  /// The classes that the model's outputs stand for, in their order, as `id2label` of `config.json` has them.
  func labels() throws(Unrunnable) -> [String]? {
    guard let bytes = try bytes(of: "config.json") else { return nil }
    let config: JSON
    do throws(JSONError) {
      config = try JSON(json: bytes)
    } catch {
      throw Unrunnable(.failed, "bad-configuration", "config.json: \(error.problem).")
    }
    guard let names = config["id2label"]?.object else { return nil }
    var labels: [String] = []
    for index in 0..<names.count {
      guard let label = names["\(index)"]?.string else {
        throw Unrunnable(.failed, "bad-configuration", "config.json: 'id2label' does not number its labels from 0.")
      }
      labels.append(label)
    }
    return labels
  }

  private static func words(_ error: DecodingError) -> String {
    func path(_ context: DecodingError.Context, _ last: String? = nil) -> String {
      (context.codingPath.map(\.stringValue) + [last].compactMap { $0 }).joined(separator: "/")
    }
    return switch error {
    case .keyNotFound(let key, let context): "there is no '\(path(context, key.stringValue))'"
    case .valueNotFound(_, let context): "'\(path(context))' is empty"
    case .typeMismatch(_, let context): "'\(path(context))' is of another type than expected"
    default: "it is not JSON that can be read"
    }
  }
}
