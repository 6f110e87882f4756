import FlyingFox
import Foundation
import Stages

/// Answers with the files of one folder, and nothing outside it.
struct SiteHandler: HTTPHandler {
  let folder: String

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    guard request.method == .GET || request.method == .HEAD else { return HTTPResponse(statusCode: .methodNotAllowed) }
    guard let path = Self.file(of: request.path, in: folder) else { return HTTPResponse(statusCode: .notFound) }
    guard let bytes = try? Files.read(path) else { return HTTPResponse(statusCode: .notFound) }
    let headers: [HTTPHeader: String] = [
      .contentType: Self.mediaType(path), HTTPHeader("X-Content-Type-Options"): "nosniff",
      HTTPHeader("Content-Security-Policy"): "default-src 'self'",
    ]
    return HTTPResponse(statusCode: .ok, headers: HTTPHeaders(headers), body: Data(bytes))
  }

  /// The file that a path of an address stands for; nil where it leaves the folder or there is none.
  static func file(of path: String, in folder: String) -> String? {
    let decoded = path.removingPercentEncoding ?? path
    guard !decoded.utf8.contains(0) else { return nil }
    let parts = decoded.split(separator: "/").map(String.init)
    guard !parts.contains(".."), !parts.contains(".") else { return nil }
    var file = ([folder] + parts).joined(separator: "/")
    if Files.isFolder(file) { file += "/index.html" }
    // A link inside the site must not lead out of it.
    guard let real = realpath(file, nil), let root = realpath(folder, nil) else { return nil }
    defer {
      free(real)
      free(root)
    }
    return String(cString: real).hasPrefix(String(cString: root) + "/") ? file : nil
  }

  static func mediaType(_ path: String) -> String {
    switch path.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "js": "text/javascript; charset=utf-8"
    case "json": "application/json"
    case "jsonl": "application/x-ndjson"
    case "svg": "image/svg+xml"
    case "png": "image/png"
    case "xml": "application/atom+xml; charset=utf-8"
    case "csv": "text/csv; charset=utf-8"
    default: "text/plain; charset=utf-8"
    }
  }
}
