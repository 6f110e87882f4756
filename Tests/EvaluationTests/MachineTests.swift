import Testing

@testable import Evaluation

@Suite struct MachineTests {
  @Test("a machine is read from what its kernel prints")
  func parsing() {
    let machine = Machine(
      processorInformation:
        "processor\t: 0\nmodel name\t: Some CPU @ 2.00GHz\nflags\t\t: fpu sse4_2 avx2 zzz avx512f\n",
      memoryInformation: "MemTotal:        8000 kB\nMemFree:  1 kB\n", release: "ID=debian\nPRETTY_NAME=\"Debian 12\"\n"
    )
    #expect(machine.processor == "Some CPU @ 2.00GHz")
    #expect(machine.instructionSets == ["avx2", "avx512f", "sse4_2"])
    #expect(machine.memory == 8_192_000)
    #expect(machine.system == "Debian 12")
  }

  @Test("what a machine does not tell is nil")
  func silent() {
    let machine = Machine(processorInformation: "", memoryInformation: "MemTotal: much\n", release: "nothing")
    #expect(machine == Machine(processorInformation: "", memoryInformation: "", release: ""))
    #expect(machine.processor == nil && machine.memory == nil && machine.system == nil)
  }

  @Test("the processors that may be used are counted from the kernel's list")
  func cores() {
    #expect(Machine.cores(in: "Name:\tx\nCpus_allowed_list:\t0-3,8\n") == 5)
    #expect(Machine.cores(in: "Cpus_allowed_list:\t0\n") == 1)
    #expect(Machine.cores(in: "Cpus_allowed_list:\t3-1\n") == nil)
    #expect(Machine.cores(in: "Cpus_allowed_list:\tall\n") == nil)
    #expect(Machine.cores(in: "") == nil)
  }

  #if os(Linux)
    @Test("this machine is known")
    func here() throws {
      let machine = Machine.probe()
      #expect(try #require(machine.cores) >= 1)
      #expect(try #require(machine.memory) > 1 << 20)
      #expect(machine.kernel?.hasPrefix("Linux ") == true)
      #expect(try #require(Machine.loadAverage()) >= 0)
    }

    @Test("the peak of memory rises with what is touched, and counting can begin anew where the kernel lets us")
    func peakMemory() throws {
      let canReset = PeakMemory.reset()
      let before = try #require(PeakMemory.bytes)
      var block = [UInt8](repeating: 0, count: 64 << 20)
      for index in stride(from: 0, to: block.count, by: 4096) { block[index] = 1 }
      let after = try #require(PeakMemory.bytes)
      #expect(block.last != nil)
      if canReset { #expect(after - before > 48 << 20) }
    }
  #endif
}
