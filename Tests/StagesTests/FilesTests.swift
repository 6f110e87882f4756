import Foundation
import TestSupport
import Testing

@testable import Stages

@Suite struct FilesTests {
  @Test("a folder is made with those above it; a file in its place is named, wherever on the way it stands")
  func makeFolder() throws {
    let folder = try TemporaryFolder()
    try Files.makeFolder(folder.path + "/a/b/c")
    try Files.makeFolder(folder.path + "/a/b/c")
    #expect(Files.isFolder(folder.path + "/a/b/c"))
    try folder.write("in the way", to: "file")
    let sentence = "\(folder.path)/file: is a file where a folder is needed; move it away or name another folder"
    for path in ["file", "file/a", "file/a/b"] {
      #expect(throws: StageFailure(.cannotWrite, sentence)) { try Files.makeFolder(folder.path + "/" + path) }
    }
  }

  @Test("where nothing can be made, the system's reason is told")
  func reason() {
    do throws(StageFailure) {
      try Files.makeFolder("/proc/macaroni/data")
      Issue.record("a folder was made below /proc")
    } catch {
      #expect(error.code == .cannotWrite)
      #expect(!error.message.contains("unknown fault"))
      #expect(error.message.hasPrefix("/proc/macaroni: cannot be written: "))
    }
  }

  @Test("files outside of the manifest's folder are known by their last name, and no two by the same")
  func outside() throws {
    let folder = try TemporaryFolder()
    try folder.write("a", to: "elsewhere/vocabulary/tasks.yaml")
    try folder.write("b", to: "pipeline/vocabulary/tasks.yaml")
    let base = folder.path + "/pipeline"
    for name in ["../elsewhere/vocabulary", folder.path + "/elsewhere/vocabulary"] {
      let uses = try UsedFiles([name], base: base)
      #expect(uses.names == ["vocabulary/tasks.yaml"])
      #expect(try uses.bytes(of: "vocabulary/tasks.yaml") == Array("a".utf8))
      let sentence = "'uses: \(name)': another 'vocabulary/tasks.yaml' is used already; rename one of them"
      #expect(throws: StageFailure(.wrongArguments, sentence)) { try UsedFiles(["vocabulary", name], base: base) }
    }
  }
}
