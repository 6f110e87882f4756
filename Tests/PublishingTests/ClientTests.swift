import Foundation
import Testing

@testable import Publishing

/// Node, where it is installed.
private enum Node {
  static let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/node" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// The client's own functions, run by Node where it is installed; they need no page.
@Suite(.enabled(if: Node.path != nil, "there is no 'node' on the path")) struct ClientTests {
  /// What a script prints that has loaded an asset as `asset`.
  private func output(of script: String, with name: String, before: String = "") throws -> String {
    let assets = Bundle.module.bundleURL.appendingPathComponent("Assets").path
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: try #require(Node.path))
    process.arguments = ["-e", "\(before)const asset = require('\(assets)/\(name)');\(script)"]
    process.standardOutput = pipe
    try process.run()
    let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(
    "a wrong letter is forgiven, in short words and without the owner too",
    arguments: ["tickets-hsh", "tickets hsah", "hsh", "ticketz hash", "larkfield/tickets-hsh"])
  func typo(_ query: String) throws {
    let script = """
      const names = ["larkfield/tickets-hash", "larkfield/icons-linear", "acme/the-rest"];
      console.log([...new asset.NameIndex(names).find(\(query.debugDescription)).found.keys()].join());
      """
    #expect(try output(of: script, with: "search.js") == "0\n")
  }

  @Test("areas of points go with their values, and unknown has none") func radii() throws {
    let script = "console.log(JSON.stringify(asset.radii([4e6, 1e6, null, 1])));"
    #expect(try output(of: script, with: "chart.js") == "[15,7.5,null,3]\n")
  }

  @Test("text that a reader sees cannot turn the direction of what stands behind it") func upright() throws {
    // As much of a page as the first lines of the client touch.
    let page = """
      const list = [];
      globalThis.location = {hash: ""};
      globalThis.addEventListener = () => {};
      globalThis.document = {
        documentElement: {dataset: {root: ""}, classList: {add() {}}}, querySelectorAll: () => [],
        createElement: name => ({name, texts: [], names: {}, setAttribute(key, value) { this.names[key] = value; },
          append(...texts) { this.texts.push(...texts); }}),
      };
      """
    let script = """
      const box = asset.h("td", {title: "a\\u202eb", href: "#\\u202e"}, "safe\\u202elave", 1);
      console.log(box.texts[0], box.names.title, box.names.href.length);
      """
    #expect(try output(of: script, with: "core.js", before: page) == "safe[U+202E]lave a[U+202E]b 2\n")
  }
}
