import Records
import Stages
import Testing
import TestSupport

@Suite struct SnapshotDifferenceTests {
  private func models(_ edits: [Int: (inout Model) -> Void] = [:], _ numbers: some Sequence<Int> = 0..<20) -> [Model] {
    numbers.map { number in
      var model = Model()
      model.id = "mz:model/hf/m\(number)"
      model.zoo = "zoo:hf"
      model.nativeId = "m\(number)"
      model.name = "m\(number)"
      model.tags = ["a"]
      edits[number]?(&model)
      return model
    }
  }

  private func differences(_ before: [Model], _ after: [Model], shards: (Int, Int) = (1, 1)) async throws
    -> [RecordDifference]
  {
    let one = try SnapshotFixture(shards: shards.0)
    let two = try SnapshotFixture(shards: shards.1)
    let difference = SnapshotDifference(from: try await one.snapshot(before), to: try await two.snapshot(after))
    var found: [RecordDifference] = []
    try difference.forEach(ofKind: "model") { found.append($0) }
    return found
  }

  @Test("a snapshot does not differ from itself, whatever its shards")
  func same() async throws {
    let found = try await differences(models(), models(), shards: (1, 5))
    #expect(found.isEmpty)
  }

  @Test("one edited field is exactly that field")
  func oneField() async throws {
    let change = FieldChange(pointer: "/tags", old: ["a"], new: ["a", "b"])
    let expected = RecordDifference(kind: "model", id: "mz:model/hf/m7", change: .changed([change]))
    let found = try await differences(models(), models([7: { $0.tags = ["a", "b"] }]), shards: (3, 4))
    #expect(
      found == [expected])
  }

  @Test("added and removed records are told apart, and counters are marked")
  func addedAndRemoved() async throws {
    var popular = Popularity()
    popular.likes = 3
    popular.asOf = "2026-11-23"
    let found = try await differences(models([:], 0..<10), models([2: { $0.popularity = popular }], (1..<11)))
    #expect(found.map(\.id) == ["mz:model/hf/m0", "mz:model/hf/m10", "mz:model/hf/m2"])
    #expect(found[0].change == .removed)
    #expect(found[1].change == .added)
    guard case .changed(let fields) = found[2].change else {
      Issue.record("not changed")
      return
    }
    let counters = fields.filter(\.isCounter)
    #expect(counters == fields)
  }
}
