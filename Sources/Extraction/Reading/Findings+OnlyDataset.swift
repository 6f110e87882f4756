import Records
import Stages

/// The data set of results that name none themselves, where the card names but one.
///
/// "fine-tuned on SQuAD2.0 … with the following results" is the only data set that the results below can be of.
extension Findings {
  /// - Parameter first: the first finding of the card; those before it are of other texts.
  mutating func nameOnlyDataset(from first: Int) {
    // By index: a finding taken out of the array would be copied with all that it holds.
    let results = (first..<all.count).filter { all[$0].predicate == Predicate.evaluation }
    if results.isEmpty { return }
    var evaluated: [Int] = []
    var trained: [Int] = []
    var told: [Int] = []
    var loaded: [Int] = []
    for index in first..<all.count {
      switch all[index].predicate {
      // Programs spell otherwise what they load than sentences do.
      case Predicate.evaluatedOn where all[index].method == .code: loaded.append(index)
      case Predicate.evaluatedOn: evaluated.append(index)
      // What a paragraph on the data says of it may spell it otherwise than where the model was said to be trained on it.
      case Predicate.trainedOn where all[index].isTold: told.append(index)
      case Predicate.trainedOn: trained.append(index)
      default: break
      }
    }
    if trained.isEmpty { trained = told }
    if evaluated.isEmpty { evaluated = loaded }
    nameInMetrics(results, evaluated + trained)
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
    } else if evaluated.isEmpty, placeless.count == results.count, case let tuned = tuned(trained),
      let name = only(tuned)
    {
      // Sentences name what else they measured on, if they do not say on which part of the only one; lists and tables
      // leave out what all know.
      var isReported = false
      for index in placeless where all[index].method != .proseRule || all[index].qualifiers["split"] != nil {
        qualify(index, "dataset", name)
        // An indicator beside the data of training may be of other data.
        isReported = isReported || all[index].extractor.name != PropertiesExtractor.name
      }
      // The data set of a result that is reported is one that the model was evaluated on. What stands below a heading
      // "Dataset", and what a tool was given to split, is that of the training alone; of several spellings none is sure
      // to be what it was.
      let plain = Self.plain(name)
      if isReported, let stated = trained.first(where: { all[$0].value?.string == name && isOfResults(all[$0]) }),
        !trained.allSatisfy({ all[$0].extractor.name == TrainingDataExtractor.name }), !Self.isOfTool(name),
        tuned.allSatisfy({ all[$0].value?.string.map(Self.plain) == plain })
      {
        restate(stated, as: Predicate.evaluatedOn)
      }
    } else {
      nameLogged(placeless, beside: results, trained: trained)
    }
  }

  /// Whether what a model was trained on is what its results are of: a tuned model's are, but those of one that was
  /// "pre-trained on ImageNet" may be of anything.
  private func isOfResults(_ finding: Finding) -> Bool {
    finding.extractor.name != ProseDatasetExtractor.name || finding.qualifiers["stage"]?.string == "finetune"
  }

  /// "F1 CV PondQA (in domain)": a metric that has the name of the data set in it.
  private mutating func nameInMetrics(_ results: [Int], _ sets: [Int]) {
    let open = results.filter { all[$0].method == .table && all[$0].qualifiers["dataset"] == nil }
    guard !open.isEmpty, !sets.isEmpty, sets.count <= 16 else { return }
    var restated: Set<Int> = []
    let names = sets.compactMap { set -> (set: Int, part: String)? in
      guard let name = all[set].value?.string, name.utf8.count > 3 else { return nil }
      return (set, " " + name)
    }
    for index in open {
      guard let metric = all[index].qualifiers["metric"]?.string, (8...60).contains(metric.utf8.count) else { continue }
      guard let named = names.first(where: { metric.holds($0.part) }) else { continue }
      qualify(index, "dataset", String(named.part.dropFirst()))
      if all[named.set].predicate == Predicate.trainedOn { restated.insert(named.set) }
    }
    for set in restated.sorted() { restate(set, as: Predicate.evaluatedOn) }
  }

  /// `owner/autonlp-data-gulls`: what AutoNLP trained on a part of, and measured on the rest.
  private static func isOfTool(_ name: String) -> Bool {
    name.mentions("/autonlp-data-") || name.mentions("/autotrain-data-")
  }

  /// The last row of a training's log is on the data set of the results that were listed, which are those of that row:
  /// "Validation Loss" in a table of "Loss" in the list. Where none were, it is on what the model was trained on.
  private mutating func nameLogged(_ placeless: [Int], beside results: [Int], trained: [Int]) {
    let listed = results.filter { all[$0].method == .list && all[$0].qualifiers["dataset"] != nil }
    guard let first = listed.first else { return nameLogged(placeless, trained: trained) }
    guard let name = all[first].qualifiers["dataset"]?.string,
      DatasetPhrase.isName(name) || trained.contains(where: { all[$0].value?.string == name }),
      listed.allSatisfy({ all[$0].qualifiers["dataset"]?.string == name })
    else { return }
    let metrics = Set(listed.compactMap { all[$0].qualifiers["metric"]?.string.map { folded($0) } })
    for index in placeless where all[index].method == .table {
      guard let metric = all[index].qualifiers["metric"]?.string.map({ folded($0) }) else { continue }
      let bare = metric.begins(with: "validation ") ? String(metric.dropFirst("validation ".count)) : metric
      if metrics.contains(bare) { qualify(index, "dataset", name) }
    }
  }

  /// The row that has a "Validation Loss", where the text names but one set of data to train on.
  private mutating func nameLogged(_ placeless: [Int], trained: [Int]) {
    guard let loss = placeless.first(where: { all[$0].qualifiers["metric"]?.string == "Validation Loss" }),
      let table = all[loss].span.table, let name = only(trained), !Self.isCorpus(name)
    else { return }
    for index in placeless where all[index].span.table == table { qualify(index, "dataset", name) }
  }

  private static func isOfPipeline(_ metric: String) -> Bool {
    MetricName.isSpacy(metric) && pipes.contains { metric.begins(withText: $0) }
  }

  private static let pipes = ["TAG_", "POS_", "DEP_", "ENTS_", "TOKEN_", "SENTS_", "LEMMA_", "MORPH_"]

  /// The sets that a model was trained on without what a language was learned from, if the text names any of them.
  private func tuned(_ trained: [Int]) -> [Int] {
    let sets = trained.filter { all[$0].value?.string.map(Self.isCorpus) == false }
    return sets.count == trained.count || sets.contains { all[$0].method != .frontMatter } ? sets : []
  }

  /// The name that all findings have, however they spell it and whatever they add: "Common Voice" beside "Common Voice fi",
  /// "SQuAD v1.1" beside `squad`. In the spelling of the text rather than of the front matter.
  private func only(_ findings: [Int]) -> String? {
    var names: [DatasetSpelling] = []
    for index in findings {
      guard let name = all[index].value?.string else { return nil }
      let isOfText = all[index].method != .frontMatter
      if let known = names.firstIndex(where: { $0.text == name }) {
        names[known].isOfText = names[known].isOfText || isOfText
      } else if names.count < 8 {
        names.append(DatasetSpelling(text: name, plain: Self.plain(name), isOfText: isOfText))
      } else {
        return nil
      }
    }
    names.sort { ($0.plain.utf8.count, $0.text) < ($1.plain.utf8.count, $1.text) }
    guard let shortest = names.first,
      zip(names, names.dropFirst()).allSatisfy({ before, name in
        // The front matter may tell several parts of what the text names.
        name.plain == before.plain || name.isLonger(than: before)
          || shortest.isOfText && !name.isOfText && name.isLonger(than: shortest)
      })
    else { return nil }
    var found = shortest
    for name in names.dropFirst() {
      let isVersion = name.plain.utf8.dropFirst(found.plain.utf8.count).allSatisfy { $0.isDigit || $0 == 0x2E }
      let isSame = name.plain == found.plain
      if name.isOfText && !found.isOfText || name.isOfText == found.isOfText && isVersion && !isSame { found = name }
    }
    return found.text
  }

  /// `squad2` of `owner/SQuAD v2`, `squad_v2` and `SQuAD2.0`.
  private static func plain(_ name: String) -> String {
    let parts = folded(name.utf8.lastIndex(of: 0x2F).map { String(name[name.utf8.index(after: $0)...]) } ?? name).spaced
    return parts.map { part in
      let bare = part.ends(with: ".0") ? part.dropLast(2) : part
      let isVersion = bare.begins(with: "v") && bare.utf8.dropFirst().first?.isDigit == true
      return isVersion ? bare.dropFirst() : bare
    }.joined()
  }

  /// Text that models learn a language from, which few are measured on; what a tool was given may be called by any word.
  private static func isCorpus(_ name: String) -> Bool {
    // What AutoNLP's data set is called tells what is in it: `owner/autonlp-data-gull-tweets`.
    if isOfTool(name) || KnownDatasets.has(name) { return false }
    return withFolded(name) { name in
      name.containsPart(separatedBy: 0x20) { word in corpora.contains(word) || word.has("wikip", at: 0) }
    }
  }

  private static let corpora = Lexicon<Bool>([
    "oscar", "bookcorpus", "books", "c4", "mc4", "cc100", "ccnet", "commoncrawl", "crawl", "openwebtext", "webtext",
    "pile", "corpus", "corpora", "tweets", "text", "opus", "news", "pubmed",
    "wiki", "wikis", "wikicorpus", "wikitext", "wiki40b",
  ])
}

extension Finding {
  /// Whether it is a data set that a paragraph on the data tells of.
  fileprivate var isTold: Bool { method == .proseRule && extractor.name == TrainingDataExtractor.name }
}

/// How findings spell a data set.
private struct DatasetSpelling {
  var text: String
  /// What the spellings of one name have in common.
  var plain: String
  var isOfText: Bool

  /// Whether it begins with the other, and tells more closely what is meant.
  func isLonger(than other: DatasetSpelling) -> Bool {
    other.plain.utf8.count > 3 && plain.begins(withText: other.plain)
  }
}
