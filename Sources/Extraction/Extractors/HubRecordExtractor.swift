import Records
import Stages

/// Reads the record that a Hub's API gives for a model.
///
/// Records of older dumps have `modelId` in place of `id`, and null where nothing is known.
struct HubRecordExtractor: RecordExtractor {
  static let name = "hub-record"
  static let summary = "Read the API record of a model."
  static let method = Method.apiField
  static let confidence = 0.99
  static let kind = DocumentKind.hubRecord

  func read(_ record: JSON, into findings: inout Findings) {
    guard let members = record.object else { return }
    func text(_ predicate: String, _ names: String...) {
      for name in names {
        guard let value = members[name]?.string, !value.isEmpty else { continue }
        return findings.add(predicate, .string(value), raw: value, pointer: "/\(name)")
      }
    }
    func number(_ predicate: String, _ name: String) {
      guard let value = members[name], value.number != nil else { return }
      findings.add(predicate, value, raw: value.text, pointer: "/\(name)")
    }
    text(Predicate.nativeId, "id", "modelId", "_id")
    text(Predicate.revision, "sha")
    text(Predicate.createdAt, "createdAt")
    text(Predicate.modifiedAt, "lastModified")
    number(Predicate.downloads, "downloads")
    number(Predicate.likes, "likes")
    if let value = members["private"], value.bool != nil {
      findings.add(Predicate.isPrivate, value, raw: value.text, pointer: "/private")
    }
    if let value = members["gated"], value.bool != nil || value.string != nil {
      findings.add(Predicate.gated, value, raw: value.text, pointer: "/gated")
    }
    text(Predicate.task, "pipeline_tag")
    if let value = members["library_name"]?.string, !value.isEmpty {
      findings.add(Predicate.library, .string(value.lowercased()), raw: value, pointer: "/library_name")
    }
    ConfigExtractor.readArchitecture(members["config"], at: "/config", into: &findings)
    readTags(members["tags"]?.array ?? [], into: &findings)
    readFiles(members["siblings"]?.array ?? [], into: &findings)
    if let total = members["safetensors"]?["total"] ?? members["gguf"]?["total"], total.number != nil {
      let pointer = members["safetensors"]?["total"] == nil ? "/gguf/total" : "/safetensors/total"
      findings.add(Predicate.paramsTotal, total, raw: total.text, pointer: pointer)
    }
  }

  private func readTags(_ tags: [JSON], into findings: inout Findings) {
    guard !tags.isEmpty else { return }
    let list = JSON.array(tags.filter { $0.string != nil })
    findings.add(Predicate.tags, list, raw: list.text, pointer: "/tags")
    for (index, tag) in tags.enumerated() {
      guard let tag = tag.string else { continue }
      let pointer = "/tags/\(index)"
      func add(_ predicate: String, _ value: some StringProtocol, _ qualifiers: Qualifiers = [:]) {
        findings.add(predicate, .string(String(value)), raw: tag, pointer: pointer, qualifiers, confidence: 0.95)
      }
      guard let colon = tag.utf8.firstIndex(of: UInt8(ascii: ":")) else {
        if let library = Frameworks.tag(tag) {
          add(Predicate.library, library)
        } else if Tasks.isTask(tag) {
          add(Predicate.task, tag)
        } else if tag.utf8.count <= 3, Languages.codes.contains(tag) || tag == "multilingual" {
          add(Predicate.language, tag)
        }
        continue
      }
      let value = tag[tag.index(after: colon)...]
      guard !value.isEmpty else { continue }
      switch tag[..<colon] {
      case "license": add(Predicate.license, value)
      case "dataset": add(Predicate.trainedOn, value)
      case "arxiv": add(Predicate.paper, value)
      case "language": add(Predicate.language, value)
      case "base_model":
        let parts = value.split(separator: ":", maxSplits: 1)
        if parts.count == 2 {
          add(Predicate.baseModel, parts[1], ["relation": .string(String(parts[0]))])
        } else {
          add(Predicate.baseModel, value)
        }
      default: break
      }
    }
  }

  private func readFiles(_ siblings: [JSON], into findings: inout Findings) {
    let files = siblings.compactMap { file -> JSON? in
      guard let path = file["rfilename"]?.string ?? file["path"]?.string else { return nil }
      var members: [String: JSON] = ["path": .string(path)]
      let large = file["lfs"]
      if let bytes = file["size"] ?? large?["size"], bytes.integer != nil { members["bytes"] = bytes }
      if let digest = large?["sha256"] ?? large?["oid"], digest.string?.utf8.count == 64 { members["sha256"] = digest }
      return .object(members)
    }
    guard !files.isEmpty else { return }
    findings.add(Predicate.files, .array(files), raw: "\(files.count) files", pointer: "/siblings")
  }
}
