import HTTP
import Hashing
import Records
import Stages

extension HuggingFace {
  public func documents(of model: ListedModel, _ access: Access) async throws -> ModelDocuments {
    let record: HubRecord
    do throws(JSONError) {
      record = try model.record.withUnsafeBufferPointer { (text) throws(JSONError) in
        var reader = JSONReader(text)
        return try HubRecord(json: &reader)
      }
    } catch {
      throw StageFailure(.bug, "the record of \(model.name) was read a moment ago and now is not: \(error)")
    }
    var found = ModelDocuments()
    found.sources.append(try await api(model, record, access))
    if record.files.contains("README.md") {
      try await add("README.md", "readme", of: model, record, to: &found, access)
    }
    if let files {
      for path in record.files where files.includes(path) {
        try await addWeights(path, files.atMost.bytes, of: model, record, to: &found, access)
      }
    }
    return found
  }

  // MARK: The record

  /// The model's entry of the listing as a document of its own, so that later stages need not read pages.
  private func api(_ model: ListedModel, _ record: HubRecord, _ access: Access) async throws -> Source {
    let uri = "\(server)/api/models/\(model.name)"
    let kept: Crawl.Kept
    if let page = model.page, model.parent != nil {
      kept = try await access.crawl.keep(conversion: model.record, of: page, uri: uri, mediaType: "application/json")
    } else {
      kept = try await access.crawl.keep(resource: model.record, uri: uri, mediaType: "application/json")
    }
    var source = Source(
      "api", zoo: zoo, locator: "\(zoo):api/models/\(model.name)", revision: record.sha ?? kept.digest.hex,
      revisionKind: record.sha == nil ? "digest" : "git_commit", mediaType: "application/json", kept: kept,
      bytes: model.record.count, asOf: access.asOf)
    source.model = model.id
    source.url = "\(server)/\(model.name)"
    source.modifiedAt = record.lastModified
    source.parent = model.parent?.id
    source.httpStatus = 200
    return source
  }

  // MARK: Files

  private func url(_ path: String, of model: ListedModel, _ record: HubRecord) -> String {
    "\(server)/\(model.name)/resolve/\(record.sha ?? "main")/\(Identifier.escaped(path))"
  }

  private func locator(_ path: String, of model: ListedModel) -> String { "\(zoo):\(model.name)/\(path)" }

  private func add(
    _ path: String, _ role: String, of model: ListedModel, _ record: HubRecord, to found: inout ModelDocuments,
    _ access: Access
  ) async throws {
    let locator = locator(path, of: model)
    do {
      let answer = try await access.get(request(url(path, of: model, record), atMost: Self.mostCardBytes)) {
        $0.refusesCredentials ? .once : .replayed
      }
      if let reason = try rejection(path, answer.response) {
        return found.reject(locator, revision: record.sha ?? "", reason)
      }
      guard let kept = answer.kept else { throw StageFailure(.bug, "\(locator) came and was not kept") }
      found.sources.append(
        source(role, path, of: model, record, answer.response, kept, answer.response.body.count, access))
    } catch let failure as StageFailure {
      throw failure
    } catch {
      found.reject(locator, revision: record.sha ?? "", try access.rejection(of: path, error))
    }
  }

  private func source(
    _ role: String, _ path: String, of model: ListedModel, _ record: HubRecord, _ response: Response,
    _ kept: Crawl.Kept,
    _ bytes: Int, _ access: Access
  ) -> Source {
    let etag = response.headers["ETag"].map { Self.unquoted($0) }
    let commit = record.sha ?? response.headers["X-Repo-Commit"].flatMap { HubRecord.isCommit($0) ? $0 : nil }
    var source = Source(
      role, zoo: zoo, locator: locator(path, of: model), revision: commit ?? etag ?? "",
      revisionKind: commit != nil ? "git_commit" : etag != nil ? "etag" : "none",
      mediaType: path.hasSuffix(".md") ? "text/markdown" : "application/octet-stream", kept: kept, bytes: bytes,
      asOf: access.asOf)
    source.model = model.id
    source.url = "\(server)/\(model.name)/blob/\(commit ?? "main")/\(Identifier.escaped(path))"
    source.path = path
    source.httpStatus = response.status
    source.etag = etag
    source.modifiedAt = record.lastModified
    return source
  }

