import TestSupport
import Testing

/// `macaroni lint` as it is run in the CI of a model's repository.
@Suite struct LintProgramTests {
  @Test("what is no card is refused with what it is; a card beside it is looked at")
  func kinds() async throws {
    let folder = try TemporaryFolder()
    try folder.write("{}", to: "config.json")
    try folder.write("# Otter\n", to: "README.md")

    let refused = try await Programs.run("macaroni", ["lint", folder.path + "/config.json"])
    #expect(refused.status == 64)
    #expect(refused.output.isEmpty)
    #expect(refused.talk.contains("config.json: is read as config, not as a model card; name the README.md"))

    let looked = try await Programs.run("macaroni", ["lint", folder.path + "/README.md"])
    #expect(looked.status == 0)
    #expect(looked.output.contains("licence-missing"))
  }
}
