import CNative
import Glibc
import Stages

/// The right to write a data folder: one run has it at a time.
///
/// The kernel drops the lock when the last process of the run is gone, however it ended; there is nothing to unlock by hand.
/// Who ends well empties the note in the file, so that a note tells of a run that is at work or was killed.
public final class DataLock: Sendable {
  private let file: Int32
  private let isShared: Bool

  /// How long the programs of a run that was killed have to end, in seconds; the kernel needs a moment for each.
  private static let patience = 5.0

  /// - Parameters:
  ///   - holder: what others are told while they are kept out: the command line.
  ///   - isShared: whether others that share may hold it too, as single tasks do; a run holds it alone.
  ///   - waiting: called when another holds the lock, with who; the lock is then waited for. nil does not wait.
  ///   - tell: called with a sentence where the lock is taken over from a run that was killed.
  public init(
    data: String, holder: String, isShared: Bool = false, waiting: ((String) -> Void)? = nil,
    tell: (String) -> Void = { _ in }
  ) throws(StageFailure) {
    try Files.makeFolder(data)
    let path = data + "/.lock"
    self.isShared = isShared
    // Not closed on exec: a stage that outlives its driver keeps the next run out until it is gone.
    file = open(path, O_RDWR | O_CREAT, 0o644)
    guard file >= 0 else { throw Files.cannotWrite(path, errno) }
    if macaroni_lock(file, isShared ? 1 : 0, 0) != 0 {
      let other = LockNote(path)
      var isHeld = true
      if other.isOfDeadRun {
        let started = Clock.now().seconds
        while isHeld, Clock.now().seconds - started < Self.patience {
          usleep(10_000)
          isHeld = macaroni_lock(file, isShared ? 1 : 0, 0) != 0
        }
      }
      if isHeld {
        guard let waiting else {
          close(file)
          throw StageFailure(.tryAgainLater, "\(data): \(other.sentence(Machine.holders(of: path)))")
        }
        waiting(other.words)
        _ = macaroni_lock(file, isShared ? 1 : 0, 1)
      }
    }
    let last = LockNote(path)
    if !isShared, last.isOfDeadRun { tell("the last run here was killed (\(last.words)); going on from what it left") }
    let note = Array("\(isShared ? "a task, " : "")process \(getpid()) on \(Machine.host)\n\(holder)\n".utf8)
    if ftruncate(file, 0) != 0 || pwrite(file, note, note.count, 0) != note.count {
      let reason = errno
      close(file)
      throw Files.cannotWrite(path, reason)
    }
  }

  deinit {
    // Of those that share, others may be at work; their notes tell of no run.
    if !isShared { ftruncate(file, 0) }
    close(file)
  }
}

/// What whoever holds the lock wrote into its file.
private struct LockNote {
  /// `process 4711 on node3, macaroni run`
  let words: String

  init(_ path: String) {
    let note = (try? Files.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    words = note.split(separator: "\n").joined(separator: ", ")
  }

  /// Whether it is of a run on this machine whose process is gone; of other machines that cannot be told.
  var isOfDeadRun: Bool {
    let parts = words.prefix { $0 != "," }.split(separator: " ")
    guard parts.count == 4, parts[0] == "process", let process = pid_t(parts[1]), parts[3] == Machine.host else {
      return false
    }
    if kill(process, 0) != 0, errno == ESRCH { return true }
    // One that nobody has waited for yet is as dead.
    let state = (try? Files.read("/proc/\(process)/stat")).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return state.split(separator: ")").last?.hasPrefix(" Z") ?? false
  }

  /// Why the lock cannot be had, and what to do.
  ///
  /// - Parameter holders: the processes that hold it.
  func sentence(_ holders: [pid_t]) -> String {
    let advice = "wait for it to end, or say --wait"
    guard isOfDeadRun else {
      return "another run is writing here (\(words.isEmpty ? "unknown" : words)); \(advice)"
    }
    let which = holders.isEmpty ? "" : " (process \(holders.map { "\($0)" }.joined(separator: ", ")))"
    return "the last run here was killed (\(words)), but a program that it started is still at work\(which); \(advice)"
  }
}
