import CNative

/// The folder of published sites: readers see the old site or the new one, never a mixture.
public struct ReportsFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  /// Where readers find the site.
  public var site: String { path + "/site" }

  /// The fingerprint of the snapshot that the published site shows; nil where there is none, or none to begin with.
  public var fingerprint: String? {
    guard Files.exists(site + "/index.html") else { return nil }
    return (try? Files.read(site + "/" + Self.markName)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Removes what a killed run left; only for who holds the data folder alone.
  public func sweep() {
    for name in Files.names(in: path, prefix: ".partial-") {
      // What cannot be removed is found again next time.
      try? Files.remove("\(path)/\(name)")
    }
  }

  /// A small file that says which snapshot a site was made from.
  private static let markName = "snapshot.txt"

  /// Lets `write` fill a fresh folder and then puts it in the place of the published one, in one step.
  public func replace(fingerprint: String, _ write: (String) async throws -> Void) async throws {
    let fresh = path + "/.partial-\(fingerprint)"
    try Files.remove(fresh)
    try Files.makeFolder(fresh)
    try await write(fresh)
    try Files.write(fingerprint.utf8, to: fresh + "/" + Self.markName)
    if Files.exists(site) {
      // Both names change at once (renameat2, Linux 3.15), so there is no moment without a site.
      if macaroni_exchange(fresh, site) != 0 {
        // A file system that cannot exchange: the old site steps aside for the blink of two renames.
        let aside = path + "/.old-\(fingerprint)"
        try Files.remove(aside)
        try Files.rename(site, to: aside)
        try Files.rename(fresh, to: site)
        try Files.remove(aside)
      } else {
        try Files.remove(fresh)
      }
    } else {
      try Files.rename(fresh, to: site)
    }
  }
}
