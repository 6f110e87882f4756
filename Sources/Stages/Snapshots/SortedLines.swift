import Glibc
import Hashing
import Synchronization

/// Lines with their keys, in the order in which they were added; a run of a merge sort once they are sorted.
final class LineRun: @unchecked Sendable {
  /// Where a line stands: its key first, the line and its end directly behind.
  struct Entry {
    var offset: Int
    var keyCount: Int
    var lineCount: Int
    /// Eight letters of the key behind what all keys of the run share, so that most comparisons touch no line.
    var letters: UInt64 = 0
  }

  private(set) var bytes: UnsafeMutablePointer<UInt8>
  private(set) var count = 0
  private var capacity: Int
  private(set) var entries: [Entry] = []
  /// Where the run was put on disk: its bytes are gone from memory and come back mapped.
  private var spilled: Lines?
  /// How many letters the keys of the run begin with alike: they are ids of one kind, `mz:claim/…`.
  private var shared = Int.max

  init() {
    capacity = 1 << 16
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  func append(key: UnsafeBufferPointer<UInt8>, line: UnsafeBufferPointer<UInt8>) {
    let needed = count + key.count + line.count
    if needed > capacity {
      capacity = max(capacity * 2, needed)
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
      larger.update(from: bytes, count: count)
      bytes.deallocate()
      bytes = larger
    }
    if let start = key.baseAddress { (bytes + count).update(from: start, count: key.count) }
    if let start = line.baseAddress { (bytes + count + key.count).update(from: start, count: line.count) }
    if let first = entries.first {
      var alike = 0
      let limit = min(shared, min(key.count, first.keyCount))
      while alike < limit, bytes[count + alike] == bytes[first.offset + alike] { alike += 1 }
      shared = alike
    }
    entries.append(Entry(offset: count, keyCount: key.count, lineCount: line.count))
    count = needed
  }

  private var base: UnsafePointer<UInt8> { spilled?.bytes.baseAddress ?? UnsafePointer(bytes) }

  func line(_ index: Int) -> UnsafeBufferPointer<UInt8> {
    let entry = entries[index]
    return UnsafeBufferPointer(start: base + entry.offset + entry.keyCount, count: entry.lineCount)
  }

  func sort() {
    let base = base
    takeLetters(behind: shared == .max ? 0 : shared)
    entries.sort { $0.letters == $1.letters ? Self.compare(base, $0, base, $1) < 0 : $0.letters < $1.letters }
  }

  private func takeLetters(behind skip: Int) {
    let base = base
    entries.withUnsafeMutableBufferPointer { entries in
      for index in entries.indices {
        let entry = entries[index]
        if skip + 8 <= entry.keyCount {
          let key = UnsafeRawPointer(base + entry.offset + skip)
          entries[index].letters = UInt64(bigEndian: key.loadUnaligned(as: UInt64.self))
        } else {
          var letters: UInt64 = 0
          for place in skip..<skip + 8 {
            letters = letters << 8 | UInt64(place < entry.keyCount ? base[entry.offset + place] : 0)
          }
          entries[index].letters = letters
        }
      }
    }
  }

  /// Below, at or above zero as one entry comes before, with or after another: by key, then by line.
  static func compare(_ left: UnsafePointer<UInt8>, _ a: Entry, _ right: UnsafePointer<UInt8>, _ b: Entry) -> Int {
    let keys = Int(memcmp(left + a.offset, right + b.offset, min(a.keyCount, b.keyCount)))
    if keys != 0 { return keys }
    if a.keyCount != b.keyCount { return a.keyCount - b.keyCount }
    let lines = Int(
      memcmp(left + a.offset + a.keyCount, right + b.offset + b.keyCount, min(a.lineCount, b.lineCount)))
    return lines != 0 ? lines : a.lineCount - b.lineCount
  }

  /// Whether an entry comes before one of another run, after `align`.
  func precedes(_ index: Int, _ other: LineRun, _ otherIndex: Int) -> Bool {
    let (entry, otherEntry) = (entries[index], other.entries[otherIndex])
    if entry.letters != otherEntry.letters { return entry.letters < otherEntry.letters }
    return Self.compare(base, entry, other.base, otherEntry) < 0
  }

  /// Makes the letters of several runs comparable: all are taken behind what all keys of all runs share.
  static func align(_ runs: [LineRun]) {
    guard runs.count > 1, let first = runs.first(where: { !$0.entries.isEmpty }) else { return }
    let skip = runs.reduce(first.shared) { min($0, $1.entries.isEmpty ? .max : $1.alike(first)) }
    for run in runs { run.takeLetters(behind: skip) }
  }

  /// How many letters all keys of both runs begin with alike.
  private func alike(_ other: LineRun) -> Int {
    guard let entry = entries.first, let otherEntry = other.entries.first else { return .max }
    let limit = min(min(shared, other.shared), min(entry.keyCount, otherEntry.keyCount))
    var alike = 0
    while alike < limit, base[entry.offset + alike] == other.base[otherEntry.offset + alike] { alike += 1 }
    return alike
  }

  func hasKey(of index: Int, _ other: LineRun, _ otherIndex: Int) -> Bool {
    let a = entries[index]
    let b = other.entries[otherIndex]
    return a.keyCount == b.keyCount && memcmp(base + a.offset, other.base + b.offset, a.keyCount) == 0
  }

  func key(_ index: Int) -> String {
    String(
      decoding: UnsafeBufferPointer(start: base + entries[index].offset, count: entries[index].keyCount), as: UTF8.self)
  }

  /// Moves the bytes to a file and maps them back, so that they can leave memory.
  func spill(to path: String) throws(StageFailure) {
    try Files.write(UnsafeBufferPointer(start: bytes, count: count), to: path)
    spilled = try Lines(path: path)
    unlink(path)
    bytes.deallocate()
    capacity = 1
    bytes = .allocate(capacity: capacity)
  }
}

/// One file of a snapshot in the making: runs of lines come in, in any order and from any worker, and leave sorted by id.
///
/// Runs beyond `memory` bytes wait on disk, so that memory does not grow with the zoo.
final class SortedFile: @unchecked Sendable {
  private let lock = Mutex(())
  let path: String
  private let memory: Int
  private var runs: [LineRun] = []
  private var held = 0
  private var spills = 0

