import Manifests
import Records
import Stages

/// What became of one thing that the manifest demands.
public struct ContractResult: Sendable, Equatable {
  /// `at most 40 % of model records without /license`
  public var demand: String
  /// `1,204 of 2,000 (60.2 %)`; nil where it has not been looked at.
  public var found: String?
  /// nil where it has not been looked at.
  public var isHeld: Bool?
  /// A record that breaks it.
  public var example: String?
}

/// What the manifest demands of a stage's input and output.
struct Contract {
  let stage: PlannedStage

  init(_ stage: PlannedStage) { self.stage = stage }

  /// What is demanded, before it is looked at.
  var demands: [ContractResult] {
    let input = stage.entry.expectations.flatMap { expectation in
      expectation.bounds.map { ContractResult(demand: Self.words($0, expectation.kind)) }
    }
    return input + (stage.entry.tolerate.map { [ContractResult(demand: Self.words(tolerating: $0))] } ?? [])
  }

  /// Holds the stage's input against what the manifest expects of it.
  ///
  /// - Throws: `StageFailure` where the input cannot be read.
  func expectations() throws(StageFailure) -> [ContractResult] {
    // A single task may go on before the snapshots are put together; whoever puts its stage together looks then.
    guard let inputs = stage.inputs?.given else { return demands }
    var results: [ContractResult] = []
    for expectation in stage.entry.expectations {
      let count = stage.count(expectation.kind)
      var scan = RecordScan(expectation)
      if scan.isNeeded {
        for snapshot in inputs { try scan.read(snapshot) }
      }
      for bound in expectation.bounds {
        var result = ContractResult(demand: Self.words(bound, expectation.kind))
        switch bound {
        case .atLeast(let least):
          result.isHeld = count >= least
          result.found = "\(count)"
        case .dropAtMost(let share):
          let before = stage.countBefore(expectation.kind)
          result.isHeld = before == 0 || Double(before - count) <= share * Double(before)
          result.found = before == 0 ? "\(count), the first" : "\(before) before, now \(count)"
        case .rejectedAtMost(let share):
          let rejected = stage.count(RejectionRecord.kindName)
          result.isHeld = Double(rejected) <= share * Double(count + rejected)
          result.found = Self.share(rejected, of: count + rejected)
        case .nullAtMost(let pointer, let share):
          let nulls = scan.nulls[pointer]
          result.isHeld = Double(nulls?.count ?? 0) <= share * Double(count)
          result.found = Self.share(nulls?.count ?? 0, of: count)
          result.example = nulls?.example
        case .unique(let pointer):
          let doubles = scan.doubles[pointer]
          result.isHeld = doubles == nil
          result.found = doubles.map { "\($0.count) with the value of another" } ?? "\(count) different or null"
          result.example = doubles?.example
        case .schema:
          result.isHeld = scan.unreadable == nil
          result.found = Self.share(count - (scan.unreadable?.count ?? 0), of: count)
          result.example = scan.unreadable?.example
        }
        if result.isHeld == true { result.example = nil }
        results.append(result)
      }
    }
    return results
  }

  /// Stops before the stage where its input is not what the manifest expects.
  func expect() throws(StageFailure) {
    if let failure = broken(try expectations()) { throw failure }
  }

  /// Holds what the stage rejected against what the manifest tolerates.
  func tolerance(_ snapshot: Snapshot) -> ContractResult? {
    guard let tolerated = stage.entry.tolerate else { return nil }
    let rejected = snapshot.index.count(RejectionRecord.kindName)
    let counts = snapshot.receipt?.counts ?? [:]
    let read = counts["listed"] ?? counts.filter { $0.key.hasPrefix("read ") }.values.reduce(0, +)
    return ContractResult(
      demand: Self.words(tolerating: tolerated), found: Self.share(rejected, of: read),
      isHeld: read == 0 || Double(rejected) <= tolerated * Double(read))
  }

  /// What is said of the results that are not held; the snapshots and the site stay.
  func broken(_ results: [ContractResult]) -> StageFailure? {
    let broken = results.filter { $0.isHeld == false }
    guard !broken.isEmpty else { return nil }
    let sentences = broken.map { result in
      let example = result.example.map { ", such as \($0)" } ?? ""
      return "\(result.demand), and found \(result.found ?? "")\(example)"
    }
    return StageFailure(
      .badData,
      "stage '\(stage.name)' expects \(sentences.joined(separator: "; and ")); the snapshots and the published site are kept"
    )
  }

