import Records
import Stages

/// The data set of results that name none themselves, where the card names but one.
///
/// "fine-tuned on SQuAD2.0 … with the following results" is the only data set that the results below can be of.
extension Findings {
  /// - Parameter first: the first finding of the card; those before it are of other texts.
  mutating func nameOnlyDataset(from first: Int) {
    // By index: a finding taken out of the array would be copied with all that it holds.
    var results: [Int] = []
    var evaluated: [Int] = []
    var trained: [Int] = []
    for index in first..<all.count {
      switch all[index].predicate {
      case Predicate.evaluation: results.append(index)
      case Predicate.evaluatedOn: evaluated.append(index)
      case Predicate.trainedOn: trained.append(index)
      default: break
      }
    }
    let placeless = results.filter { all[$0].qualifiers["dataset"] == nil }
    guard !placeless.isEmpty,
      // What a package of spaCy measures is of the parts of its pipeline, each of which has its own data.
      !results.contains(where: { all[$0].qualifiers["metric"]?.string.map(Self.isOfPipeline) == true })
    else { return }
    if let name = only(evaluated) {
      // Beside rows that name a data set, one that does not is of another.
      let tables =
        placeless.count == results.count
        ? [] : Set(results.compactMap { all[$0].qualifiers["dataset"] == nil ? nil : all[$0].span.table })
      for index in placeless {
        if let table = all[index].span.table, tables.contains(table) { continue }
        qualify(index, "dataset", name)
      }
    } else if evaluated.isEmpty, placeless.count == results.count, let name = only(trained), !Self.isCorpus(name) {
      // Sentences name what else they measured on; lists and tables leave out what all know.
      var isReported = false
      for index in placeless where all[index].method != .proseRule {
        qualify(index, "dataset", name)
        // An indicator beside the data of training may be of other data.
        isReported = isReported || all[index].extractor.name != PropertiesExtractor.name
      }
      // The data set of a result that is reported is one that the model was evaluated on. What stands below a heading
      // "Dataset", and what a tool was given to split, is that of the training alone.
      if isReported, let stated = trained.first(where: { all[$0].value?.string == name }),
        !trained.allSatisfy({ all[$0].extractor.name == TrainingDataExtractor.name }), !Self.isOfTool(name)
      {
        restate(stated, as: Predicate.evaluatedOn)
      }
    } else {
      nameLogged(placeless, beside: results)
    }
  }

  /// `owner/autonlp-data-gulls`: what AutoNLP trained on a part of, and measured on the rest.
  private static func isOfTool(_ name: String) -> Bool {
    name.mentions("/autonlp-data-") || name.mentions("/autotrain-data-")
  }

  /// The last row of a training's log is on the data set of the results that were listed, which are those of that row:
  /// "Validation Loss" in a table of "Loss" in the list.
  private mutating func nameLogged(_ placeless: [Int], beside results: [Int]) {
    let listed = results.filter { all[$0].method == .list && all[$0].qualifiers["dataset"] != nil }
    guard let first = listed.first, let name = all[first].qualifiers["dataset"]?.string,
      DatasetPhrase.isName(name), listed.allSatisfy({ all[$0].qualifiers["dataset"]?.string == name })
    else { return }
    let metrics = Set(listed.compactMap { all[$0].qualifiers["metric"]?.string.map { folded($0) } })
    for index in placeless where all[index].method == .table {
      guard let metric = all[index].qualifiers["metric"]?.string.map({ folded($0) }) else { continue }
      let bare = metric.hasPrefix("validation ") ? String(metric.dropFirst("validation ".count)) : metric
      if metrics.contains(bare) { qualify(index, "dataset", name) }
    }
  }

  private static func isOfPipeline(_ metric: String) -> Bool {
    MetricName.isSpacy(metric) && pipes.contains { metric.hasPrefix($0) }
  }

  private static let pipes = ["TAG_", "POS_", "DEP_", "ENTS_", "TOKEN_", "SENTS_", "LEMMA_", "MORPH_"]

  /// The name that all findings have, however they spell it: in the spelling of the text rather than of the front matter.
  private func only(_ findings: [Int]) -> String? {
    var spelling: String?
    var isOfText = false
    for index in findings {
      guard let name = all[index].value?.string else { return nil }
      guard let known = spelling else {
        spelling = name
        isOfText = all[index].method != .frontMatter
        continue
      }
      if known == name { continue }
      guard Self.plain(known) == Self.plain(name) else { return nil }
      if all[index].method != .frontMatter {
        spelling = isOfText ? min(known, name) : name
        isOfText = true
      }
    }
    return spelling
  }

  /// `squad2` of `owner/SQuAD v2`, `squad_v2` and `SQuAD2.0`.
  private static func plain(_ name: String) -> String {
    let parts = folded(name.utf8.lastIndex(of: 0x2F).map { String(name[name.utf8.index(after: $0)...]) } ?? name).spaced
    return parts.map { part in
      let bare = part.hasSuffix(".0") ? part.dropLast(2) : part
      let isVersion = bare.hasPrefix("v") && bare.utf8.dropFirst().first?.isDigit == true
      return isVersion ? bare.dropFirst() : bare
    }.joined()
  }

  /// Text that models learn a language from, which few are measured on.
  private static func isCorpus(_ name: String) -> Bool {
    withFolded(name) { name in
      name.containsPart(separatedBy: 0x20) { word in corpora.contains(word) || word.has("wiki", at: 0) }
    }
  }

  private static let corpora = Lexicon<Bool>([
    "oscar", "bookcorpus", "books", "c4", "mc4", "cc100", "ccnet", "commoncrawl", "crawl", "openwebtext", "webtext",
    "pile", "corpus", "corpora", "tweets", "text", "opus", "news", "pubmed",
  ])
}
