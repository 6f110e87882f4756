import Hashing
import Records

extension Lines {
  /// The SHA-256 of the lines without some of their members: the same for files that differ in nothing else.
  ///
  /// - Throws: `StageFailure` with code 65 where a line is no object.
  func digest(without names: [StaticString]) throws(StageFailure) -> Digest {
    var hash = SHA256()
    for chunk in chunks() {
      try forEach(in: chunk) { (line, offset) throws(StageFailure) in
        var reader = JSONReader(line)
        do throws(JSONError) {
          try reader.object { (key, reader) throws(JSONError) in
            let value = try reader.slice()
            guard !names.contains(where: { $0 ~= key }) else { return }
            hash.update(UnsafeRawBufferPointer(key))
            hash.update(":")
            hash.update(UnsafeRawBufferPointer(value))
            hash.update(",")
          }
        } catch {
          throw StageFailure(.badData, "\(name):\(lineNumber(at: offset)): \(error.problem)")
        }
        hash.update("\n")
      }
      release(chunk)
    }
    return hash.finish()
  }
}
