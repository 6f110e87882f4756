import Markdown
import Records
import Stages
import YAML

/// Reads papers (arXiv, DOI, proceedings) and code repositories from links and citations.
struct LinksExtractor: CardExtractor {
  static let name = "links"
  static let summary = "Read links to papers and code."
  static let version = 20
  static let method = Method.proseRule
  static let confidence = 0.8

  func read(_ card: Card, into findings: inout Findings) {
    var papers = Papers()
    var repositories: Set<String> = []
    let names = card.names + [card.frontMatter("title")?.text.map { folded($0) }].compactMap { $0 }
    for (_, passage) in card.passages(about: [.digits, .marked, .address]) {
      if passage.signals.contains(.digits), card.topic(ofSection: passage.section).isCitation {
        readPrinted(passage, names, &papers)
      }
      guard !passage.text.spans.isEmpty || passage.signals.contains(.address) else { continue }
      LinkContext.forEach(in: passage, where: Self.isRead) { link in
        read(link, in: passage, card, names, &papers, &repositories, &findings)
      }
    }
    for banner in card.banners {
      LinkContext.forEach(in: banner, where: Self.isRead) { link in
        read(link, in: banner, card, names, &papers, &repositories, &findings)
      }
    }
    papers.addReferences(to: &findings)
    readClones(card, names, &repositories, &findings)
    for table in card.tables where table.header.count == 2 { readTable(table, &papers, &findings) }
    let hasAlgorithm = Self.hasAlgorithm(card)
    readSummaries(card, hasAlgorithm: hasAlgorithm, &papers, &findings)
    readCited(card, &repositories, &findings)
    let citations = card.listings.filter {
      $0.mentions.contains(.paper) && !Self.isOfPart($0, card, hasAlgorithm: hasAlgorithm)
    }
    // Beside the model's own paper, that of a data set may be cited.
    let entries = citations.reduce(0) { $0 + Self.entries(in: $1.text) }
    for listing in citations { readBibTeX(listing, isOnly: entries < 2, &papers, &findings) }
    papers.addMentioned(to: &findings)
  }

  private static func isRead(_ url: String) -> Bool {
    url.withBytes { $0.count < 400 && $0.has("http", at: 0) && hosts.groups(in: $0) != 0 }
  }

  /// Papers that are mentioned without a word of why: of these, one counts where no other paper is named.
  private struct Papers {
    var isFound = false
    var mentioned: (id: String, line: Int)?
    /// The works of a list of references, and whether each has the model's name in its title.
    var references: [(id: String, line: Int, isOwn: Bool, isLinked: Bool)] = []

    /// Of works that a model refers to, those called after it are its own, if any is. Of printed ids the same holds where
    /// no paper was linked before.
    mutating func addReferences(to findings: inout Findings) {
      let isAnyOwn = references.contains(where: \.isOwn)
      let isFoundBefore = isFound
      for reference in references
      where reference.isOwn || !isAnyOwn && (reference.isLinked || !isFoundBefore) {
        isFound = true
        findings.add(
          Predicate.paper, .string(reference.id), raw: reference.id, lines: reference.line...reference.line)
      }
    }

    func addMentioned(to findings: inout Findings) {
      guard !isFound, let mentioned else { return }
      findings.add(
        Predicate.paper, .string(mentioned.id), raw: mentioned.id, lines: mentioned.line...mentioned.line,
        confidence: 0.6)
    }
  }

