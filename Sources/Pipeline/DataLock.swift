import CNative
import Foundation
import Stages

/// The right to write a data folder: one run has it at a time.
///
/// The kernel drops the lock when the last process of the run is gone, however it ended; there is nothing to unlock by hand.
public final class DataLock: Sendable {
  private let file: Int32

  /// - Parameters:
  ///   - holder: what others are told while they are kept out: the command line.
  ///   - isShared: whether others that share may hold it too, as single tasks do; a run holds it alone.
  ///   - canWait: whether the command has a `--wait` that can be advised.
  ///   - waiting: called when another holds the lock, with who; the lock is then waited for. nil does not wait.
  public init(
    data: String, holder: String, isShared: Bool = false, canWait: Bool = false, waiting: ((String) -> Void)? = nil
  ) throws(StageFailure) {
    try Files.makeFolder(data)
    let path = data + "/.lock"
    // Not closed on exec: a stage that outlives its driver keeps the next run out until it is gone.
    file = open(path, O_RDWR | O_CREAT, 0o644)
    guard file >= 0 else { throw Files.cannotWrite(path, errno) }
    if macaroni_lock(file, isShared ? 1 : 0, 0) != 0 {
      let note = (try? Files.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
      let words = note.split(separator: "\n").joined(separator: ", ")
      let other = words.isEmpty ? "unknown" : words
      guard let waiting else {
        close(file)
        throw StageFailure(
          .tryAgainLater,
          "\(data): another run is writing here (\(other)); wait for it to end\(canWait ? ", or say --wait" : "")")
      }
      waiting(other)
      _ = macaroni_lock(file, isShared ? 1 : 0, 1)
    }
    let note = Array("process \(getpid()) on \(Self.host)\n\(holder)\n".utf8)
    if ftruncate(file, 0) != 0 || pwrite(file, note, note.count, 0) != note.count {
      let reason = errno
      close(file)
      throw Files.cannotWrite(path, reason)
    }
  }

  private static var host: String { Machine.host }

  deinit { close(file) }
}
