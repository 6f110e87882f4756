import Records

/// What a task's receipt adds to that of its snapshot: of thousands of receipts, the rest need not be taken in.
struct TaskTally: FieldTable {
  var counts: [String: Int] = [:]
  var cpuSeconds = 0.0
  var host = ""
  var notes: [String] = []
  var part = ""
  var peakMemoryBytes = 0
  var seconds = 0.0
  var tasks: [String: Int] = [:]
  var unknown = UnknownFields()

  init() {}

  /// nil where the task has no receipt that can be read.
  init?(of folder: String) {
    guard let bytes = try? Files.read(folder + "/" + Receipt.fileName), let tally = try? TaskTally(json: bytes) else {
      return nil
    }
    self = tally
  }

  static let keepsUnknown = false
  static let fields: [Field<Self>] = [
    Field("counts", \.counts), Field("cpu_seconds", \.cpuSeconds), Field("host", \.host), Field("notes", \.notes),
    Field("part", \.part), Field("peak_memory_bytes", \.peakMemoryBytes), Field("seconds", \.seconds),
    Field("tasks", \.tasks),
  ]
}
