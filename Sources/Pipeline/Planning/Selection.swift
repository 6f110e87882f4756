import Manifests
import Stages

/// What of a pipeline is to be brought up to date, or looked at.
///
/// - `normalise`: the stage, with what it needs and what follows from it;
/// - `normalise+`: the stage and what follows, on the latest snapshots of those before;
/// - `parse-readme:3`, `parse-readme:0-3,7`: these tasks alone, on the latest snapshots of those before;
/// - `shard=3`, `shard=0-3,7`: these shards of every stage that has them;
/// - `failed+`: the stages of which a task failed when it last ran, and what follows;
/// - `modified+`: the stages whose program, settings or files are others than when they last ran, and what follows.
///
/// `stage=` may stand before the name of a stage. Several words are united; none means all.
public struct Selection {
  /// The stages that may run, in order.
  public let stages: [String]
  /// Stages that are taken as their latest snapshot, whatever has changed since.
  public let pinned: Set<String>
  /// Single tasks, by stage.
  public let parts: [String: Set<TaskPart>]

  /// - Parameters:
  ///   - plan: the whole pipeline's plan, asked for only where words need it.
  /// - Throws: `ManifestError` where a stage is not in the manifest, `StageFailure` where a word cannot be read.
  public init(
    _ words: [String], in manifest: Manifest, data: String, plan: () throws -> Plan
  ) throws {
    var chosen: Set<String> = []
    var parts: [String: Set<TaskPart>] = [:]
    for word in words {
      switch try Word(word, in: manifest) {
      case .stage(let name):
        let following = [name] + manifest.followers(of: name)
        chosen.formUnion(following + following.flatMap { manifest.sources(of: $0) })
      case .following(let name): chosen.formUnion([name] + manifest.followers(of: name))
      case .tasks(let name, let wanted):
        chosen.insert(name)
        parts[name, default: []].formUnion(wanted)
      case .shards(let wanted):
        for stage in try plan().stages where stage.description.sharded {
          chosen.insert(stage.name)
          parts[stage.name, default: []].formUnion(wanted)
        }
      case .failed:
        for stage in manifest.stages where FailureNote(data: data, stage: stage.name).isThere {
          chosen.formUnion([stage.name] + manifest.followers(of: stage.name))
        }
      case .modified:
        for stage in try plan().stages where stage.isModified {
          chosen.formUnion([stage.name] + manifest.followers(of: stage.name))
        }
      }
    }
    self.init(words.isEmpty ? Set(manifest.stages.map(\.name)) : chosen, parts, in: manifest)
  }

  /// One stage alone, on the latest snapshots of those before.
  public init(only name: String, in manifest: Manifest) throws(ManifestError) {
    self.init([try Word.known(name, in: manifest)], [:], in: manifest)
  }

  private init(_ chosen: Set<String>, _ parts: [String: Set<TaskPart>], in manifest: Manifest) {
    stages = manifest.stages.map(\.name).filter { chosen.contains($0) }
    pinned = Set(stages.flatMap { manifest.sources(of: $0) }).subtracting(chosen)
    self.parts = parts
  }

  /// One word of a selection.
  private enum Word {
    case stage(String)
    case following(String)
    case tasks(String, [TaskPart])
    case shards([TaskPart])
    case failed
    case modified

    init(_ word: String, in manifest: Manifest) throws {
      if word.hasPrefix("shard=") {
        guard let shards = TaskPart.parts(of: String(word.dropFirst(6))), shards.allSatisfy({ $0.shard != nil }) else {
          throw StageFailure(.wrongArguments, "\(word): not shards such as shard=3 or shard=0-3,7")
        }
        self = .shards(shards)
        return
      }
      let text = word.hasPrefix("stage=") ? String(word.dropFirst(6)) : word
      let halves = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      if halves.count == 2 {
        guard let parts = TaskPart.parts(of: String(halves[1])) else {
          throw StageFailure(
            .wrongArguments, "\(text): not tasks such as \(halves[0]):3, \(halves[0]):0-3,7 or \(halves[0]):gather")
        }
        self = .tasks(try Self.known(String(halves[0]), in: manifest), parts)
      } else if manifest.stage(text) != nil {
        self = .stage(text)
      } else if text == "failed+" {
        self = .failed
      } else if text == "modified+" {
        self = .modified
      } else if text.hasSuffix("+") {
        self = .following(try Self.known(String(text.dropLast()), in: manifest))
      } else {
        self = .stage(try Self.known(text, in: manifest))
      }
    }

    static func known(_ name: String, in manifest: Manifest) throws(ManifestError) -> String {
      guard manifest.stage(name) == nil else { return name }
      let known = manifest.stages.map(\.name)
      throw ManifestError(
        file: manifest.file, .unknownStage(name, closest: Spelling.closest(to: name, among: known), known: known))
    }
  }
}

extension PlannedStage {
  /// Whether what the manifest and the disk say of the stage itself is other than when it last ran: its program, its
  /// settings, the files that it uses; not what it reads, nor the day.
  var isModified: Bool {
    let changes: [Fingerprint.Change]
    switch state {
    case .fresh: return false
    case .stale(let all), .waits(_, let all): changes = all
    }
    return changes.contains { change in
      !["input ", "previous ", "published ", "day"].contains { change.ingredient.hasPrefix($0) }
    }
  }
}