  init(path: String, memory: Int = 96 << 20) {
    self.path = path
    self.memory = memory
  }

  func add(_ run: LineRun) throws(StageFailure) {
    run.sort()
    let spillName: String? = lock.withLock { _ in
      runs.append(run)
      guard held + run.count > memory else {
        held += run.count
        return nil
      }
      spills += 1
      return "\(path).run-\(spills)"
    }
    if let spillName { try run.spill(to: spillName) }
  }

  /// What was written, and how many lines fell out because a line of the same id was there.
  struct Result {
    var lines = 0
    var bytes = 0
    var digest = SHA256.digest(of: "")
    var first: String?
    var last: String?
    var duplicates: [String] = []
    /// How many lines had the key of another, whether they differ or not.
    var merged = 0
  }

  /// Merges the runs into the file. Of lines with one id the first in byte order stays.
  func finish() throws(StageFailure) -> Result {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw Files.cannotWrite(path, errno) }
    defer { close(file) }
    var result = Result()
    var hash = SHA256()
    var buffer: [UInt8] = []
    buffer.reserveCapacity(1 << 20)
    func flush() throws(StageFailure) {
      hash.update(buffer)
      try buffer.withUnsafeBufferPointer { (bytes) throws(StageFailure) in
        try Files.writeAll(UnsafeRawBufferPointer(bytes), to: file, path)
      }
      result.bytes += buffer.count
      buffer.removeAll(keepingCapacity: true)
    }
    LineRun.align(runs)
    var heads = runs.map { _ in 0 }
    var lastRun: (run: LineRun, index: Int)?
    while true {
      var best: Int?
      for index in runs.indices where heads[index] < runs[index].entries.count {
        if let other = best, !runs[index].precedes(heads[index], runs[other], heads[other]) { continue }
        best = index
      }
      guard let best else { break }
      let run = runs[best]
      let index = heads[best]
      heads[best] += 1
      if let lastRun, run.hasKey(of: index, lastRun.run, lastRun.index) {
        let same = run.line(index).elementsEqual(lastRun.run.line(lastRun.index))
        result.merged += 1
        if !same, result.duplicates.count < 100 { result.duplicates.append(run.key(index)) }
        continue
      }
      lastRun = (run, index)
      if result.first == nil { result.first = run.key(index) }
      buffer += run.line(index)
      result.lines += 1
      if buffer.count >= 1 << 20 { try flush() }
    }
    if let lastRun { result.last = lastRun.run.key(lastRun.index) }
    try flush()
    guard fsync(file) == 0 else { throw Files.cannotWrite(path, errno) }
    result.digest = hash.finish()
    runs = []
    return result
  }
}
