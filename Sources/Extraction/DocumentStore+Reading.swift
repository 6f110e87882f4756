import Glibc
import Stages

// Stands in until the documents of the zoos can be read from their WARC files.
extension DocumentStore {
  func document(sha256: String, zoo: String) throws(Rejection) -> [UInt8] {
    guard let path = file(sha256), let handle = fopen(path, "rb") else {
      throw Rejection(.missing, "the document \(sha256) of \(zoo) is not in the data folder; run fetch again")
    }
    defer { fclose(handle) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&chunk, 1, chunk.count, handle)
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }
}
