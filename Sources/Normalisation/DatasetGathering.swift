import Records
import Synchronization

/// Collects the data sets that models of any shard name, for one record each.
final class DatasetGathering: Sendable {
  private struct Mention {
    var names: Set<String> = []
    var zooIds: [String: Set<String>] = [:]
    var models = 0
    /// The smallest ids: the same ones whatever the order of the shards.
    var claims: [String] = []
    var claimCount = 0
  }

  private let vocabularies: Vocabularies
  private let mentions = Mutex<[String: Mention]>([:])

  init(_ vocabularies: Vocabularies) { self.vocabularies = vocabularies }

  func add(_ claims: ModelClaims) {
    let named = claims[Predicate.trainedOn] + claims[Predicate.evaluatedOn]
    var byDataset: [String: [Claim]] = [:]
    for claim in named { byDataset[vocabularies.dataset(claim.text, zoo: claims.zoo), default: []].append(claim) }
    mentions.withLock { mentions in
      for (id, claims_) in byDataset {
        var mention = mentions[id] ?? Mention()
        mention.models += 1
        mention.claimCount += claims_.count
        for claim in claims_ {
          mention.names.insert(String(claim.text.prefix(200)))
          // Only front matter and the zoo's own fields name a data set by its id.
          if claim.method == .frontMatter || claim.method == .apiField, !claim.text.contains(" ") {
            mention.zooIds[claims.zoo, default: []].insert(claim.text)
          }
        }
        mention.claims = Array((mention.claims + claims_.map(\.id)).sorted { $0.precedes($1) }.prefix(8))
        mentions[id] = mention
      }
    }
  }

  var datasets: [Dataset] {
    let mentions = mentions.withLock { $0 }
    return mentions.map { id, mention in
      var dataset = Dataset()
      dataset.id = id
      let names = mention.names.sorted { $0.precedes($1) }
      if id.hasPrefix("dataset:"), let term = vocabularies.datasets.terms[String(id.dropFirst("dataset:".count))] {
        dataset.name = term.label
        dataset.canon = id
      } else {
        dataset.name = names.first ?? id
      }
      dataset.aliases = Array(names.prefix(50))
      dataset.zooIds = mention.zooIds.compactMapValues { $0.min { $0.precedes($1) } }
      dataset.modelsN = mention.models
      var prov = Prov()
      prov.p = "/name"
      prov.claims = mention.claims
      prov.n = mention.claimCount
      prov.distinct = names.count
      prov.status = names.count == 1 ? (mention.claimCount == 1 ? .single : .agreed) : .resolved
      prov.rule = id.hasPrefix("dataset:") ? "vocabulary" : "as printed"
      prov.confidence = 1
      dataset.prov = [prov]
      return dataset
    }
  }
}
