import Glibc

/// The bytes of a JSON-lines file, mapped into memory and cut into chunks at line ends.
final class Lines: Sendable {
  /// What errors call the file.
  let name: String
  nonisolated(unsafe) let bytes: UnsafeBufferPointer<UInt8>
  /// All that is mapped, of which the file's bytes may begin at the second page.
  private nonisolated(unsafe) let room: UnsafeMutableRawBufferPointer

  /// - Parameter inSmallPages: for many files read side by side, of which huge pages would map far more than is looked at.
  init(path: String, inSmallPages: Bool = false) throws(StageFailure) {
    name = path
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw Files.cannotRead(path, errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw Files.cannotRead(path, errno) }
    let size = Int(status.st_size)
    if size == 0 {
      bytes = UnsafeBufferPointer(start: nil, count: 0)
      room = UnsafeMutableRawBufferPointer(start: nil, count: 0)
      return
    }
    let page = Int(getpagesize())
    let reach = inSmallPages ? size + page : size
    guard var start = mmap(nil, reach, PROT_READ, MAP_PRIVATE, file, 0), start != MAP_FAILED else {
      throw Files.cannotRead(path, errno)
    }
    room = UnsafeMutableRawBufferPointer(start: start, count: reach)
    // Of a file that was written lately 2 MiB would be mapped for each byte that is looked at, whatever `madvise` asks for
    // (Linux 6.18); at an address that is no multiple of 2 MiB that cannot be.
    if inSmallPages, Int(bitPattern: start) % (2 << 20) == 0 {
      start = mmap(start + page, size, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0)
      guard start != MAP_FAILED else {
        let reason = errno
        munmap(room.baseAddress, reach)
        throw Files.cannotRead(path, reason)
      }
    }
    bytes = UnsafeBufferPointer(start: start.assumingMemoryBound(to: UInt8.self), count: size)
  }

  /// A file of a snapshot.
  ///
  /// - Throws: `StageFailure` where it has another size than the snapshot's index says: part of it would be read as all.
  convenience init(of file: IndexedFile, in folder: String, inSmallPages: Bool = false) throws(StageFailure) {
    try self.init(path: "\(folder)/\(file.name)", inSmallPages: inSmallPages)
    guard bytes.count == file.bytes else {
      throw StageFailure(
        .badData, "\(name): has \(bytes.count) bytes where its index says \(file.bytes); run again, and it is made anew"
      )
    }
  }

  deinit {
    if let start = room.baseAddress { munmap(start, room.count) }
  }

  /// Byte ranges of whole lines, each about `size` bytes.
  func chunks(of size: Int = 1 << 20) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var from = 0
    while from < bytes.count {
      let to = endOfLine(at: min(from + size, bytes.count) - 1)
      ranges.append(from..<to)
      from = to
    }
    return ranges
  }

  private func endOfLine(at offset: Int) -> Int {
    guard let start = bytes.baseAddress, let end = memchr(start + offset, 0x0a, bytes.count - offset) else {
      return bytes.count
    }
    return UnsafeRawPointer(end) - UnsafeRawPointer(start) + 1
  }

  /// Calls `body` with each line of a range, without its line end, and the offset of the line.
  func forEach<Failure: Error>(
    in range: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>, Int) throws(Failure) -> Void
  ) throws(Failure) {
    var from = range.lowerBound
    while from < range.upperBound {
      let next = endOfLine(at: from)
      let end = next > from && bytes[next - 1] == 0x0a ? next - 1 : next
      if end > from { try body(UnsafeBufferPointer(rebasing: bytes[from..<end]), from) }
      from = next
    }
  }

  /// Lets the pages of a range leave memory; they come back from the file if they are asked for again.
  func release(_ range: Range<Int>) {
    let page = Int(getpagesize())
    let from = (range.lowerBound + page - 1) / page * page
    let to = range.upperBound / page * page
    if let start = bytes.baseAddress, to > from {
      madvise(UnsafeMutableRawPointer(mutating: start + from), to - from, MADV_DONTNEED)
    }
  }

  /// Which line an offset stands in, counted from 1.
  func lineNumber(at offset: Int) -> Int { bytes[..<offset].reduce(1) { $1 == 0x0a ? $0 + 1 : $0 } }
}
