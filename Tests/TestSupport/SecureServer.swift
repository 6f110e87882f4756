import Foundation

/// `nghttpd` on 127.0.0.1: files over HTTP/2 and TLS, under a certificate made for it that nobody trusts who is not told to.
public final class SecureServer {
  /// Whether the programs for it are here; `make test-setup` installs them.
  public static let isThere = program("nghttpd") != nil && program("openssl") != nil

  public struct Failed: Error, CustomStringConvertible {
    public let description: String
  }

  /// Begins `https://localhost:`.
  public let url: String
  /// The file with the certificate, to be trusted as an authority.
  public let certificate: String
  private let folder: TemporaryFolder
  private let process = Process()

  /// - Parameter files: what is served, by path.
  public init(_ files: [String: String]) throws {
    folder = try TemporaryFolder()
    certificate = folder.path + "/certificate.pem"
    for (path, text) in files { try folder.write(text, to: "served/" + path) }
    let key = folder.path + "/key.pem"
    let making = Process()
    try Self.start(
      making, "openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate,
      ])
    making.waitUntilExit()
    // A port that was free a moment ago.
    let probe = try LoopbackServer { _ in .ok() }
    probe.stop()
    url = "https://localhost:\(probe.port)"
    try Self.start(
      process, "nghttpd",
      ["--address=127.0.0.1", "--htdocs=\(folder.path)/served", "\(probe.port)", key, certificate])
    for _ in 0..<200 {
      if Self.answers(probe.port) { return }
      usleep(25_000)
    }
    kill(process.processIdentifier, SIGKILL)
    throw Failed(description: "nghttpd does not listen on port \(probe.port)")
  }

  /// Threads of tests block signals, and a program that they start inherits that: only this one cannot be blocked.
  deinit { kill(process.processIdentifier, SIGKILL) }

  private static func start(_ process: Process, _ name: String, _ arguments: [String]) throws {
    guard let path = program(name) else { throw Failed(description: "\(name) is not installed") }
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  private static func program(_ name: String) -> String? {
    let search = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin"
    let folders = search.split(separator: ":").map(String.init)
    return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func answers(_ port: Int) -> Bool {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(truncatingIfNeeded: port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    return withUnsafePointer(to: address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
