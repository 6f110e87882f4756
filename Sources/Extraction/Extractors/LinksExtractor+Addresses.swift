/// What addresses lead to: the paper or the repository, whatever part of it is pointed at.
extension LinksExtractor {
  /// The arXiv id, DOI or address of a paper; nil for other addresses.
  ///
  /// - Parameter isCited: whether it stands in a citation, where publishers' pages are papers, too. (Elsewhere they are
  ///   those of metrics and data sets.)
  static func paper(_ url: String, isCited: Bool = false) -> String? {
    if let id = arXiv(url) { return id }
    if let place = url.place(of: "doi.org/10.") {
      return String(url[place.lowerBound...].dropFirst("doi.org/".count))
    }
    // `journals.sagepub.com/doi/full/10.1177/1`
    if let place = url.place(of: "/doi/full/10.") {
      return String(url[place.lowerBound...].drop { $0 != "1" })
    }
    let hosts: [StaticString] = [
      "aclweb.org/anthology/", "aclanthology.org/", "openreview.net/", "papers.nips.cc/", "openaccess.thecvf.com/",
      "ecva.net/papers/", "id.nii.ac.jp/",
      "proceedings.mlr.press/", "proceedings.neurips.cc/", "papers.neurips.cc/", "ojs.aaai.org/", "isca-speech.org/",
      "hal.archives-ouvertes.fr/hal-", "hal.inria.fr/hal-", "research.google/pubs/", "ai.google/research/pubs/",
    ]
    return hosts.contains { url.mentions($0) } || isCited && publishers.contains { url.mentions($0) } ? url : nil
  }

  private static let publishers: [StaticString] = [
    "ieeexplore.ieee.org/", "link.springer.com/", "dl.acm.org/doi/", "biorxiv.org/content", "jmlr.org/papers/",
    "semanticscholar.org/", "nature.com/articles/", "sciencedirect.com/science/article/",
    "academic.oup.com/", "mdpi.com/",
  ]

  /// `1706.03762` of `https://arxiv.org/pdf/1706.03762v5.pdf`.
  static func arXiv(_ text: some StringProtocol) -> String? {
    guard text.mentions("rxiv") || text.mentions("rXiv") || text.mentions("RXIV") else { return nil }
    let bytes = Array(text.utf8)
    var index = 0
    while index + 9 <= bytes.count {
      if bytes[index].isDigit, index == 0 || !(bytes[index - 1].isDigit || isPoint(bytes, index - 1)) {
        let month = bytes[index...].prefix { $0.isDigit }
        let rest = bytes[(index + month.count)...]
        if month.count == 4, rest.first == 0x2E {
          let number = rest.dropFirst().prefix { $0.isDigit }
          if number.count == 4 || number.count == 5 {
            return String(decoding: bytes[index..<index + 5 + number.count], as: UTF8.self)
          }
        }
      }
      index += 1
    }
    return nil
  }

  /// A point that no "arXiv" stands before, as one does in the DOIs that arXiv gives its papers.
  private static func isPoint(_ bytes: [UInt8], _ index: Int) -> Bool {
    bytes[index] == 0x2E && !(index > 0 && bytes[index - 1] | 0x20 == UInt8(ascii: "v"))
  }

  /// The repository that an address leads to, whatever of it is pointed at.
  ///
  /// - Parameter isLibrary: whether it may be the home of a library.
  static func repository(_ url: String, isLibrary: @autoclosure () -> Bool = false) -> String? {
    url.withBytes { bytes in
      for host in hosting {
        if let place = bytes.offset(of: host) { return repository(in: bytes, from: place, host, isLibrary()) }
      }
      return nil
    }
  }

  private static let hosting: [StaticString] = ["github.com/", "gitlab.com/", "bitbucket.org/"]

