import Records
import Synchronization

/// Collects the data sets that models of any shard name, for one record each.
final class DatasetGathering: Sendable {
  private struct Mention: FieldTable {
    var claimCount = 0
    /// The smallest ids: the same ones whatever the order of the shards.
    var claims: [String] = []
    var models = 0
    var names: [String] = []
    var zooIds: [String: [String]] = [:]
    var unknown = UnknownFields()

    static let fields: [Field<Self>] = [
      Field("claim_count", \.claimCount), Field("claims", \.claims), Field("models", \.models),
      Field("names", \.names), Field("zoo_ids", \.zooIds),
    ]

    private static func union(_ some: [String], _ others: [String]) -> [String] {
      Set(some).union(others).sorted { $0.precedes($1) }
    }

    mutating func add(_ other: Mention) {
      claimCount += other.claimCount
      claims = Array((claims + other.claims).sorted { $0.precedes($1) }.prefix(8))
      models += other.models
      names = Self.union(names, other.names)
      zooIds.merge(other.zooIds) { Self.union($0, $1) }
    }
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
        var mention = Mention()
        mention.models = 1
        mention.claimCount = claims_.count
        for claim in claims_ {
          mention.names.append(String(claim.text.prefix(200)))
          // Only front matter and the zoo's own fields name a data set by its id.
          if claim.method == .frontMatter || claim.method == .apiField, !claim.text.contains(" ") {
            mention.zooIds[claims.zoo, default: []].append(claim.text)
          }
        }
        mention.claims = claims_.map(\.id)
        mentions[id, default: Mention()].add(mention)
      }
    }
  }

  /// What was collected, to be added to what other shards collected.
  var bytes: [UInt8] { mentions.withLock { $0 }.json }

  func add(_ bytes: [UInt8]) throws(JSONError) {
    let others = try [String: Mention](json: bytes)
    mentions.withLock { mentions in
      for (id, mention) in others { mentions[id, default: Mention()].add(mention) }
    }
  }

  var datasets: [Dataset] {
    let mentions = mentions.withLock { $0 }
    return mentions.map { id, mention in
      var dataset = Dataset()
      dataset.id = id
      let names = mention.names
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
