import CArchive

/// An archive that is being read; libarchive's handle, freed with it.
final class ReadHandle {
  /// Gives the next bytes of the input: a pointer that stays good until the next call, and a count; zero at the end, negative on failure.
  typealias Source = () -> UnsafeRawBufferPointer?

  let pointer: OpaquePointer
  private let source: Source?

  /// Reads exactly one gzip coding and what is in it, whatever that looks like.
  ///
  /// Left to itself libarchive would also undo a second coding, and take what is not gzip as it is.
  static func gzip(_ source: @escaping Source) -> ReadHandle? {
    guard let handle = ReadHandle(source) else { return nil }
    guard archive_read_append_filter(handle.pointer, ARCHIVE_FILTER_GZIP) == ARCHIVE_OK,
      archive_read_set_format(handle.pointer, ARCHIVE_FORMAT_RAW) == ARCHIVE_OK
    else { return nil }
    return handle
  }

  init?(_ source: Source? = nil) {
    guard let pointer = archive_read_new() else { return nil }
    self.pointer = pointer
    self.source = source
  }

  deinit { archive_read_free(pointer) }

  /// Opens on the source and goes to the only entry of the raw format.
  func start() -> Bool {
    let context = Unmanaged.passUnretained(self).toOpaque()
    let result = archive_read_open(
      pointer, context, nil,
      { _, context, buffer in
        guard let context, let buffer else { return -1 }
        let handle = Unmanaged<ReadHandle>.fromOpaque(context).takeUnretainedValue()
        guard let bytes = handle.source?() else { return -1 }
        buffer.pointee = bytes.baseAddress
        return bytes.count
      }, nil)
    var entry: OpaquePointer?
    return result == ARCHIVE_OK && archive_read_next_header(pointer, &entry) == ARCHIVE_OK
  }

  /// Appends up to `count` bytes of the current entry; how many, with zero at its end and nil when it is damaged.
  func read(_ count: Int, into bytes: inout [UInt8]) -> Int? {
    let start = bytes.count
    // An array, since appending any other sequence goes element by element in a debug build.
    bytes += [UInt8](repeating: 0, count: count)
    let read = bytes.withUnsafeMutableBytes { archive_read_data(pointer, $0.baseAddress.map { $0 + start }, count) }
    bytes.removeLast(count - max(0, read))
    return read < 0 ? nil : read
  }

  /// libarchive's own words for the last failure.
  var detail: String {
    archive_error_string(pointer).map { String(cString: $0) } ?? "for a reason libarchive does not give"
  }
}
