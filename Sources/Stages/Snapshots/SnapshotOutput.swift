import Hashing
import Records
import Synchronization

/// The files of a task in the making.
final class SnapshotOutput: @unchecked Sendable {
  let folder: String
  let shards: Int
  /// What the task is, and so which files are its own.
  let part: TaskPart
  private let lock = Mutex(())
  private var open: [Place: SortedFile] = [:]
  private var finished: [IndexedFile] = []
  private(set) var duplicates: [String] = []
  /// Lines that were not written because another with their key was, by kind.
  private(set) var merged: [String: Int] = [:]

  struct Place: Hashable {
    var kind: String
    var shard: Int
  }

  init(folder: String, shards: Int, part: TaskPart = .whole) {
    self.folder = folder
    self.shards = shards
    self.part = part
  }

  /// Which file a record goes to.
  ///
  /// - Throws: `StageFailure` where it belongs to another task: two tasks never write one file.
  func place<R: Record>(of type: R.Type, shard: () -> Int) throws(StageFailure) -> Place {
    let kind = R.kindName
    let isRejection = kind == RejectionRecord.kindName
    switch part {
    // What a shard rejects stays with it, also where it has no model.
    case .shard(let own) where isRejection: return Place(kind: kind, shard: own)
    case .shard(let own) where R.isSharded && shard() == own: return Place(kind: kind, shard: own)
    case .gather where isRejection: return Place(kind: kind, shard: Self.gathered)
    case .gather where !R.isSharded: return Place(kind: kind, shard: 0)
    case .whole: return Place(kind: kind, shard: R.isSharded ? shard() : 0)
    default:
      let owner = part.shard == nil ? "shards write" : R.isSharded ? "another shard writes" : "the gather writes"
      throw StageFailure(.bug, "task '\(part)' wrote a record of kind \(kind), which \(owner)")
    }
  }

  /// Stands for the shard of what a gather rejects: it has a file of its own.
  private static let gathered = -1

  /// The name of a kind's file: `claim-00003-of-00064.jsonl`, or `claim.jsonl` where it is not sharded.
  static func name(kind: String, shard: Int, of shards: Int) -> String {
    func five(_ number: Int) -> String {
      String(repeating: "0", count: max(0, 5 - String(number).count)) + String(number)
    }
    // Rejections are the one file whose name is the plural: people read it.
    let stem = kind == RejectionRecord.kindName ? "rejections" : kind
    if shard == gathered { return "\(stem)-gathered.jsonl" }
    return shards == 1 ? "\(stem).jsonl" : "\(stem)-\(five(shard))-of-\(five(shards)).jsonl"
  }

  func add(_ run: LineRun, to place: Place, isSharded: Bool) throws(StageFailure) {
    let file = lock.withLock { _ in
      if let file = open[place] { return file }
      let name = Self.name(kind: place.kind, shard: place.shard, of: isSharded ? shards : 1)
      let file = SortedFile(path: folder + "/" + name)
      open[place] = file
      return file
    }
    try file.add(run)
  }

  /// Writes the files of a shard whose last record has come.
  func finish(shard: Int, keeping kinds: Set<String> = []) throws(StageFailure) {
    let ready = lock.withLock { _ in
      let ready = open.filter { $0.key.shard == shard && !kinds.contains($0.key.kind) }
      for place in ready.keys { open[place] = nil }
      return ready
    }
    for (place, file) in ready { try finish(place, file) }
  }

  /// Writes what is left, and empty files for the kinds that no record came for.
  func finish(kinds: [any Record.Type]) throws(StageFailure) -> [IndexedFile] {
    for (place, file) in open { try finish(place, file) }
    open = [:]
    for kind in kinds + (part == .gather || part == .prepare ? [] : [RejectionRecord.self]) {
      let isSharded = kind.isSharded
      for shard in part.shard.map({ $0..<$0 + 1 }) ?? 0..<(isSharded ? shards : 1)
      where !finished.contains(where: { $0.kind == kind.kindName && $0.shard == shard }) {
        let place = Place(kind: kind.kindName, shard: shard)
        try finish(
          place, SortedFile(path: folder + "/" + Self.name(kind: place.kind, shard: shard, of: isSharded ? shards : 1)))
      }
    }
    return finished.sorted { $0.name.precedes($1.name) }
  }

  /// Writes a file that holds no records.
  func write(_ bytes: [UInt8], kind: String, stem: String, isWhole: Bool) throws(StageFailure) -> IndexedFile {
    var entry = IndexedFile()
    entry.kind = kind
    entry.name = Self.name(kind: stem, shard: part.shard ?? 0, of: isWhole ? 1 : shards)
    entry.shard = part.shard ?? 0
    entry.whole = isWhole ? true : nil
    entry.bytes = bytes.count
    entry.sha256 = SHA256.digest(of: bytes).hex
    try Files.writeNew(bytes, to: folder + "/" + entry.name)
    return entry
  }

