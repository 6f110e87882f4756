#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What something was measured on. What the machine does not tell is nil.
struct Machine: Equatable, Sendable {
  var processor: String?

  /// Cores that this process may use.
  var cores: Int?

  /// Of the instruction sets that decide the speed of inference, those there are, sorted.
  var instructionSets: [String] = []

  /// In bytes.
  var memory: Int?

  /// Such as `Debian GNU/Linux 12 (bookworm)`.
  var system: String?

  /// Name, release and machine of the kernel, such as `Linux 6.1.0 x86_64`.
  var kernel: String?

  /// The machine that this runs on.
  static func probe() -> Machine {
    var machine = Machine(
      processorInformation: TextFile.contents(of: "/proc/cpuinfo") ?? "",
      memoryInformation: TextFile.contents(of: "/proc/meminfo") ?? "",
      release: TextFile.contents(of: "/etc/os-release") ?? TextFile.contents(of: "/usr/lib/os-release") ?? "")
    machine.cores = TextFile.contents(of: "/proc/self/status").flatMap(cores)
    var name = utsname()
    if uname(&name) == 0 {
      machine.kernel = [
        Self.text(&name.sysname), Self.text(&name.release), Self.text(&name.machine),
      ].joined(separator: " ")
    }
    return machine
  }

  /// - Parameters:
  ///   - processorInformation: The text of `/proc/cpuinfo`.
  ///   - memoryInformation: The text of `/proc/meminfo`.
  ///   - release: The text of `/etc/os-release`.
  init(processorInformation: String, memoryInformation: String, release: String) {
    processor = Self.value(of: ["model name", "Model", "Hardware"], in: processorInformation, separator: ":")
    let flags = Self.value(of: ["flags", "Features"], in: processorInformation, separator: ":") ?? ""
    instructionSets = flags.split(separator: " ").map(String.init).filter(Self.interesting.contains).sorted()
    memory = PeakMemory.field("MemTotal", in: memoryInformation)
    system = Self.value(of: ["PRETTY_NAME"], in: release, separator: "=").map {
      $0.hasPrefix("\"") && $0.hasSuffix("\"") && $0.count > 1 ? String($0.dropFirst().dropLast()) : $0
    }
  }

  /// How many processors a process may use, from the text of its `/proc/self/status`: `Cpus_allowed_list: 0-3,8` is five.
  static func cores(in status: String) -> Int? {
    guard let list = value(of: ["Cpus_allowed_list"], in: status, separator: ":") else { return nil }
    var count = 0
    for part in list.split(separator: ",") {
      let ends = part.split(separator: "-").map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first <= last, last < 1 << 20
      else {
        return nil
      }
      count += last - first + 1
    }
    return count
  }

  /// The mean number of processes that wanted to run, over the last minute.
  static func loadAverage() -> Double? {
    TextFile.contents(of: "/proc/loadavg")?.split(separator: " ").first.flatMap { Double($0) }
  }

  private static let interesting: Set<String> = [
    "amx_bf16", "amx_int8", "asimd", "asimddp", "avx", "avx2", "avx512_bf16", "avx512_vnni", "avx512f", "avx_vnni",
    "bf16",
    "f16c", "fma", "i8mm", "sse4_2", "sve",
  ]

  /// The value of the first of these keys that a line has.
  private static func value(of keys: [String], in text: String, separator: Character) -> String? {
    for key in keys {
      for line in text.split(separator: "\n") {
        guard let index = line.firstIndex(of: separator), line[..<index].trimmed == key else { continue }
        let value = line[line.index(after: index)...].trimmed
        if !value.isEmpty { return value }
      }
    }
    return nil
  }

  /// A field of `utsname`, which C declares as an array and Swift sees as a tuple.
  private static func text<Field>(_ field: inout Field) -> String {
    withUnsafeBytes(of: &field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}

extension Substring {
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start.reversed().drop(while: \.isWhitespace).reversed())
  }
}
