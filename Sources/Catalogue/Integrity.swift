import Glibc
import Records
import Stages

/// Whether the bytes on disk are those that the indices of snapshots and tasks tell of.
///
/// A plan looks at the sizes of files alone, for speed; here each is read. Files that snapshots and tasks share are read
/// once. Responses and weight files are not looked at: who reads them holds them against their digests.
public struct Integrity: Sendable {
  /// A file that is not what its index says.
  public struct Damage: Sendable, Equatable {
    /// The folder of the snapshot or the task.
    public var folder: String
    public var file: String
    /// `is gone`
    public var problem: String
  }

  public private(set) var damages: [Damage] = []
  /// Files that were read, and their bytes.
  public private(set) var files = 0
  public private(set) var bytes = 0
  private var digests: [UInt64: String] = [:]

  /// Reads every file of every snapshot and task in the data folder.
  public init(data: String) {
    for stage in History.stages(in: data) {
      let home = "\(data)/\(stage)"
      for folder in [home, home + "/tasks"] {
        for name in Files.names(in: folder) where !name.hasPrefix(".") {
          let path = "\(folder)/\(name)"
          // Other folders hold neither: logs, and the tasks themselves.
          if Files.exists("\(path)/\(SnapshotIndex.fileName)") { look(at: path) }
        }
      }
    }
  }

  private mutating func look(at folder: String) {
    let snapshot: Snapshot
    do throws(StageFailure) {
      snapshot = try Snapshot(folder: folder)
    } catch {
      damages.append(Damage(folder: folder, file: SnapshotIndex.fileName, problem: "cannot be understood"))
      return
    }
    for file in snapshot.index.files {
      if let problem = problem(of: file, at: "\(folder)/\(file.name)") {
        damages.append(Damage(folder: folder, file: file.name, problem: problem))
      }
    }
  }

  private mutating func problem(of file: IndexedFile, at path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return "is gone" }
    guard Int(status.st_size) == file.bytes else {
      return "has \(status.st_size) bytes where its index says \(file.bytes)"
    }
    let digest: String
    if let known = digests[UInt64(status.st_ino)] {
      digest = known
    } else {
      do throws(StageFailure) {
        digest = try Files.digest(of: path)
      } catch {
        return "cannot be read"
      }
      digests[UInt64(status.st_ino)] = digest
      files += 1
      bytes += file.bytes
    }
    return digest == file.sha256 ? nil : "has other bytes than were written"
  }

  /// Removes the folders of what is damaged, each in one step; the next run makes them again.
  public func removeDamaged() throws(StageFailure) {
    for folder in Set(damages.map(\.folder)).sorted() { try Files.removeAtOnce(folder) }
  }

  /// One object, `{"damaged":[…],"files":…,"bytes":…}`.
  public var json: JSON {
    [
      "damaged": .array(
        damages.map { ["folder": .string($0.folder), "file": .string($0.file), "problem": .string($0.problem)] }),
      "files": .number(files), "bytes": .number(bytes),
    ]
  }
}
