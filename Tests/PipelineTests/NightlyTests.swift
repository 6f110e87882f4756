import Foundation
import TestSupport
import Testing

/// What runs every night: the script for cron with a program and a mail of the test's own, and the units for systemd.
@Suite struct NightlyTests {
  /// Runs the script with a program that ends with `codes`, one after the other, and gives what was called and mailed.
  private func night(_ codes: [Int], _ more: String...) async throws -> (
    status: Int32, calls: [Substring], mail: String
  ) {
    let folder = try TemporaryFolder()
    try folder.write(codes.map { "\($0)\n" }.joined(), to: "codes")
    let program = """
      #!/bin/sh
      echo "$*" >> '\(folder.path)/calls'
      code=$(sed -n "$(wc -l < '\(folder.path)/calls')p" '\(folder.path)/codes')
      echo "working"
      echo "macaroni: ended with $code, 9 models" >&2
      exit "$code"
      """
    let mail = "#!/bin/sh\n{ echo \"$*\"; cat; } > '\(folder.path)/mail-sent'\n"
    try await folder.writeProgram(program, to: "macaroni")
    try await folder.writeProgram(mail, to: "mail")
    let answer = try await Programs.run(
      "/bin/sh", [Programs.pipeline + "/deploy/nightly.sh", "someone@example.org"] + more,
      environment: [
        "PATH": folder.path + ":/usr/bin:/bin", "MACARONI": folder.path + "/macaroni", "RETRY_SECONDS": "0",
      ])
    let calls = try String(contentsOfFile: folder.path + "/calls", encoding: .utf8)
    return (
      answer.status, calls.split(separator: "\n"),
      try String(contentsOfFile: folder.path + "/mail-sent", encoding: .utf8)
    )
  }

  @Test("a zoo that is away or another run is tried again, and the last line is the subject of the mail")
  func again() async throws {
    let night = try await night([69, 75, 0], "--as-of", "2026-11-23")
    #expect(night.status == 0)
    #expect(
      night.calls
        == Array(
          repeating: "run --manifest pipeline/nightly.yaml --keep-going --wait --as-of 2026-11-23", count: 3))
    #expect(
      night.mail
        == "-s macaroni: ended with 0, 9 models someone@example.org\nworking\nmacaroni: ended with 0, 9 models\n")
  }

  @Test("what would fail the same way again is not tried again, and the exit code is the run's")
  func final() async throws {
    for code in [64, 65, 70, 73] {
      let night = try await night([code, 0])
      #expect(Int(night.status) == code)
      #expect(night.calls.count == 1)
      #expect(night.mail.hasPrefix("-s macaroni: ended with \(code), 9 models "))
    }
    let lost = try await night([75, 75, 75, 0])
    #expect(lost.status == 75)
    #expect(lost.calls.count == 3)
  }

  @Test("systemd tries a night as often as the script does, and no more")
  func limit() throws {
    let unit = try String(contentsOfFile: Programs.pipeline + "/deploy/macaroni-nightly.service", encoding: .utf8)
    let script = try String(contentsOfFile: Programs.pipeline + "/deploy/nightly.sh", encoding: .utf8)
    // The limit stands in the section where systemd reads it, and has passed when the next night begins.
    let section = try #require(unit.components(separatedBy: "[Service]").first)
    #expect(section.contains("\nStartLimitIntervalSec=20h\nStartLimitBurst=3\n"))
    #expect(script.contains("${TRIES:-3}"))
  }

  @Test("the subject of the mail is the line with the day, whatever was said after it")
  func subject() async throws {
    let folder = try TemporaryFolder()
    try await folder.writeProgram(
      "#!/bin/sh\necho 'macaroni: 2026-11-23 failed, 9 models' >&2\necho 'macaroni: stage s3 failed' >&2\nexit 65\n",
      to: "macaroni")
    try await folder.writeProgram("#!/bin/sh\necho \"$2\" > '\(folder.path)/subject'\ncat > /dev/null\n", to: "mail")
    let answer = try await Programs.run(
      "/bin/sh", [Programs.pipeline + "/deploy/nightly.sh", "someone@example.org"],
      environment: ["PATH": folder.path + ":/usr/bin:/bin", "MACARONI": folder.path + "/macaroni"])
    #expect(answer.status == 65)
    #expect(
      try String(contentsOfFile: folder.path + "/subject", encoding: .utf8) == "macaroni: 2026-11-23 failed, 9 models\n"
    )
  }

  @Test("the units for systemd are sound")
  func units() async throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze") else { return }
    let folder = try TemporaryFolder()
    for name in ["macaroni-nightly.service", "macaroni-nightly.timer"] {
      let unit = try String(contentsOfFile: Programs.pipeline + "/deploy/" + name, encoding: .utf8)
      // The program is not where a site has it.
      try folder.write(
        unit.replacingOccurrences(of: "/srv/macaroni/.build/release/macaroni", with: "/bin/true"), to: name)
    }
    let files = ["macaroni-nightly.service", "macaroni-nightly.timer"].map { folder.path + "/" + $0 }
    let answer = try await Programs.run("/usr/bin/systemd-analyze", ["verify"] + files)
    #expect(answer.status == 0, "\(answer.talk)")
    #expect(answer.talk.isEmpty, "\(answer.talk)")
  }
}
