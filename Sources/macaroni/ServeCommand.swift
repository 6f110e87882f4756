import ArgumentParser
import CommandLineSupport
import FlyingFox
import FlyingSocks
import Foundation
import Stages

/// `macaroni serve`: the published site on loopback.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve the published site on this machine.",
    discussion: """
      Only this machine can reach it. End with Ctrl-C.

      Example: macaroni serve --port 8080
      """)

  @Argument(help: "The folder of published sites.")
  var reports = "reports"

  @Option(help: "The port; 0 takes any that is free.")
  var port: UInt16 = 8080

  func run() async throws {
    let site = ReportsFolder(path: reports).site
    guard Files.isFolder(site) else {
      throw StageFailure(.wrongArguments, "\(site): no site; 'macaroni run' publishes one")
    }
    let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: port)
    let server = HTTPServer(address: address, handler: SiteHandler(folder: site))
    let task = Task { try await server.run() }
    do {
      try await server.waitUntilListening(timeout: 5)
    } catch {
      task.cancel()
      throw StageFailure(.tryAgainLater, "port \(port) is not to be had; choose another with --port, or 0 for any")
    }
    switch await server.listeningAddress {
    case .ip4(_, let port)?: Terminal.answer("http://127.0.0.1:\(port)/")
    case .ip6(_, let port)?: Terminal.answer("http://localhost:\(port)/")
    case .unix?, nil: break
    }
    try await task.value
  }
}

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
