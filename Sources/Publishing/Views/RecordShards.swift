import Foundation

/// Model pages as data, in files of about sixteen models that the client finds by hashing a model's key.
///
/// The pages come in no useful order and would not fit in memory together, so they wait in one file beside the site.
final class RecordShards {
  private struct Place {
    var key: String
    var offset: UInt64
    var count: Int
  }

  private var shards: [[Place]]
  private let waiting: URL
  private let file: FileHandle
  private var buffer: [UInt8] = []
  private var written: UInt64 = 0
  private static let bufferSize = 1 << 22

  /// - Parameter waiting: where the file goes that holds the pages until the end.
  init(models: Int, waiting: URL) throws(SiteFailure) {
    shards = Array(repeating: [], count: Self.count(for: models))
    self.waiting = waiting
    guard FileManager.default.createFile(atPath: waiting.path, contents: nil) else {
      throw .cannotWrite(path: waiting.path, detail: "it cannot be made")
    }
    do {
      file = try FileHandle(forUpdating: waiting)
    } catch {
      throw .cannotWrite(path: waiting.path, detail: error.localizedDescription)
    }
  }

  /// The smallest power of two that leaves sixteen or fewer to a file, so that the number rarely changes from night to
  /// night.
  static func count(for models: Int) -> Int {
    var count = 1
    while count * 16 < models { count *= 2 }
    return count
  }

  /// FNV-1a of 32 bits over the key's UTF-8, which the client computes too.
  static func index(of key: String, among count: Int) -> Int {
    var hash: UInt32 = 0x811c_9dc5
    for byte in key.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return Int(hash) % count
  }

  func add(_ json: [UInt8], key: String) throws(SiteFailure) {
    let place = Place(key: key, offset: written + UInt64(buffer.count), count: json.count)
    shards[Self.index(of: key, among: shards.count)].append(place)
    buffer.append(contentsOf: json)
    if buffer.count >= Self.bufferSize { try flush() }
  }

  /// The file's name in `data/records`.
  static func name(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Calls `body` with each file's name and its object of models by key; then the waiting file is gone.
  func forEachFile(_ body: (_ name: String, _ json: [UInt8]) throws(SiteFailure) -> Void) throws(SiteFailure) {
    try flush()
    for (index, models) in shards.enumerated() {
      var bytes = Array("{".utf8)
      for (place, model) in models.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }).enumerated() {
        if place > 0 { bytes.append(contentsOf: ",\n".utf8) }
        ViewValue.text(model.key).appendJSON(to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: try read(model))
      }
      bytes.append(UInt8(ascii: "}"))
      try body(Self.name(index), bytes)
    }
    do {
      try file.close()
      try FileManager.default.removeItem(at: waiting)
    } catch {
      throw .cannotWrite(path: waiting.path, detail: error.localizedDescription)
    }
  }

  private func flush() throws(SiteFailure) {
    do {
      try file.seek(toOffset: written)
      try file.write(contentsOf: buffer)
    } catch {
      throw .cannotWrite(path: waiting.path, detail: error.localizedDescription)
    }
    written += UInt64(buffer.count)
    buffer.removeAll(keepingCapacity: true)
  }

  private func read(_ place: Place) throws(SiteFailure) -> Data {
    do {
      try file.seek(toOffset: place.offset)
      if let bytes = try file.read(upToCount: place.count), bytes.count == place.count { return bytes }
    } catch {
      throw .cannotWrite(path: waiting.path, detail: error.localizedDescription)
    }
    throw .cannotWrite(path: waiting.path, detail: "it is shorter than what was written to it")
  }
}
