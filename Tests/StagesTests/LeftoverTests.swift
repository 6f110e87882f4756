import Records
import TestSupport
import Testing

@testable import Stages

/// What a task leaves whose process was killed.
@Suite struct LeftoverTests {
  private let folder: TemporaryFolder
  private let store: TaskStore
  private let key = TaskKey(part: .shard(0), text: "0123456789abcdef0123456789abcdef", inputs: [])

  init() throws {
    folder = try TemporaryFolder()
    store = TaskStore(folder: folder.path + "/tasks")
  }

  /// A draft as a process would leave it that is gone.
  private func leave(isSealed: Bool = true, as fingerprint: String? = nil) throws -> String {
    let draft = try store.draft(key)
    try Files.write(Array("{\"id\":\"a\"}\n".utf8), to: draft.folder + "/l-00000-of-00001.jsonl")
    if isSealed {
      var index = SnapshotIndex()
      index.fingerprint = fingerprint ?? key.text
      var file = IndexedFile()
      file.name = "l-00000-of-00001.jsonl"
      file.bytes = 11
      file.lines = 1
      file.sha256 = try Files.digest(of: draft.folder + "/" + file.name)
      index.files = [file]
      var receipt = Receipt()
      receipt.fingerprint = index.fingerprint
      try draft.seal(index, receipt)
    }
    // No process has this number: Linux gives none above 2^22.
    let left = "\(store.folder)/.partial-\(key.text)-\(HostName.current)-4194305"
    try Files.rename(draft.folder, to: left)
    return left
  }

  @Test("a task that only waited for the disk when it was killed is done")
  func sealed() throws {
    let left = try leave()
    #expect(!store.has(key))
    store.sweep()
    #expect(store.has(key))
    #expect(!Files.exists(left))
    #expect(try Files.read(store.folder(of: key) + "/l-00000-of-00001.jsonl") == Array("{\"id\":\"a\"}\n".utf8))
  }

  @Test("a task that was not looked at yet is done again")
  func unsealed() throws {
    let left = try leave(isSealed: false)
    store.sweep()
    #expect(!store.has(key) && !Files.exists(left))
  }

  @Test("bytes that did not reach the disk do not count, though index and receipt did")
  func torn() throws {
    let left = try leave()
    try Files.write(Array("{\"id\":\"b\"}\n".utf8), to: left + "/l-00000-of-00001.jsonl")
    store.sweep()
    #expect(!store.has(key) && !Files.exists(left))
  }

  @Test("a receipt that breaks off does not count")
  func brokenReceipt() throws {
    let left = try leave()
    try Files.write(Array(try Files.read(left + "/receipt.json").dropLast(9)), to: left + "/receipt.json")
    store.sweep()
    #expect(!store.has(key) && !Files.exists(left))
  }

  @Test("what a program copied from another task is not taken for its own")
  func copied() throws {
    let left = try leave(as: "ffffffffffffffffffffffffffffffff")
    store.sweep()
    #expect(!store.has(key) && !Files.exists(left))
  }

  @Test("what is done stays as it is")
  func done() throws {
    try Files.rename(try leave(), to: store.folder(of: key))
    let inode = FileIdentity(store.folder(of: key) + "/receipt.json")?.text
    let left = try leave()
    store.sweep()
    #expect(FileIdentity(store.folder(of: key) + "/receipt.json")?.text == inode)
    #expect(!Files.exists(left))
  }

  @Test("who is at work keeps its draft")
  func atWork() throws {
    let draft = try store.draft(key)
    store.sweep()
    #expect(Files.exists(draft.folder))
  }
}
