import Records

/// What one task took, told by the receipt of the snapshot that it went into.
public struct TaskFigures: FieldTable, Equatable {
  /// The machine that it ran on.
  public var host = ""
  public var part = ""
  public var peakMemoryBytes = 0
  /// Wall seconds.
  public var seconds = 0.0
  public var unknown = UnknownFields()

  public init() {}

  init(_ tally: TaskTally) {
    host = tally.host
    part = tally.part
    peakMemoryBytes = tally.peakMemoryBytes
    seconds = tally.seconds
  }

  public static let fields: [Field<Self>] = [
    Field("host", \.host), Field("part", \.part, required: true), Field("peak_memory_bytes", \.peakMemoryBytes),
    Field("seconds", \.seconds),
  ]

  /// Those that took longest, longest first.
  static func slowest(_ tasks: [TaskFigures], _ count: Int) -> [TaskFigures] {
    Array(tasks.sorted { ($1.seconds, $0.part) < ($0.seconds, $1.part) }.prefix(count))
  }
}
