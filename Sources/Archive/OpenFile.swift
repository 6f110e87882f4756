import Glibc

/// An open file, closed with it. Reading and writing name their offset, so that threads can share it.
final class OpenFile: Sendable {
  let path: String
  private let descriptor: Int32

  init(reading path: String) throws(ArchiveError) {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw ArchiveError(.cannotOpen(ArchiveError.systemDetail), in: path) }
  }

  /// Makes the file if it is not there.
  init(writing path: String) throws(ArchiveError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw ArchiveError(.cannotOpen(ArchiveError.systemDetail), in: path) }
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func size() throws(ArchiveError) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw ArchiveError(.cannotRead(ArchiveError.systemDetail), in: path) }
    return Int(status.st_size)
  }

  /// Fills as much of the buffer as the file has from there on; how much.
  func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(ArchiveError) -> Int {
    var done = 0
    while done < buffer.count {
      let count = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
      if count == 0 { break }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw ArchiveError(.cannotRead(ArchiveError.systemDetail), in: path, at: offset) }
      done += count
    }
    return done
  }

  func readAll() throws(ArchiveError) -> [UInt8] {
    let size = try size()
    var failure: ArchiveError?
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      do { count = try read(UnsafeMutableRawBufferPointer(buffer), at: 0) } catch { failure = error as? ArchiveError }
    }
    if let failure { throw failure }
    return bytes
  }

  func write(_ bytes: [UInt8], at offset: Int) throws(ArchiveError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(offset + done))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw ArchiveError(.cannotWrite(ArchiveError.systemDetail), in: path, at: offset) }
      done += count
    }
  }

  func truncate(to size: Int) throws(ArchiveError) {
    guard ftruncate(descriptor, off_t(size)) == 0 else {
      throw ArchiveError(.cannotWrite(ArchiveError.systemDetail), in: path, at: size)
    }
  }

  func synchronise() throws(ArchiveError) {
    guard fsync(descriptor) == 0 else { throw ArchiveError(.cannotWrite(ArchiveError.systemDetail), in: path) }
  }
}
