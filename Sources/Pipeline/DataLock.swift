import CNative
import Foundation
import Stages

/// The right to write a data folder: one run has it at a time.
///
/// The kernel drops the lock when the last process of the run is gone, however it ended; there is nothing to unlock by hand.
public final class DataLock: Sendable {
  private let file: Int32

  /// - Parameter holder: what others are told while they are kept out: the command line.
  public init(data: String, holder: String) throws(StageFailure) {
    try Files.makeFolder(data)
    let path = data + "/.lock"
    // Not closed on exec: a stage that outlives its driver keeps the next run out until it is gone.
    file = open(path, O_RDWR | O_CREAT, 0o644)
    guard file >= 0 else { throw Files.cannotWrite(path, errno) }
    if macaroni_lock(file, 0) != 0 {
      let words = ((try? Files.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? "").split(separator: "\n")
        .joined(separator: ", ")
      close(file)
      throw StageFailure(
        .tryAgainLater,
        "\(data): another run is writing here (\(words.isEmpty ? "unknown" : words)); wait for it to end")
    }
    let note = Array("process \(getpid())\n\(holder)\n".utf8)
    if ftruncate(file, 0) != 0 || pwrite(file, note, note.count, 0) != note.count {
      throw Files.cannotWrite(path, errno)
    }
  }

  deinit { close(file) }
}
