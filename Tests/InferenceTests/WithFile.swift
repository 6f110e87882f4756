#if canImport(Glibc)
  import Glibc
#endif

/// Calls `body` with the path of a file of these bytes, which is removed afterwards.
@discardableResult
func withFile<T>(_ bytes: [UInt8], _ body: (String) throws -> T) throws -> T {
  var template = Array("/tmp/macaroni-inference-XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  defer {
    close(descriptor)
    unlink(path)
  }
  _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  return try body(path)
}
