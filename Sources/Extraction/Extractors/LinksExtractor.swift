import Markdown
import Records
import Stages

/// Reads papers (arXiv, DOI, proceedings) and code repositories from links and citations.
struct LinksExtractor: CardExtractor {
  static let name = "links"
  static let summary = "Read links to papers and code."
  static let version = 3
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    var papers = Papers()
    for passage in card.passages {
      guard !passage.text.spans.isEmpty || passage.signals.contains(.address) else { continue }
      LinkContext.forEach(in: passage, where: Self.isRead) { link in
        read(link, card.topic(ofSection: passage.section), card.names, &papers, &findings)
      }
    }
    for table in card.tables where table.header.count == 2 { readTable(table, &papers, &findings) }
    readSummaries(card, &papers, &findings)
    for listing in card.listings where listing.mentions.contains(.paper) && !Self.isOfData(listing, card) {
      readBibTeX(listing, &papers, &findings)
    }
    papers.addMentioned(to: &findings)
  }

  private static func isRead(_ url: String) -> Bool {
    url.utf8.count < 400 && url.utf8.starts(with: "http".utf8) && url.withBytes { hosts.groups(in: $0) } != 0
  }

  /// Papers that are mentioned without a word of why: of these, one counts where no other paper is named.
  private struct Papers {
    var isFound = false
    var mentioned: (id: String, line: Int)?

    func addMentioned(to findings: inout Findings) {
      guard !isFound, let mentioned else { return }
      findings.add(
        Predicate.paper, .string(mentioned.id), raw: mentioned.id, lines: mentioned.line...mentioned.line,
        confidence: 0.6)
    }
  }

  private func read(
    _ link: LinkContext, _ topic: Topic, _ names: [String], _ papers: inout Papers, _ findings: inout Findings
  ) {
    // Papers and code of data sets and of what is compared with stand where those are told.
    guard topic != .trainingData, topic != .limitations, !link.isOfData else { return }
    if let repository = Self.repository(link.url) {
      guard
        link.isAboutCode
          || link.names(
            names,
            repository[
              (repository.utf8.lastIndex(of: 0x2F).map(repository.utf8.index(after:)) ?? repository.startIndex)...])
      else { return }
      findings.add(Predicate.codeRepo, .string(repository), raw: repository, lines: link.line...link.line)
      return
    }
    let isOwnTopic = topic == .other || topic == .description || topic.isCitation
    guard let paper = Self.paper(link.url) ?? (link.isPaper && Self.isDocument(link.url) ? link.url : nil),
      !Self.tools.contains(paper)
    else { return }
    if link.isPaper || link.isTitle || isOwnTopic && link.isIntroduction(names) || topic.isCitation {
      guard isOwnTopic || topic != .evaluation else { return }
      papers.isFound = true
      findings.add(Predicate.paper, .string(paper), raw: paper, lines: link.line...link.line)
    } else if isOwnTopic, !link.isComparison, papers.mentioned == nil {
      papers.mentioned = (paper, link.line)
    }
  }

  /// `Paper | https://arxiv.org/abs/2010.11267`
  private func readTable(_ table: Grid, _ papers: inout Papers, _ findings: inout Findings) {
    for cells in table.rows where cells.count == 2 && cells[1].text.utf8.count < 400 {
      guard Self.paperTitles.contains(folded(cells[0].text)), let paper = Self.paper(cells[1].text) else { continue }
      papers.isFound = true
      findings.add(Predicate.paper, .string(paper), raw: paper, lines: cells[1].lines, method: .table)
    }
  }

  private static let paperTitles = Lexicon<Bool>([
    "paper", "papers", "arxiv", "publication", "reference paper", "original paper", "research paper", "论文",
  ])

  /// Whether the comment that says of what part a listing is names a data set.
  private static func isOfData(_ listing: Listing, _ card: Card) -> Bool {
    for block in card.document.blocks[..<min(listing.block, card.document.blocks.count)].reversed().prefix(8) {
      if case .html(let html) = block.content, html.mentions("<!-- [") { return html.mentions("[DATASET]") }
    }
    return false
  }

  /// OpenMMLab's pages fold the papers of a model's parts into summaries, under comments that say of which part:
  /// `<!-- [ALGORITHM] -->`, then `<summary><a href="https://arxiv.org/abs/2107.11291">RLE</a></summary>`.
  private func readSummaries(_ card: Card, _ papers: inout Papers, _ findings: inout Findings) {
    var isOwn = false
    for block in card.document.blocks {
      guard case .html(let html) = block.content, html.utf8.count < 4000 else { continue }
      if html.mentions("<!-- [") { isOwn = html.mentions("[ALGORITHM]") || html.mentions("[BACKBONE]") }
      guard isOwn, html.mentions("<summary"), let link = html.place(of: "href=\"") else { continue }
      let address = String(html[link.upperBound...].prefix { $0 != "\"" })
      guard address.utf8.count < 400, let paper = Self.paper(address) else { continue }
      let line = block.lines.lowerBound + html[..<link.lowerBound].utf8.count { $0 == 0x0A }
      papers.isFound = true
      findings.add(Predicate.paper, .string(paper), raw: paper, lines: line...line)
    }
  }

  private static func isDocument(_ url: String) -> Bool {
    !url.mentions("huggingface.co") && !url.mentions("github") && (url.hasSuffix(".pdf") || url.mentions("paper"))
  }

  /// The papers of what cards are made with: the calculator of emissions that a template cites, and usual optimisers.
  private static let tools: Set<String> = ["1910.09700", "1412.6980", "1711.05101"]

  /// What addresses that are read have in them; few links do.
  private static let hosts = Phrases([
    [
      "rxiv", "rXiv", "doi.org/10.", "aclweb.org/anthology/", "aclanthology.org/", "openreview.net/", "papers.nips.cc/",
      "openaccess.thecvf.com/", "github.com/", "gitlab.com/", "bitbucket.org/", ".pdf", "paper",
    ]
  ])

  /// The arXiv id, DOI or address of a paper; nil for other addresses.
  static func paper(_ url: String) -> String? {
    if let id = arXiv(url) { return id }
    if let place = url.place(of: "doi.org/10.") {
      return String(url[place.lowerBound...].dropFirst("doi.org/".count))
    }
    let hosts: [StaticString] = [
      "aclweb.org/anthology/", "aclanthology.org/", "openreview.net/", "papers.nips.cc/", "openaccess.thecvf.com/",
    ]
    return hosts.contains { url.mentions($0) } ? url : nil
  }

  /// `1706.03762` of `https://arxiv.org/pdf/1706.03762v5.pdf`.
  static func arXiv(_ text: some StringProtocol) -> String? {
    guard text.mentions("rxiv") || text.mentions("rXiv") else { return nil }
    let bytes = Array(text.utf8)
    var index = 0
    while index + 9 <= bytes.count {
      if bytes[index].isDigit, index == 0 || !(bytes[index - 1].isDigit || bytes[index - 1] == 0x2E) {
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

  /// The repository that an address leads to, whatever of it is pointed at.
  static func repository(_ url: String) -> String? {
    url.withBytes { bytes in
      for host in hosting {
        if let place = bytes.offset(of: host) { return repository(in: bytes, from: place, host) }
      }
      return nil
    }
  }

  private static let hosting: [StaticString] = ["github.com/", "gitlab.com/", "bitbucket.org/"]

  private static func repository(
    in bytes: UnsafeBufferPointer<UInt8>, from place: Int, _ host: StaticString
  ) -> String? {
    // Nothing but scheme and "www." may stand before the host.
    let lead = UnsafeBufferPointer(rebasing: bytes[..<place])
    guard leads.contains(lead) else { return nil }
    let end = bytes[place...].firstIndex { $0 == 0x3F || $0 == 0x23 } ?? bytes.count
    var parts: [Range<Int>] = []
    var start = place + host.utf8CodeUnitCount
    while start < end, parts.count < 3 {
      var next = start
      while next < end, bytes[next] != 0x2F { next += 1 }
      if next > start { parts.append(start..<next) }
      start = next + 1
    }
    guard parts.count >= 2 else { return nil }
    func part(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }
    if parts[1].count > 4, part(parts[1]).has(".git", at: parts[1].count - 4) {
      parts[1] = parts[1].lowerBound..<parts[1].upperBound - 4
    }
    let name = String(decoding: part(parts[0]), as: UTF8.self) + "/" + String(decoding: part(parts[1]), as: UTF8.self)
    if libraries.contains(name.lowercased()) || parts.count > 2 && asides.contains(part(parts[2])) { return nil }
    return "https://\(String(describing: host))\(name)"
  }

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
  ])

  private static let fields = Lexicon<Bool>(["eprint", "journal", "url", "volume", "note", "howpublished", "doi"])

  /// What stands behind the sign of equality, without braces, quotes and commas.
  private static func value(ofField field: Substring) -> String {
    let behind = field.utf8.drop { $0 != UInt8(ascii: "=") }.dropFirst()
    let kept = behind.filter { $0 != 0x7B && $0 != 0x7D && $0 != 0x22 && $0 != 0x2C }
    return String(String(decoding: kept, as: UTF8.self).trimmed)
  }

  /// Whether a line of BibTeX is of a field that may name the paper.
  private static func isField(_ line: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = line.trimmed
    let end = text.firstIndex { !$0.isLetter } ?? text.count
    guard end <= 12, text[end...].contains(UInt8(ascii: "=")) else { return false }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 12) { name in
      for index in 0..<end { name[index] = text[index].lowercased }
      return fields.contains(UnsafeBufferPointer(rebasing: name[..<end]))
    }
  }

  /// `eprint = {2004.10964}`, `url = {https://arxiv.org/abs/2004.10964}`, `doi = {10.1000/1}`
  private func readBibTeX(_ listing: Listing, _ papers: inout Papers, _ findings: inout Findings) {
    let text = listing.text
    guard text.utf8.count < 1 << 15, text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "@") else { return }
    var line = listing.line
    for content in text.lines {
      defer { line += 1 }
      guard content.withBytes(Self.isField) else { continue }
      let field = content.trimmed
      let name = Substring(field.utf8.prefix { $0.isLetter }).lowercased()
      let value = Self.value(ofField: field)
      switch name {
      case "eprint", "journal", "url", "volume", "note", "howpublished":
        let id =
          name == "eprint"
          ? Self.arXiv("arxiv " + value) : name == "url" ? Self.paper(String(value.trimmed)) : Self.arXiv(content)
        if let id {
          papers.isFound = true
          findings.add(Predicate.paper, .string(id), raw: id, lines: line...line, method: .code)
        }
      case "doi":
        let doi = value.trimmed
        if doi.hasPrefix("10.") {
          findings.add(Predicate.paper, .string(String(doi)), raw: String(doi), lines: line...line, method: .code)
        }
      default: break
      }
    }
  }
}
