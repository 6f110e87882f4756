import ArgumentParser
import Archive
import CommandLineSupport
import Extraction
import Foundation
import Records

/// Reads cards that lie in memory, as the Python peer does, and prints what it cost. They are read in batches, as by
/// `parse-readme`.
struct CardSpeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card-speed",
    abstract: "Read cards from memory with every extractor, on one core.",
    discussion: "Prints one JSON line: cards, claims, and the CPU seconds of the fastest round.")

  @Argument(help: "Cards, one {modelId, readme} a line, gzip-compressed.")
  var cards: String

  @Option(help: "Take one card in so many.")
  var every = 1

  @Option(help: "How often all are read.")
  var rounds = 1

  func run() throws {
    Allocator.keepFreedMemory()
    let documents = try load()
    var best = Double.infinity
    var claims = 0
    for _ in 0..<rounds {
      let before = Self.cpuSeconds
      claims = 0
      var batch = CardBatch()
      for (index, document) in documents.enumerated() {
        batch.add(document.readme, named: document.name)
        if batch.isFull || index + 1 == documents.count {
          claims += batch.read().reduce(0) { $0 + $1.findings.count }
        }
      }
      best = min(best, Self.cpuSeconds - before)
    }
    let bytes = documents.reduce(0) { $0 + $1.readme.count }
    print(#"{"bytes":\#(bytes),"cards":\#(documents.count),"claims":\#(claims),"cpu_seconds":\#(best)}"#)
  }

  private func load() throws -> [(name: String, readme: [UInt8])] {
    let packed = Array(try Data(contentsOf: URL(fileURLWithPath: cards)))
    let lines = try GzipMember.decompress(packed, limit: 1 << 31).split(separator: 0x0A)
    return try stride(from: 0, to: lines.count, by: every).compactMap { number in
      let card = try JSON(json: lines[number])
      guard let name = card["modelId"]?.string, let readme = card["readme"]?.string else { return nil }
      return (name, Array(readme.utf8))
    }
  }

  /// User and system time of this process so far.
  private static var cpuSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}

CardSpeedCommand.main()
