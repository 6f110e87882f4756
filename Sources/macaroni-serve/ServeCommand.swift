import ArgumentParser
import CommandLineSupport
import FlyingFox
import FlyingSocks
import Foundation
import Stages

/// `macaroni serve`: the published site on loopback.
///
/// A program of its own, as Foundation's networking, which the server needs, brings libcurl and thirty libraries with it: they
/// would be loaded, in 10 ms, whenever the driver starts.
@main
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "macaroni-serve", abstract: "Serve the published site on this machine.",
    discussion: """
      Only this machine can reach it. End with Ctrl-C.

      Example: macaroni serve --port 8080
      """, version: Version.current)

  static func main() async { await Exits.run(ServeCommand.self, program: "macaroni-serve") }

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