  /// An entity tag without its quotes and weakness (RFC 9110 §8.8.3).
  private static func unquoted(_ tag: String) -> String {
    var tag = tag[...]
    if tag.hasPrefix("W/") { tag = tag.dropFirst(2) }
    if tag.hasPrefix("\""), tag.hasSuffix("\""), tag.utf8.count >= 2 { tag = tag.dropFirst().dropLast() }
    return String(tag.prefix(200))
  }

  /// Why an answer is not the document; nil where it is.
  ///
  /// - Throws: where the token itself is refused, because then every answer will be like this one.
  private func rejection(_ path: String, _ response: Response) throws(StageFailure) -> Rejection? {
    if response.refusesCredentials { throw refusedToken(response.status) }
    let answered = "answered \(response.status)\(response.hubWords)"
    switch response.status {
    case 200: return nil
    case 401, 403:
      return response.headers["X-Error-Code"] == "GatedRepo"
        ? Rejection(
          .denied,
          "\(path): the owner asks for an agreement first, the zoo \(answered); accept it there and name a token")
        : Rejection(.denied, "\(path): private, gone or switched off, the zoo \(answered)")
    case 404, 410: return Rejection(.notFound, "\(path) is named by the record but not there, the zoo \(answered)")
    default: return Rejection(.unreachable, "\(path): the zoo \(answered)")
    }
  }

  // MARK: Weights

  /// Fetches a weight file, unless the digest that the zoo states for it is that of a file we have.
  private func addWeights(
    _ path: String, _ limit: Int, of model: ListedModel, _ record: HubRecord, to found: inout ModelDocuments,
    _ access: Access
  ) async throws {
    let locator = locator(path, of: model)
    guard HubRecord.isPath(path) else {
      return found.reject(
        locator, revision: record.sha ?? "",
        Rejection("unsafe-path", "'\(path.prefix(100))' leads out of its repository"))
    }
    let request = request(url(path, of: model, record), atMost: limit)
    do {
      // Only redirects go into the WARC file; weights are files of their own.
      let first = try await access.get(request, follows: false, keeping: Self.keepingOfWeights).response
      let stated = first.headers["X-Linked-Etag"].flatMap { Digest(hex: Self.unquoted($0)) }
      if let size = first.headers["X-Linked-Size"].flatMap({ Int($0) }), size > limit { return }
      if let stated, let file = access.documents.file(stated.hex), let size = Files.size(file) {
        return found.sources.append(weights(path, of: model, record, first, stated, size, access))
      }
      let response = try await access.get(request, keeping: Self.keepingOfWeights).response
      if let reason = try rejection(path, response) { return found.reject(locator, revision: record.sha ?? "", reason) }
      let digest = try access.documents.keep(response.body)
      if let stated, stated != digest {
        return found.reject(
          locator, revision: record.sha ?? "",
          Rejection(.malformed, "\(path) has the digest \(digest), not \(stated) as the zoo states"))
      }
      found.sources.append(weights(path, of: model, record, response, digest, response.body.count, access))
    } catch let failure as StageFailure {
      throw failure
    } catch let error as TransportError {
      // Too large is what the settings ask to leave out.
      if case .tooLarge = error.reason { return }
      found.reject(locator, revision: record.sha ?? "", try access.rejection(of: path, error))
    }
  }

  @Sendable private static func keepingOfWeights(_ response: Response) -> Access.Keeping {
    response.status == 200 ? .elsewhere : response.refusesCredentials ? .once : .replayed
  }

  private func weights(
    _ path: String, of model: ListedModel, _ record: HubRecord, _ response: Response, _ digest: Digest, _ bytes: Int,
    _ access: Access
  ) -> Source {
    var source = source("weights", path, of: model, record, response, Crawl.Kept(digest: digest), bytes, access)
    // Which hop answered depends on what we have already.
    source.httpStatus = 200
    source.etag = nil
    return source
  }
}

extension Response {
  /// Whether the token is refused, rather than this document withheld from it.
  fileprivate var refusesCredentials: Bool {
    guard status == 401 else { return false }
    let words = "Invalid credentials in Authorization header"
    return headers["X-Error-Message"]?.contains(words) == true
      || String(decoding: body.prefix(500), as: UTF8.self).contains(words)
  }
}
