#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file read through a window that moves, so that a header is found among gigabytes of weights without reading them.
///
/// Reads rather than maps: a file that someone shortens meanwhile gives an error instead of ending the process.
final class FileWindow {
  let count: Int

  private let descriptor: Int32
  private var bytes: [UInt8]
  private var start = 0
  private var filled = 0

  /// Nil when the file cannot be opened or is not a regular file.
  init?(path: String, window: Int = 1 << 16) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    self.descriptor = descriptor
    count = Int(status.st_size)
    bytes = [UInt8](repeating: 0, count: window)
  }

  deinit {
    close(descriptor)
  }

  /// The byte at an offset, or nil when the file has none there.
  func byte(at offset: Int) -> UInt8? {
    if offset < start || offset >= start + filled {
      guard offset >= 0, offset < count, fill(from: offset) else { return nil }
    }
    return bytes[offset - start]
  }

  private func fill(from offset: Int) -> Bool {
    var read = -1
    repeat {
      read = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
    } while read < 0 && errno == EINTR
    start = offset
    filled = max(read, 0)
    return filled > 0
  }
}