  private func read(
    _ link: LinkContext, in passage: Passage, _ card: Card, _ names: [String], _ papers: inout Papers,
    _ repositories: inout Set<String>, _ findings: inout Findings
  ) {
    let topic = card.topic(ofSection: passage.section)
    let isNamedPaper = link.isPaper(of: names)
    // Papers and code of data sets and of what is compared with stand where those are told.
    guard topic != .trainingData || isNamedPaper || link.isOfSteps,
      topic != .limitations || isNamedPaper || link.isOnlyPaper || link.isOfRelease,
      !link.isOfData, !link.isInBracketsOfData
    else { return }
    if let repository = Self.repository(link.url, isLibrary: link.mayBeOfLibrary) {
      if link.isNoCode || link.isWhereDataIs || Self.isOnSoftware(passage, card) { return }
      let name = repository.utf8.lastIndex(of: 0x2F).map { repository[repository.utf8.index(after: $0)...] }
      guard
        link.isAboutCode || link.names(names, name ?? repository[...]) || Self.isHome(passage, card)
          || link.isMore(on: names) || link.isCalled(names) || Self.isImported(name ?? repository[...], card)
          || Self.isOfBase(link, findings) || Self.isReferred(link, card)
      else {
        return
      }
      repositories.insert(repository.lowercased())
      let isFolder = Self.isFolder(link.url) && !LinkContext.isNamed(name ?? repository[...], like: names)
      let value = isFolder ? Self.withoutSlash(link.url) : repository
      findings.add(Predicate.codeRepo, .string(value), raw: value, lines: link.line...link.line)
      return
    }
    let isOwnTopic =
      topic == .other || topic == .description || topic.isCitation
      // Open Model Zoo describes its models under "Use Case and High-Level Description".
      || card.document.sections[passage.section].title.mentions("Description")
    let isOwnPaper = link.isOwnPaper || isNamedPaper
    let isPaper =
      link.isPaper || isOwnPaper || isOwnTopic && link.isPointedPaper
      || topic == .references && passage.isItem && link.url.ends(with: ".pdf") && !link.url.mentions("icense")
    guard
      let paper = Self.paper(link.url, isCited: topic.isCitation)
        ?? (isPaper && Self.isDocument(link, isNamed: isNamedPaper) ? Self.withoutPlace(link.url) : nil),
      !Self.tools.contains(paper), !Self.isOfArchive(paper),
      // Who is thanked for theirs wrote none of the model's.
      !card.document.sections[passage.section].title.mentions("cknowledg")
    else { return }
    let line = Self.line(of: paper, near: link.line, passage, card)
    if isPaper || link.isTitle || isOwnTopic && link.isIntroduction(names) || topic.isCitation {
      guard isOwnTopic || topic != .evaluation || isOwnPaper || link.isOnlyPaper else { return }
      if topic == .references, passage.isItem {
        papers.references.append((paper, line, link.isTitled(names), true))
        return
      }
      papers.isFound = true
      findings.add(Predicate.paper, .string(paper), raw: paper, lines: line...line)
    } else if isOwnTopic, !link.isComparison, !link.isPart, papers.mentioned == nil {
      papers.mentioned = (paper, line)
    }
  }

  /// "Otter, A. The Otter Model of Rivers. arXiv:2005.07503 (2020)", "CoRR, abs/2005.07503", where no paper is linked.
  private func readPrinted(_ passage: Passage, _ names: [String], _ papers: inout Papers) {
    let text = passage.text.text
    guard text.mentions("arXiv:") || text.mentions(" abs/"), !text.mentions("http") else { return }
    let isLinked = passage.text.spans.contains { span in
      guard case .link(let url) = span.kind else { return false }
      return Self.paper(url) != nil
    }
    guard !isLinked else { return }
    var offset = 0
    for content in text.lines {
      defer { offset += content.utf8.count + 1 }
      let isPrinted = content.mentions("arXiv:") || content.mentions(" abs/")
      guard isPrinted, let id = Self.arXiv("arxiv " + content), !Self.tools.contains(id) else { continue }
      papers.references.append((id, passage.line(at: offset), LinkContext.isTitled(names, content), false))
    }
  }

