import Foundation
import Testing
import TestSupport

/// The exported jobs on a real Slurm cluster of four node daemons on the loopback interface.
@Suite(.serialized) struct ClusterTests {
  private static let script = Programs.pipeline + "/../Tests/Cluster/run.sh"

  private static let isInstalled = ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/bin/sbatch", "/usr/sbin/munged"]
    .allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }

  @Test(
    "390 tasks over four nodes give the bytes of a local run, with a node and the controller killed; what is missing runs again",
    .enabled(
      if: isInstalled && ProcessInfo.processInfo.environment["MACARONI_TEST_CLUSTER"] != nil,
      "takes three minutes and a machine without other tests: 'make test' installs Slurm where Debian's packages are to be had, and runs it"
    ))
  func cluster() async throws {
    let answer = try await Programs.run("/bin/sh", [Self.script, Programs.folder(of: "macaroni")])
    #expect(answer.status == 0, "\(answer.output)\(answer.talk)")
    // What it measured is for whoever runs it.
    print(answer.output)
  }

  @Test(
    "ninja does the exported tasks, and macaroni then has nothing left to do",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ninja"), "ninja is not installed here"))
  func ninja() async throws {
    let folder = try TemporaryFolder()
    let script = """
      set -eu
      . '\(Programs.pipeline)/../Tests/Cluster/pipeline.sh'
      pipeline_make "$PWD" 3
      PATH=$PWD/programs:$PATH
      set -- --manifest p.yaml --data data --reports reports --as-of 2026-11-23
      '\(Programs.path("macaroni"))' export ninja "$@"
      ninja -C data/export/ninja
      test "$(wc -l < executions)" -eq 24
      '\(Programs.path("macaroni"))' run "$@"
      test "$(wc -l < executions)" -eq 24
      '\(Programs.path("macaroni"))' status "$@"
      cat data/s6/$(cat data/s6/latest)/n6.jsonl
      """
    try folder.write(script, to: "test.sh")
    let answer = try await Programs.run("/bin/sh", ["-c", "cd '\(folder.path)' && sh test.sh"])
    #expect(answer.status == 0, "\(answer.output)\(answer.talk)")
    #expect(answer.output.hasSuffix("300\n"))
  }
}
