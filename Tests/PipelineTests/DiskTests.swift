import Foundation
import Testing
import TestSupport

/// Disks that will not do: small file systems of our own, in a name space of our own.
@Suite(.serialized, .enabled(if: SmallDisks.areAllowed, "the kernel lets nobody mount file systems here"))
struct DiskTests {
  /// Runs a script in the pipeline's folder, in which `run` runs the pipeline on a file system of that size.
  private func run(_ bench: ShellPipeline, size: String, _ script: String) async throws -> Programs.Answer {
    let before = """
      cd '\(bench.folder.path)' && mkdir -p data kept && mount -t tmpfs -o size=\(size) none data || exit 9
      PATH=$PWD/programs:$PATH
      run() {
        '\(Programs.path("macaroni"))' run --manifest p.yaml --data data --reports reports --as-of 2026-11-01 "$@"
        echo "$1 run: $?"
      }

      """
    let answer = try await Programs.run(
      "/usr/bin/unshare", ["-rm", "sh", "-c", before + script + "\ncp -r data/. kept"])
    #expect(answer.status == 0, "\(answer.output)\(answer.talk)")
    return answer
  }

  @Test(
    "a disk that is full, whenever it is, is a sentence and code 73; with room again the run goes on where it was",
    arguments: [60, 120, 200, 280, 360, 440, 520])
  func full(_ kilobytes: Int) async throws {
    let bench = try await ShellPipeline(shards: 8)
    let calm = try await ShellPipeline(shards: 8)
    #expect(try await calm.run().status == 0)
    let answer = try await run(
      bench, size: "\(kilobytes)k", "run --quiet --jobs 2; mount -o remount,size=64m data; run --verbose")
    #expect(answer.output.contains("--quiet run: 73"), "\(answer.output)\(answer.talk)")
    // In the words of whoever met it first: a task's program, or we.
    #expect(answer.talk.contains("No space left on device"), "\(answer.talk)")
    #expect(answer.output.contains("--verbose run: 0"), "\(answer.output)\(answer.talk)")
    #expect(try bench.executions().count <= bench.tasks + 2, "at most what was in flight is done twice")
    #expect(try bench.records(in: "kept") == calm.records())
  }

  @Test("a data folder that cannot be written is a sentence and code 73, and every byte stays as it is")
  func readOnly() async throws {
    let bench = try await ShellPipeline()
    let answer = try await run(
      bench, size: "64m",
      """
      run --quiet
      sums() { find data -type f | sort | xargs sha256sum > "$1"; }
      sums before
      mount -o remount,ro data
      run --force
      sums after
      cmp before after && echo same
      mount -o remount,rw data
      run --verbose
      """)
    #expect(answer.output.contains("--quiet run: 0"), "\(answer.output)\(answer.talk)")
    #expect(answer.output.contains("--force run: 73\nsame\n"), "\(answer.output)\(answer.talk)")
    #expect(answer.talk.contains("Read-only file system"), "\(answer.talk)")
    #expect(answer.output.contains("--verbose run: 0"), "\(answer.output)\(answer.talk)")
    #expect(try bench.executions().count == bench.tasks)
  }
}

/// Whether the kernel lets us have file systems of our own.
private enum SmallDisks {
  static let areAllowed: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
    process.arguments = ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
