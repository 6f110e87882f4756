import Records

extension Environment {
  /// Only what stays as it is while the machine does: no load, no free memory.
  init(_ machine: Machine) {
    self.init()
    cpu = machine.processor
    cores = machine.cores
    memoryBytes = machine.memory
    os = machine.system
    kernel = machine.kernel
    flags = machine.instructionSets
  }
}
