import Glibc
import Stages

/// The first bytes of a weight file, of which the header is made.
///
/// The file may come from anybody and have hundreds of gigabytes: only the header is read, and only up to a limit.
struct HeaderBytes {
  /// How large a header, in bytes, may be; vocabularies of language models take some megabytes.
  static let largest = 64 << 20

  private let descriptor: Int32
  let fileSize: Int

  /// Calls with the file open.
  static func withFile<R>(
    _ path: String, named name: String, _ body: (HeaderBytes) throws(Rejection) -> R
  ) throws(Rejection) -> R {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Rejection(.missing, "\(name): the file cannot be opened") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw Rejection(.missing, "\(name): not a file")
    }
    return try body(HeaderBytes(descriptor: descriptor, fileSize: Int(status.st_size)))
  }

  /// Some bytes of the file; fewer at its end.
  func bytes(from offset: Int, count: Int) -> [UInt8] {
    let count = max(0, min(count, fileSize - offset))
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = 0
      while filled < count {
        let read = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
        if read < 0, errno == EINTR { continue }
        guard read > 0 else { return }
        filled += read
      }
    }
  }
}

/// Numbers as weight files have them: the lowest byte first.
struct LittleEndianReader {
  let bytes: [UInt8]
  private(set) var at = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next number; nil at the end.
  mutating func number(bytes width: Int) -> UInt64? {
    guard at + width <= bytes.count else { return nil }
    var value: UInt64 = 0
    for index in 0..<width { value |= UInt64(bytes[at + index]) << UInt64(8 * index) }
    at += width
    return value
  }

  /// A text with its length before it; its bytes are passed over whole, and at most `limit` of them kept.
  mutating func text(limit: Int = 4096) -> String? {
    guard let length = number(bytes: 8), length <= UInt64(bytes.count - at) else { return nil }
    let start = at
    at += Int(length)
    return String(decoding: bytes[start..<min(at, start + limit)], as: UTF8.self)
  }

  mutating func skip(_ count: Int) -> Bool {
    guard count >= 0, count <= bytes.count - at else { return false }
    at += count
    return true
  }
}
