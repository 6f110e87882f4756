import CNative
import Glibc
import Stages

/// Programs that are started by the driver.
///
/// A child ends with the thread that started it, however that ends, so no run leaves anything behind that writes.
enum Child {
  /// Starts a program.
  ///
  /// - Parameters:
  ///   - environment: `NAME=value`, all of it.
  ///   - output: where its standard output and error go; files of the driver, which keeps them.
  static func start(
    _ path: String, _ arguments: [String], environment: [String], output: Int32, errors: Int32
  ) throws(StageFailure) -> pid_t {
    let process = withCStrings([path] + arguments) { words in
      withCStrings(environment) { variables in macaroni_spawn(path, words, variables, output, errors) }
    }
    guard process > 0 else {
      throw StageFailure(.bug, "\(path): cannot be started: \(String(cString: strerror(-process)))")
    }
    return process
  }

  /// The driver's environment, `NAME=value`.
  static let environment: [String] = {
    var variables: [String] = []
    var next = environ
    while let variable = next.pointee {
      variables.append(String(cString: variable))
      next += 1
    }
    return variables
  }()

  private static func withCStrings<Result>(
    _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = texts.map { strdup($0) }
    pointers.append(nil)
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { buffer in
      // The list has at least its end, so there is a first element.
      guard let base = buffer.baseAddress else { preconditionFailure("an array that was appended to is not empty") }
      return body(base)
    }
  }

  /// What a program wrote and how it ended.
  struct Answer {
    var status: Int32
    var output: [UInt8] = []
    var talk: [UInt8] = []
  }

  /// Runs programs side by side to their ends.
  static func ask(_ questions: [(path: String, arguments: [String])]) throws(StageFailure) -> [Answer] {
    var started: [(process: pid_t, output: Pipe, errors: Pipe)] = []
    // Whatever has been started is waited for, also when the next cannot be.
    var failure: StageFailure?
    for question in questions {
      do throws(StageFailure) {
        let output = try Pipe()
        let errors = try Pipe()
        let process = try start(
          question.path, question.arguments, environment: environment, output: output.writing, errors: errors.writing)
        output.closeWriting()
        errors.closeWriting()
        started.append((process, output, errors))
      } catch {
        failure = error
        break
      }
    }
    var answers: [Answer] = []
    for child in started {
      var answer = Answer(status: 0)
      Pipe.drain(child.output, into: &answer.output, child.errors, into: &answer.talk)
      var status: Int32 = 0
      while waitpid(child.process, &status, 0) < 0, errno == EINTR {}
      answer.status = code(status)
      answers.append(answer)
    }
    if let failure { throw failure }
    return answers
  }

  /// What a program's end means, in its own last words.
  ///
  /// - Parameters:
  ///   - folder: where it wrote. On a full disk the words of a program may be lost with the rest.
  ///   - isForeign: whether it is a program of somebody else, whose failures are no bugs of ours.
  static func failure(
    of stage: String, _ status: Int32, lastWords words: String, in folder: String, isForeign: Bool
  ) -> StageFailure {
    if status > 128 { return StageFailure(.tryAgainLater, "was ended by signal \(status - 128)") }
    let prefix = "macaroni-\(stage): "
    let reason = words.hasPrefix(prefix) ? String(words.dropFirst(prefix.count)) : words
    // Any program says so in the C library's words.
    let isFull = [ENOSPC, EROFS, EFBIG, EDQUOT].contains { reason.contains(String(cString: strerror($0))) }
    if reason.isEmpty, let why = Machine.whyNothingCanBeWritten(to: folder) {
      return StageFailure(.cannotWrite, "\(folder): \(why); make room or allow writing, then run again")
    }
    let unknown: ExitStatus = isForeign ? .badData : .bug
    let known = ExitStatus(rawValue: status).flatMap { $0 == .different ? nil : $0 }
    return StageFailure(
      isFull ? .cannotWrite : known ?? unknown, reason.isEmpty ? "its program ended with \(status)" : reason)
  }

  /// The exit code, or 128 and the signal that ended the program.
  static func code(_ status: Int32) -> Int32 {
    let signal = status & 0x7f
    return signal == 0 ? (status >> 8) & 0xff : 128 + signal
  }
}

/// A pipe from a child.
final class Pipe {
  let reading: Int32
  private(set) var writing: Int32
  /// What has come after the last line end.
  private var rest: [UInt8] = []

  init() throws(StageFailure) {
    var ends: [Int32] = [-1, -1]
    let reason = macaroni_pipe(&ends)
    guard reason == 0 else {
      throw StageFailure(.tryAgainLater, "no more files can be opened: \(String(cString: strerror(reason)))")
    }
    reading = ends[0]
    writing = ends[1]
  }

  deinit {
    close(reading)
    closeWriting()
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  /// Reads what is there, or waits for it; false at the end.
  func read(_ body: (UnsafeRawBufferPointer) -> Void) -> Bool {
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
      while true {
        let count = Glibc.read(reading, buffer.baseAddress, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return true
      }
    }
  }

  /// Reads what is there and calls `body` with each line that is whole; false at the end, after the last line.
  func readLines(_ body: (String) -> Void) -> Bool {
    let isOpen = read { rest += $0 }
    var from = rest.startIndex
    while let end = rest[from...].firstIndex(of: 0x0a) {
      body(String(decoding: rest[from..<end], as: UTF8.self))
      from = end + 1
    }
    rest.removeSubrange(..<from)
    // A line without end is not kept for ever.
    if !rest.isEmpty, !isOpen || rest.count > 1 << 20 {
      body(String(decoding: rest, as: UTF8.self))
      rest = []
    }
    return isOpen
  }

  /// Whether something has come, or the end has.
  var hasMore: Bool {
    var file = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
    return poll(&file, 1, 0) > 0 && file.revents != 0
  }

  /// Reads two pipes to their ends, whichever has something.
  static func drain(_ one: Pipe, into first: inout [UInt8], _ other: Pipe, into second: inout [UInt8]) {
    var open = [true, true]
    while open[0] || open[1] {
      var files = [
        pollfd(fd: open[0] ? one.reading : -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: open[1] ? other.reading : -1, events: Int16(POLLIN), revents: 0),
      ]
      if poll(&files, 2, -1) < 0 { continue }
      if files[0].revents != 0 { open[0] = one.read { first += $0 } }
      if files[1].revents != 0 { open[1] = other.read { second += $0 } }
    }
  }
}