  /// Stops behind the stage where it rejected more than the manifest tolerates.
  func tolerate(_ snapshot: Snapshot) throws(StageFailure) {
    guard let result = tolerance(snapshot), result.isHeld == false else { return }
    throw StageFailure(
      .badData,
      "stage '\(stage.name)' rejected \(result.found ?? ""), more than the \(Self.percent(stage.entry.tolerate ?? 0)) "
        + "that the manifest tolerates; see the rejections in \(snapshot.folder)")
  }

  private static func words(_ bound: Expectation.Bound, _ kind: String) -> String {
    switch bound {
    case .atLeast(let least): "at least \(least) \(kind) record\(least == 1 ? "" : "s")"
    case .dropAtMost(let share): "\(kind) records to drop by at most \(percent(share))"
    case .rejectedAtMost(let share): "at most \(percent(share)) rejected beside \(kind) records"
    case .nullAtMost(let pointer, let share): "at most \(percent(share)) of \(kind) records without \(pointer)"
    case .unique(let pointer): "\(kind) records to differ in \(pointer)"
    case .schema: "\(kind) records to be as their schema says"
    }
  }

  private static func words(tolerating share: Double) -> String { "at most \(percent(share)) rejected" }

  private static func percent(_ share: Double) -> String {
    "\(PrintedNumber(share).scaled(byPowerOfTen: 2).canonical) %"
  }

  private static func share(_ count: Int, of all: Int) -> String {
    guard all > 0 else { return "\(count) of \(all)" }
    let percent = (Double(count) / Double(all) * 1000).rounded() / 10
    return "\(count) of \(all) (\(PrintedNumber(percent).canonical) %)"
  }
}

extension PlannedStage {
  fileprivate func count(_ kind: String) -> Int {
    (inputs?.given ?? []).reduce(0) { $0 + $1.index.count(kind) }
  }

  /// Of what it read when it last ran: for a site, of that which showed other models.
  fileprivate func countBefore(_ kind: String) -> Int {
    var folders = previous
    if !description.publishes, let latest, let receipt = Receipt(of: "\(home)/\(latest)") {
      folders = receipt.inputs.map { "\(Files.parent(of: home))/\($0.key)/\($0.value)" }
    }
    return folders.reduce(0) { $0 + ((try? Snapshot(folder: $1).index.count(kind)) ?? 0) }
  }
}

/// What expectations ask of each record.
private struct RecordScan {
  /// How many records break a bound, and the first of them.
  struct Breach {
    var count: Int
    var example: String
  }

  private(set) var nulls: [String: Breach] = [:]
  private(set) var doubles: [String: Breach] = [:]
  private(set) var unreadable: Breach?
  private let kind: String
  private var nullable: [String] = []
  private var unique: [String] = []
  private var reads: ((UnsafeBufferPointer<UInt8>) -> Bool)?
  private var seen: [String: Set<[UInt8]>] = [:]

  init(_ expectation: Expectation) {
    kind = expectation.kind
    for bound in expectation.bounds {
      switch bound {
      case .nullAtMost(let pointer, _): nullable.append(pointer)
      case .unique(let pointer): unique.append(pointer)
      case .schema: reads = Kinds.named(kind).map { Self.reader($0) }
      case .atLeast, .dropAtMost, .rejectedAtMost: break
      }
    }
  }

  private static func reader<R: Record>(_ type: R.Type) -> (UnsafeBufferPointer<UInt8>) -> Bool {
    { line in (try? R(json: line)) != nil }
  }

  var isNeeded: Bool { !nullable.isEmpty || !unique.isEmpty || reads != nil }

  mutating func read(_ snapshot: Snapshot) throws(StageFailure) {
    try snapshot.forEachLine(ofKind: kind) { line in see(line) }
  }

  private mutating func see(_ line: UnsafeBufferPointer<UInt8>) {
    guard let record = try? JSON(json: line) else {
      Self.count(&unreadable, String(decoding: line.prefix(60), as: UTF8.self))
      return
    }
    let name = record["id"]?.text ?? String(decoding: line.prefix(60), as: UTF8.self)
    if let reads, !reads(line) { Self.count(&unreadable, name) }
    for pointer in nullable where record[pointer: pointer] ?? .null == .null { Self.count(&nulls[pointer], name) }
    for pointer in unique {
      guard let value = record[pointer: pointer], value != .null else { continue }
      if !seen[pointer, default: []].insert(value.json).inserted { Self.count(&doubles[pointer], name) }
    }
  }

  private static func count(_ breach: inout Breach?, _ example: String) {
    if breach == nil { breach = Breach(count: 0, example: example) }
    breach?.count += 1
  }
}