  /// "[otter-base-multilingual](https://github.com/river/otter/blob/master/multilingual.md)": the model that this one was made
  /// from, which leads to its code.
  private static func isOfBase(_ link: LinkContext, _ findings: Findings) -> Bool {
    guard link.text.utf8.contains(0x2D), link.text.utf8.count <= 60 else { return false }
    // By index: findings that are taken out of the array are copied. Base models are read first.
    return findings.all.indices.prefix(200).contains { index in
      findings.all[index].predicate == Predicate.baseModel
        && findings.all[index].value?.string.map { $0.lowercased() == link.text.trimmed.lowercased() } == true
    }
  }

  /// "[3] https://github.com/river/otter", where the card says "in our GitHub repository [3]".
  private static func isReferred(_ link: LinkContext, _ card: Card) -> Bool {
    guard link.isBare, case let mark = link.before.trimmed, mark.utf8.count <= 5, mark.utf8.first == 0x5B,
      mark.utf8.last == 0x5D, mark.utf8.dropFirst().first?.isDigit == true
    else { return false }
    return card.passages.prefix(24).contains {
      $0.text.text.utf8.count < 4000 && $0.text.text.holds("epository " + mark)
    }
  }

  /// Whether nothing but the address stands under a heading that promises the code: "Homepage".
  private static func isHome(_ passage: Passage, _ card: Card) -> Bool {
    passage.text.text.utf8.count <= 100 && homes.contains(folded(card.document.sections[passage.section].title))
  }

  /// Whether a list tells what software the model was made with.
  private static func isOnSoftware(_ passage: Passage, _ card: Card) -> Bool {
    passage.isItem && card.document.sections[passage.section].title == "Software"
  }

  private static let homes = Lexicon<Bool>([
    "homepage", "github", "repository", "code", "source code", "github repository", "source", "project page",
    "original repository", "model repository", "official repository", "查看代码", "代码", "源代码",
  ])

