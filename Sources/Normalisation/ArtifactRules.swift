import Records

/// Groups a repository's files into what can be loaded together, by their names.
struct ArtifactRules {
  func artifacts(_ claims: ModelClaims) -> [Artifact] {
    let files = self.files(claims)
    var groups: [(part: String, format: String, files: [ArtifactFile])] = []
    for file in files where file.role == "weights" {
      guard let (part, format) = Self.group(of: file.path) else { continue }
      if let index = groups.firstIndex(where: { $0.part == part }) {
        groups[index].files.append(file)
      } else {
        groups.append((part, format, [file]))
      }
    }
    let companions = files.filter { $0.role == "config" || $0.role == "tokenizer" }
    let revision = claims[Predicate.revision].first?.value?.string ?? "none"
    let listing = claims[Predicate.files].first
    return groups.sorted { $0.part.precedes($1.part) }.map { group in
      var artifact = Artifact()
      artifact.id = Identifier.artifact(zoo: claims.zoo, claims.nativeId, weights: group.files, part: group.part)
      artifact.model = claims.id
      artifact.revision = revision
      artifact.format = "format:\(group.format)"
      artifact.files = group.files.sorted { $0.path.precedes($1.path) } + companions
      let sizes = group.files.map(\.bytes)
      artifact.bytesTotal = sizes.contains(nil) ? nil : sizes.compactMap { $0 }.reduce(0, +)
      if let listing, let prov = Resolution([listing], order: []).winner(at: "/files", meaning: \.id) {
        artifact.prov.append(prov)
      }
      fillHeader(&artifact, claims, Set(group.files.map(\.path)))
      return artifact
    }
  }

  /// What the weight file's own header says.
  private func fillHeader(_ artifact: inout Artifact, _ claims: ModelClaims, _ paths: Set<String>) {
    func own(_ predicate: String) -> [Claim] {
      claims[predicate].filter { claim in claim.qualifiers["path"]?.string.map { paths.contains($0) } ?? false }
    }
    func note(_ claims: [Claim], _ pointer: String) {
      if let prov = Resolution(claims, order: Precedence.size).winner(at: pointer, meaning: \.text) {
        artifact.prov.append(prov)
      }
    }
    let counts = own(Predicate.artifactParams)
    let totals = counts.filter { $0.qualifiers["dtype"] == nil }
    if !totals.isEmpty {
      artifact.paramsTotal = totals.compactMap { $0.value?.integer }.reduce(0, +)
      note(totals, "/params_total")
    }
    for claim in counts {
      if let type = claim.qualifiers["dtype"]?.string, let count = claim.value?.integer {
        artifact.paramsByDtype[type, default: 0] += count
      }
    }
    artifact.precision = artifact.paramsByDtype.max { ($0.value, $1.key) < ($1.value, $0.key) }.map {
      "dtype:\($0.key)"
    }
    let opset = own(Predicate.opset)
    artifact.opset = opset.first?.value?.integer
    note(opset, "/opset")
    let version = own(Predicate.irVersion)
    artifact.irVersion = version.first?.value?.integer
    note(version, "/ir_version")
    artifact.prov.sort { $0.p.precedes($1.p) }
  }

  /// The files that the zoo lists, with what was fetched of them.
  private func files(_ claims: ModelClaims) -> [ArtifactFile] {
    var fetched: [String: Source] = [:]
    for source in claims.sources { if let path = source.path { fetched[path] = source } }
    var files: [ArtifactFile] = []
    for entry in claims[Predicate.files].first?.value?.array ?? [] {
      guard let path = entry["path"]?.string else { continue }
      var file = ArtifactFile()
      file.path = path
      file.role = Self.role(of: path)
      file.bytes = entry["bytes"]?.integer ?? fetched[path]?.bytes
      file.sha256 = fetched[path]?.sha256 ?? entry["sha256"]?.string
      file.fetched = fetched[path] == nil ? nil : true
      files.append(file)
    }
    return files
  }

  static func role(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if group(of: path) != nil { return "weights" }
    switch name {
    case "config.json", "preprocessor_config.json", "generation_config.json", "adapter_config.json", "modules.json":
      return "config"
    case "tokenizer.json", "tokenizer_config.json", "vocab.txt", "vocab.json", "merges.txt", "special_tokens_map.json",
      "spiece.model", "sentencepiece.bpe.model", "added_tokens.json":
      return "tokenizer"
    case "labels.txt", "labels.json", "label_map.json": return "label"
    default: return name.hasSuffix(".md") ? "doc" : "code"
    }
  }

  /// Which artifact a weight file is part of, and its format; nil for other files.
  static func group(of path: String) -> (part: String, format: String)? {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = String(path.dropFirst(folder.count))
    // Training leftovers are no models.
    if ["training_args.bin", "optimizer.pt", "scheduler.pt", "scaler.pt", "optimizer.bin", "rng_state.pth"].contains(
      name)
    {
      return nil
    }
    guard let dot = name.lastIndex(of: ".") else { return nil }
    // pytorch_model-00001-of-00003.bin belongs to pytorch_model.bin.
    var stem = String(name[..<dot])
    let ending = String(name[name.index(after: dot)...])
    let parts = stem.split(separator: "-")
    if parts.count >= 4, parts[parts.count - 2] == "of", Int(parts[parts.count - 1]) != nil,
      Int(parts[parts.count - 3]) != nil
    {
      stem = parts.dropLast(3).joined(separator: "-")
    }
    switch ending {
    case "onnx": return (path, "onnx")
    case "safetensors": return (folder + stem + ".safetensors", "safetensors")
    case "gguf": return (folder + stem + ".gguf", "gguf")
    case "tflite": return (path, "tflite")
    case "bin" where stem.contains("model") && !stem.contains("openvino"):
      return (folder + stem + ".bin", "pytorch_pickle")
    case "bin" where stem.contains("openvino"), "xml" where stem.contains("openvino"):
      return (folder + stem, "openvino")
    case "pt", "pth", "ckpt", "pkl": return (path, "pytorch_pickle")
    case "h5", "keras": return (path, "keras")
    case "msgpack": return (path, "flax")
    case "pb" where stem == "saved_model": return (folder + "saved_model", "tf_savedmodel")
    case "ot": return (path, "other")
    case "mlmodel", "mlpackage": return (path, "coreml")
    case "pdparams": return (path, "paddle")
    case "joblib", "pickle": return (path, "joblib")
    case "npz": return (path, "other")
    default: return nil
    }
  }
}
