import FoundationEssentials
import Records
import Stages

/// The machine that a run was started on, and the engines that it found there. Of other machines receipts name the host.
public struct RunEnvironment: Sendable, Equatable {
  public var cores: Int
  /// All that the machine has.
  public var memoryBytes: Int
  /// `Debian GNU/Linux 12 (bookworm), Linux 6.1.0 x86_64`
  public var system: String
  /// Versions by name, as the stages' programs say: `onnxruntime`.
  public var tools: [String: String]

  public init(_ plan: Plan) {
    cores = ProcessInfo.processInfo.activeProcessorCount
    memoryBytes = Int(ProcessInfo.processInfo.physicalMemory)
    system = Machine.system
    tools = [:]
    for stage in plan.stages {
      for (name, value) in stage.description.ingredients where name.hasPrefix("runtime ") {
        tools[String(name.dropFirst("runtime ".count))] = value
      }
    }
  }

  var json: JSON {
    [
      "cores": .number(cores), "memory_bytes": .number(memoryBytes), "system": .string(system),
      "tools": .object(tools.mapValues { .string($0) }),
    ]
  }
}