  /// The line that an id stands on, where a link is broken over several.
  private static func line(of id: String, near line: Int, _ passage: Passage, _ card: Card) -> Int {
    let last = card.document.blocks[passage.block].lines.upperBound
    guard line < last else { return line }
    var id = id
    return id.withUTF8 { id in
      (line...min(last, line + 8)).first { card.source.line($0).offset(of: id, from: 0) != nil }
    } ?? line
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

  /// OpenMMLab's pages fold the papers of a model's parts into summaries, under comments that say of which part:
  /// `<!-- [ALGORITHM] -->`, then `<summary><a href="https://arxiv.org/abs/2107.11291">RLE</a></summary>`. That of a backbone
  /// is the model's where it is no part of an algorithm.
  private func readSummaries(_ card: Card, hasAlgorithm: Bool, _ papers: inout Papers, _ findings: inout Findings) {
    var isOwn = false
    let blocks = card.document.blocks
    for index in blocks.indices {
      guard case .html(let html) = blocks[index].content, html.utf8.count < 4000 else { continue }
      if html.mentions("<!-- [") {
        isOwn = html.mentions("[ALGORITHM]") || !hasAlgorithm && html.mentions("[BACKBONE]")
      }
      guard isOwn, html.mentions("<summary"), let link = html.place(of: "href=\"") else { continue }
      let address = String(html[link.upperBound...].prefix { $0 != "\"" })
      guard address.utf8.count < 400, let paper = Self.paper(address, isCited: true) else { continue }
      let line = blocks[index].lines.lowerBound + html[..<link.lowerBound].utf8.count { $0 == 0x0A }
      papers.isFound = true
      findings.add(Predicate.paper, .string(paper), raw: paper, lines: line...line)
    }
  }

  /// Whether what a link calls a paper may be one, by its address.
  private static func isDocument(_ link: LinkContext, isNamed: Bool) -> Bool {
    link.url.withBytes { elsewhere.groups(in: $0) } == 0
      && (link.isPaper || isNamed || link.url.ends(with: ".pdf") || link.url.mentions("paper"))
  }

  private static let elsewhere = Phrases([
    [
      "huggingface.co", "github", "youtu", "twitter", "medium.com", "blog", "kaggle", "colab", "drive.google",
      "wikipedia", "tfhub.dev",
    ]
  ])

  /// Whether a DOI is of an archive of data.
  private static func isOfArchive(_ paper: String) -> Bool {
    ["10.17632/", "10.7910/", "10.6084/", "10.21227/", "10.34740/", "10.13026/"].contains { paper.begins(with: $0) }
  }

  /// The papers of what cards are made with: the calculator of emissions that a template cites, and usual optimisers.
  private static let tools: Set<String> = ["1910.09700", "1412.6980", "1711.05101"]

  /// What addresses that are read have in them; few links do.
  private static let hosts = Phrases([
    [
      "rxiv", "rXiv", "doi.org/10.", "aclweb.org/anthology/", "aclanthology.org/", "openreview.net/", "papers.nips.cc/",
      "openaccess.thecvf.com/", "proceedings.", "papers.neurips.cc/", "ieeexplore.", "link.springer.com/",
      "ojs.aaai.org/", "isca-speech.org/", "/hal-", "dl.acm.org/doi/", "github.com/", "gitlab.com/", "bitbucket.org/",
      ".pdf", "paper", ".google/", "semanticscholar.org/", "nature.com/articles/", "sciencedirect.com/science/",
      "academic.oup.com/", "id.nii.ac.jp/",
    ]
  ])

  private static let fields = Lexicon<Bool>([
    "eprint", "journal", "url", "volume", "note", "howpublished", "doi", "eid", "pdf",
  ])

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

  /// `eprint = {2004.10964}`, `volume = {abs/2004.10964}`, `url = {https://arxiv.org/abs/2004.10964}`, `doi = {10.1000/1}`
  private func readBibTeX(_ listing: Listing, isOnly: Bool, _ papers: inout Papers, _ findings: inout Findings) {
    let text = listing.text
    guard text.utf8.count < 1 << 15, text.utf8.first(where: { $0 > 0x20 }) == UInt8(ascii: "@") else { return }
    var line = listing.line
    var isOfData = false
    for content in text.lines {
      defer { line += 1 }
      if !isOnly, let first = content.trimmed.utf8.first, first == 0x40 || first | 0x20 == UInt8(ascii: "t") {
        if first == 0x40 { isOfData = false }
        let isTitle = withLowercased(content.trimmed.prefix(5)) { $0.elementsEqual("title".utf8) }
        if isTitle { isOfData = content.mentions("Dataset") || content.mentions(" Corpus") }
      }
      guard !isOfData, content.withBytes(Self.isField) else { continue }
      let field = content.trimmed
      let name = Substring(field.utf8.prefix { $0.isLetter }).lowercased()
      let value = Self.value(ofField: field)
      switch name {
      case "eprint", "journal", "url", "volume", "note", "howpublished", "eid", "pdf":
        let id =
          name == "url" || name == "pdf" || name == "eprint" && value.trimmed.begins(with: "http")
          ? Self.paper(String(value.trimmed), isCited: true)
          : name == "eprint" || value.begins(with: "abs/") ? Self.arXiv("arxiv " + value) : Self.arXiv(content)
        if let id {
          papers.isFound = true
          findings.add(Predicate.paper, .string(id), raw: id, lines: line...line, method: .code)
        }
      case "doi":
        let doi = value.trimmed
        if doi.begins(with: "10.") {
          // "10.48550/ARXIV.2005.07503" is what arXiv gives its papers.
          if doi.begins(with: "10.48550/"), let id = Self.arXiv(doi) {
            papers.isFound = true
            findings.add(Predicate.paper, .string(id), raw: id, lines: line...line, method: .code)
            continue
          }
          findings.add(Predicate.paper, .string(String(doi)), raw: String(doi), lines: line...line, method: .code)
        }
      default: break
      }
    }
  }
}
