/// The file `latest` in a stage's folder: it names the snapshot that readers take.
public struct LatestName: Sendable {
  private let path: String

  /// - Parameter home: the stage's folder.
  public init(home: String) { path = home + "/latest" }

  /// The fingerprint of the latest snapshot; nil where the stage has none.
  public var fingerprint: String? {
    guard let bytes = try? Files.read(path) else { return nil }
    // People write it, too, with whatever ends a line where they live.
    let isBlank: (UInt8) -> Bool = { $0 <= 0x20 }
    return String(decoding: bytes.drop(while: isBlank).reversed().drop(while: isBlank).reversed(), as: UTF8.self)
  }

  /// - Parameter isShared: whether another process may be doing the same; false where a lock keeps others out.
  public func set(_ fingerprint: String, isShared: Bool = true) throws(StageFailure) {
    try Files.write(Array("\(fingerprint)\n".utf8), to: path, isShared: isShared)
  }
}
