/// Model pages as data, in files of about sixteen models that the client finds by hashing a model's key.
struct RecordShards {
  private var shards: [[(key: String, json: [UInt8])]]

  init(models: Int) { shards = Array(repeating: [], count: Self.count(for: models)) }

  /// The smallest power of two that leaves sixteen or fewer to a file, so that the number rarely changes from night to night.
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

  mutating func add(_ view: ViewValue, key: String) {
    var json: [UInt8] = []
    view.appendJSON(to: &json)
    shards[Self.index(of: key, among: shards.count)].append((key, json))
  }

  /// The file's name in `data/records`.
  static func name(_ index: Int) -> String {
    let digits = String(index)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// Each file's name and its object of models by key.
  func files() -> [(name: String, json: [UInt8])] {
    shards.enumerated().map { index, models in
      var bytes = Array("{".utf8)
      for (place, model) in models.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }).enumerated() {
        if place > 0 { bytes.append(contentsOf: ",\n".utf8) }
        ViewValue.text(model.key).appendJSON(to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(contentsOf: model.json)
      }
      bytes.append(UInt8(ascii: "}"))
      return (Self.name(index), bytes)
    }
  }
}
