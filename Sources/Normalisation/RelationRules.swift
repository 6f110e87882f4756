import Records

/// Makes the `relation` records of a model: what it was made from, what it was trained and tested on, what it cites.
struct RelationRules {
  func relations(_ model: Model, _ claims: ModelClaims) -> [Relation] {
    func prov(_ pointer: String) -> [Prov] {
      model.prov.filter { $0.p == pointer }.map { entry in
        var entry = entry
        entry.p = "/to"
        return entry
      }
    }
    var relations = model.baseModels.map { base in
      relation("base_of", from: base.model, to: model.id, of: model, role: base.relation, prov("/base_models"))
    }
    relations += model.trainedOn.map { relation("trained_on", from: model.id, to: $0, of: model, prov("/trained_on")) }
    relations += model.evaluatedOn.map {
      relation("evaluated_on", from: model.id, to: $0, of: model, prov("/evaluated_on"))
    }
    relations += model.papers.map {
      relation("cites", from: model.id, to: "ref:" + Identifier.escaped($0), of: model, prov("/papers"))
    }
    return relations
  }

  private func relation(
    _ type: String, from: String, to: String, of model: Model, role: String? = nil, _ prov: [Prov]
  ) -> Relation {
    var relation = Relation()
    relation.type = type
    relation.from = from
    relation.to = to
    relation.role = role
    relation.model = model.id
    relation.prov = prov
    relation.id = Identifier.derived("relation", [.string(type), .string(from), .string(to)])
    return relation
  }
}
