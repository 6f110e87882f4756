import Markdown

/// A line of the form `name: value`, as lists of hyperparameters and results have it.
struct Entry {
  var name: String
  var value: String
  var line: Int
  /// What the object around it is called, as `PER` in `{'PER': {'f1': 0.81}}`.
  var group: String?

  /// - Parameters:
  ///   - text: `learning_rate: 3e-05`, `**Epochs** = 4`, `"eval_f1": 92.7`.
  ///   - limit: how many bytes a line may have; most that are longer are sentences.
  init?(_ text: Markdown.RichText, atMost limit: Int = 400) {
    guard text.text.utf8.count < limit, let parts = text.text.withBytes({ Self.parts(of: $0) }) else { return nil }
    (name, value) = parts
    line = text.line
  }

  /// - Parameter text: one line.
  init?(_ text: Substring, line: Int) {
    guard text.utf8.count < 400, let parts = text.withBytes({ Self.parts(of: $0) }) else { return nil }
    (name, value) = parts
    self.line = line
  }

  private static func parts(of bytes: UnsafeBufferPointer<UInt8>) -> (name: String, value: String)? {
    guard let mark = bytes.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "=") }) else { return nil }
    func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 || byte == 0x60 || byte == 0x2A }
    var name = UnsafeBufferPointer(rebasing: bytes[..<mark]).trimmed
    while let first = name.first, isQuote(first) { name = UnsafeBufferPointer(rebasing: name.dropFirst()) }
    while let last = name.last, isQuote(last) { name = UnsafeBufferPointer(rebasing: name.dropLast()) }
    var value = UnsafeBufferPointer(rebasing: bytes[(mark + 1)...]).trimmed
    if let end = value.firstIndex(of: 0x0A) { value = UnsafeBufferPointer(rebasing: value[..<end]).trimmed }
    // "accuracy => 0.73"
    while let first = value.first, [0x2A, 0x60, 0x3D, 0x3A, bytes[mark] == 0x3D ? 0x3E : 0x3D].contains(first) {
      value = UnsafeBufferPointer(rebasing: value.dropFirst()).trimmed
    }
    while let last = value.last, last == 0x2C || last == 0x60 || last == 0x2A {
      value = UnsafeBufferPointer(rebasing: value.dropLast())
    }
    guard !name.isEmpty, name.count <= 60, !value.isEmpty else { return nil }
    return (String(decoding: name.trimmed, as: UTF8.self), String(decoding: value, as: UTF8.self))
  }

  /// An entry for each value of a list: `Bleu-precisions: [82.6, 62.1]`.
  var singles: [Entry] {
    guard value.utf8.first == 0x5B, value.utf8.last == 0x5D else { return [self] }
    return value.dropFirst().dropLast().split(separator: ",").map { part in
      var single = self
      single.value = String(part.trimmed)
      return single
    }
  }

  /// The name in snake case.
  var snake: String { Self.snake(name) }

  static func snake(_ name: some StringProtocol) -> String {
    name.withBytes { bytes in
      String(unsafeUninitializedCapacity: bytes.count) { room in
        var count = 0
        func isOfWord(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit || byte >= 0x80 }
        for (index, byte) in bytes.enumerated() {
          // The points of "Max. Seq. Length" end words; that of `otter.lr` is part of one.
          let isInside = byte == UInt8(ascii: ".") && index + 1 < bytes.count && isOfWord(bytes[index + 1])
          if isOfWord(byte) || isInside {
            room[count] = byte.lowercased
            count += 1
          } else if count > 0, room[count - 1] != UInt8(ascii: "_") {
            room[count] = UInt8(ascii: "_")
            count += 1
          }
        }
        if count > 0, room[count - 1] == UInt8(ascii: "_") { count -= 1 }
        return count
      }
    }
  }
}
