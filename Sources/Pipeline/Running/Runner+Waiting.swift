import Glibc
import Manifests
import Records
import Stages

extension Runner {
  /// Waits until a program says something or ends, or a signal comes.
  ///
  /// - Parameter milliseconds: how long at most.
  /// - Returns: whether any of that happened.
  @discardableResult
  func wait(_ signals: Int32, upTo milliseconds: Int32) -> Bool {
    let talking = jobs.values.filter { $0.pipe != nil }
    var files = [signals, disk.reading].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    for job in talking { files.append(pollfd(fd: job.pipe?.reading ?? -1, events: Int16(POLLIN), revents: 0)) }
    let count = poll(&files, nfds_t(files.count), milliseconds)
    guard count > 0 else { return false }
    if files[1].revents != 0 { disk.collect() }
    for (job, file) in zip(talking, files.dropFirst(2)) where file.revents != 0 { listen(job) }
    if files[0].revents != 0 {
      var bytes = [UInt8](repeating: 0, count: 256)
      let count = read(signals, &bytes, bytes.count)
      for byte in bytes.prefix(max(0, count)) where Int32(byte) != SIGCHLD { cancel(Int32(byte)) }
    }
    reap()
    return true
  }

  func listen(_ job: Job) {
    let isOpen = job.pipe?.readLines { line in said(job, line) } ?? false
    if !isOpen { job.pipe = nil }
  }

  func said(_ job: Job, _ line: String) {
    let work = job.work
    guard line.hasPrefix(TaskLine.prefix), let task = try? TaskLine(json: line.utf8).task,
      let part = TaskPart(task.part)
    else {
      job.heard(line)
      observer.happened(.said(work.stage, line))
      return
    }
    guard job.left.removeValue(forKey: task.key) != nil else { return }
    work.inFlight -= 1
    if let words = task.failure {
      let code = task.code.flatMap { Int32(exactly: $0) }.flatMap(ExitStatus.init(rawValue:)) ?? .bug
      fail(work, part, StageFailure(code, words))
    } else {
      done(work, part, seconds: task.seconds)
    }
  }

  func done(_ work: Work, _ part: TaskPart, seconds: Double, isLinked: Bool = false) {
    work.ran(part, isLinked: isLinked)
    observer.happened(.taskDone(work.stage, part, seconds: seconds))
    observer.happened(.progressed(work.stage, done: work.ran + work.reused, total: work.total))
  }

  /// Takes note of every program that has ended.
  func reap() {
    while true {
      var status: Int32 = 0
      var usage = rusage()
      let process = wait4(-1, &status, WNOHANG, &usage)
      guard process > 0 else { return }
      // An adopted orphan has nothing to tell.
      guard let job = jobs.removeValue(forKey: process) else { continue }
      while let pipe = job.pipe, pipe.hasMore { listen(job) }
      ended(job, Child.code(status), usage)
      job.log.close()
    }
  }

  func ended(_ job: Job, _ status: Int32, _ usage: rusage) {
    let work = job.work
    work.inFlight -= job.left.count
    let left = job.left.values.sorted { ($0.part.shard ?? -1) < ($1.part.shard ?? -1) }
    if let draft = job.draft, let key = left.first {
      guard signal == 0, status == 0 else {
        // Before the draft goes: whether the disk was full is seen as long as it is.
        let failure = failure(job, status)
        draft.discard()
        if signal == 0 { fail(work, key.part, failure) }
        return
      }
      commit(draft, key, job, usage)
    } else if status != 0, work.failures.isEmpty, signal == 0 {
      // It ended without saying which task it was.
      fail(work, left.count == 1 ? left.first?.part : nil, failure(job, status))
    } else if status == 0, !left.isEmpty {
      fail(
        work, nil,
        StageFailure(
          .wrongArguments, "it wrote other tasks than planned: something that it uses changed meanwhile; run again"))
    }
  }

  func failure(_ job: Job, _ status: Int32) -> StageFailure {
    let stage = job.work.stage
    return Child.failure(
      of: stage.name, status, lastWords: job.lastWords.isEmpty ? job.log.lastLine : job.lastWords, in: stage.home,
      isForeign: !stage.description.batches)
  }

  func fail(_ work: Work, _ part: TaskPart?, _ failure: StageFailure) {
    work.failures.append((part ?? .whole, failure))
    observer.happened(.taskFailed(work.stage, part ?? .whole, failure))
    if !settings.keepsGoing {
      isStopping = true
      work.dropRest()
    }
    if work.isIdle || part == nil {
      work.dropRest()
      if work.hasEndedInFailure { work.phase = .failed }
    }
  }
}