  private static func repository(
    in bytes: UnsafeBufferPointer<UInt8>, from place: Int, _ host: StaticString, _ isLibrary: Bool
  ) -> String? {
    // Nothing but scheme and "www." may stand before the host.
    let lead = UnsafeBufferPointer(rebasing: bytes[..<place])
    guard leads.contains(lead) else { return nil }
    let end = bytes[place...].firstIndex { $0 == 0x3F || $0 == 0x23 } ?? bytes.count
    func part(from start: Int) -> Range<Int>? {
      var start = start
      while start < end, bytes[start] == 0x2F { start += 1 }
      var next = start
      while next < end, bytes[next] != 0x2F { next += 1 }
      return start < next ? start..<next : nil
    }
    guard let owner = part(from: place + host.utf8CodeUnitCount), var own = part(from: owner.upperBound) else {
      return nil
    }
    let folder = part(from: own.upperBound)
    func text(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }
    if own.count > 4, text(own).has(".git", at: own.count - 4) { own = own.lowerBound..<own.upperBound - 4 }
    if let folder, asides.contains(text(folder)) {
      // Where issues are told is the model's, a certain one is of anything.
      var rest = UnsafeBufferPointer(rebasing: bytes[folder.upperBound..<end])
      while rest.first == 0x2F { rest = UnsafeBufferPointer(rebasing: rest.dropFirst()) }
      guard text(folder).has("issues", at: 0), rest.isEmpty || rest.has("new", at: 0) else { return nil }
    }
    func string(_ range: Range<Int>) -> String { String(decoding: text(range), as: UTF8.self) }
    let server = "https://" + host.description
    let name = server + string(owner) + "/" + string(own)
    // Owners of nothing but data.
    if name.mentions("/UniversalDependencies/") || name.mentions("/google-research-datasets/") { return nil }
    guard !isLibrary else { return name }
    let path = Substring(name.utf8.dropFirst(server.utf8.count))
    // What lies below the garden of models is their code.
    if withLowercased(path, libraries.contains), !(path == "tensorflow/models" && folder != nil) { return nil }
    return name
  }

  /// Whether a folder or a branch of a repository is pointed at. Of a repository of many models it is told as printed.
  ///
  /// Some link a file by the address of a folder: `/tree/master/README.md`.
  static func isFolder(_ url: String) -> Bool {
    url.mentions("/tree/") && !url.ends(with: ".md") && !url.ends(with: ".py") && !url.ends(with: ".ipynb")
  }

  /// Without the place in a document that an address ends with: `#results`.
  static func withoutPlace(_ url: String) -> String {
    url.utf8.firstIndex(of: 0x23).map { String(url[..<$0]) } ?? url
  }

  static func withoutSlash(_ url: String) -> String { url.utf8.last == 0x2F ? String(url.dropLast()) : url }

  private static let leads = Lexicon<Bool>(["https://", "http://", "https://www.", "http://www."])
  private static let asides = Lexicon<Bool>(["issues", "pull", "wiki", "discussions", "commit"])

  /// Homes of libraries, which hundreds of cards link.
  private static let libraries = Lexicon<Bool>([
    "huggingface/transformers", "huggingface/datasets", "huggingface/diffusers", "huggingface/tokenizers",
    "huggingface/peft",
    "ukplab/sentence-transformers", "explosion/spacy", "tensorflow/tensorflow", "pytorch/pytorch", "google/jax",
    "huggingface/exbert", "huggingface/autonlp", "huggingface/hub-docs", "facebookresearch/bitsandbytes", "kpu/kenlm",
    "jitsi/jiwer", "tensorflow/text", "tensorflow/models", "onnx/models", "onnx/onnx", "openvinotoolkit/openvino",
    "huggingface/autotrain", "huggingface/accelerate", "patrickvonplaten/datasets", "nateraw/huggingpics",
    "adapter-hub/adapter-transformers", "adapter-hub/adapters", "qdata/textattack", "openai/triton",
    "dlr-rm/stable-baselines3", "dlr-rm/rl-baselines3-zoo", "huggingface/pytorch_block_sparse", "microsoft/onnxruntime",
    "tensorflow/examples", "tensorflow/tfjs", "onnx/keras-onnx", "onnx/tensorflow-onnx", "onnx/onnxmltools",
    "huggingface/notebooks", "mlco2/codecarbon",
  ])
}