  private func finish(_ place: Place, _ file: SortedFile) throws(StageFailure) {
    let result = try file.finish()
    var entry = IndexedFile()
    entry.kind = place.kind
    entry.shard = max(0, place.shard)
    entry.whole = place.shard == Self.gathered || !(Kinds.named(place.kind)?.isSharded ?? true) ? true : nil
    entry.name = file.name
    entry.lines = result.lines
    entry.bytes = result.bytes
    entry.sha256 = result.digest.hex
    if let names = Kinds.named(place.kind)?.membersOfTheDay, !names.isEmpty {
      entry.content = try Lines(path: file.path).digest(without: names).hex
    }
    entry.firstId = result.first
    entry.lastId = result.last
    lock.withLock { _ in
      finished.append(entry)
      duplicates += result.duplicates
      merged[place.kind, default: 0] += result.merged
    }
  }
}

extension SortedFile {
  var name: String { String(path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]) }
}

/// Where a worker's lines of one kind and shard go.
public struct EmittedLines {
  fileprivate let run: LineRun
  fileprivate let shard: Int

  /// - Parameters:
  ///   - key: what lines are ordered by; of lines with one key only one is kept.
  ///   - line: a record of the kind as JSON text, in canonical form and with the line's end.
  public func add(key: UnsafeBufferPointer<UInt8>, line: UnsafeBufferPointer<UInt8>) {
    run.append(key: key, line: line)
  }
}

/// One worker's way to write records: not shared, so it takes no lock for a record.
public final class Emitter {
  private let output: SnapshotOutput
  private var runs: [SnapshotOutput.Place: (run: LineRun, isSharded: Bool)] = [:]
  private var writer = JSONWriter(capacity: 1 << 14)
  private var last: (key: String, shard: Int) = ("", -1)
  /// Where the last record went.
  private var outlet: (kind: ObjectIdentifier, lines: EmittedLines)?
  private(set) var failure: StageFailure?
  private var handedOver: [String: Int] = [:]

  /// Records written, by kind.
  public var counts: [String: Int] {
    var counts = handedOver
    for (place, entry) in runs { counts[place.kind, default: 0] += entry.run.entries.count }
    return counts
  }

  init(output: SnapshotOutput) { self.output = output }

  public func emit(_ record: some Record) { emitAny(record) }

  public func emit(_ records: [any Record]) { for record in records { emitAny(record) } }

  private func emitAny<R: Record>(_ record: R) {
    writer.clear()
    record.write(to: &writer)
    writer.newline()
    var key = record.sortKey
    key.withUTF8 { lines(of: R.self, shardKey: record.shardKey).add(key: $0, line: writer.bytes) }
  }

  /// Where lines go whose maker spells them without making records first; good until something else is emitted.
  ///
  /// - Parameter shardKey: of all records that the lines stand for.
  public func lines<R: Record>(of kind: R.Type, shardKey: String) -> EmittedLines {
    let place: SnapshotOutput.Place
    do throws(StageFailure) {
      place = try output.place(of: kind) { shard(of: shardKey) }
    } catch {
      // Emitting is not a throwing affair for stages; the worker's loop looks here after each chunk.
      failure = failure ?? error
      return EmittedLines(run: LineRun(), shard: 0)
    }
    // Records of one kind and model come together.
    if let outlet, outlet.kind == ObjectIdentifier(kind), outlet.lines.shard == place.shard,
      outlet.lines.run.count <= Self.largestRun
    {
      return outlet.lines
    }
    if let run = runs[place]?.run, run.count > Self.largestRun { hand(over: place) }
    let run: LineRun
    if let existing = runs[place] {
      run = existing.run
    } else {
      run = LineRun()
      runs[place] = (run, R.isSharded)
    }
    let lines = EmittedLines(run: run, shard: place.shard)
    outlet = (ObjectIdentifier(kind), lines)
    return lines
  }

  /// How many bytes are gathered before they are sorted.
  private static let largestRun = 16 << 20

  private func shard(of key: String) -> Int {
    // Records of one model come together.
    if key != last.key || last.shard < 0 { last = (key, Identifier.shard(of: key, count: output.shards)) }
    return last.shard
  }

  /// Writes down why a record was left out.
  public func reject(
    _ id: String, of subject: String? = nil, _ rejection: Rejection, source: String? = nil, zoo: String? = nil
  ) {
    var record = RejectionRecord()
    record.id = id
    record.subject = subject
    record.code = rejection.code.rawValue
    record.detail = rejection.detail
    record.line = rejection.line
    record.source = source
    record.zoo = zoo
    emit(record)
  }

  private func hand(over place: SnapshotOutput.Place) {
    guard let (run, isSharded) = runs.removeValue(forKey: place) else { return }
    outlet = nil
    handedOver[place.kind, default: 0] += run.entries.count
    do throws(StageFailure) {
      try output.add(run, to: place, isSharded: isSharded)
    } catch {
      failure = failure ?? error
    }
  }

  /// What became of records that the task must account for (`Stage.accounts`).
  public func account<R: Record>(for type: R.Type, _ fate: String, _ amount: Int = 1) {
    count(Account.figure(R.kindName, fate), amount)
  }

  /// A figure for the receipt.
  func count(_ name: String, _ amount: Int = 1) { handedOver[name, default: 0] += amount }

  /// Hands everything over; the emitter may be used again.
  func flush(shard: Int? = nil) throws(StageFailure) {
    for place in runs.keys where shard == nil || place.shard == shard { hand(over: place) }
    if let failure { throw failure }
  }
}
