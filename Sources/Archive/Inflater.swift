import CDeflate

/// Undoes gzip members that say how much they hold, as ours do, with buffers that are kept from one to the next.
///
/// libdeflate takes the whole of a member at once, which by its authors' measurements makes it faster than zlib, and compares the checksum.
final class Inflater: @unchecked Sendable {
  private let decompressor: OpaquePointer?
  /// Where compressed bytes are put.
  private var input: UnsafeMutableRawBufferPointer
  private var output: UnsafeMutableRawBufferPointer

  init() {
    decompressor = libdeflate_alloc_decompressor()
    input = .allocate(byteCount: 16 << 10, alignment: 16)
    output = .allocate(byteCount: 64 << 10, alignment: 16)
  }

  deinit {
    if let decompressor { libdeflate_free_decompressor(decompressor) }
    input.deallocate()
    output.deallocate()
  }

  /// Space for `count` compressed bytes.
  func input(_ count: Int) -> UnsafeMutableRawBufferPointer {
    Self.enlarge(&input, to: count)
    return UnsafeMutableRawBufferPointer(rebasing: input[..<count])
  }

  /// What the member holds that fills the first `count` bytes of the input.
  ///
  /// - Returns: bytes that stay good until the next member; nil for anything but one whole member of at most `limit` bytes.
  ///   Slower readers then find out what is there.
  func member(_ count: Int, limit: Int) -> UnsafeBufferPointer<UInt8>? {
    guard let decompressor, count >= 18, count <= input.count else { return nil }
    let stated = Int(UInt32(littleEndian: input.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self)))
    // Deflate cannot do better than this, so what is stated costs no memory that was not sent.
    guard stated <= limit, stated <= count * 1032 else { return nil }
    Self.enlarge(&output, to: max(stated, 1))
    var taken = 0
    var made = 0
    let result = libdeflate_gzip_decompress_ex(
      decompressor, input.baseAddress, count, output.baseAddress, stated, &taken, &made)
    guard result == LIBDEFLATE_SUCCESS, taken == count, made == stated else { return nil }
    return UnsafeRawBufferPointer(rebasing: output[..<made]).bindMemory(to: UInt8.self)
  }

  private static func enlarge(_ buffer: inout UnsafeMutableRawBufferPointer, to count: Int) {
    guard buffer.count < count else { return }
    buffer.deallocate()
    buffer = .allocate(byteCount: max(count, buffer.count * 2), alignment: 16)
  }

  /// Whether the buffers are small enough to be kept.
  var isModest: Bool { input.count + output.count <= 8 << 20 }
}
