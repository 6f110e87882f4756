import Records

/// Makes the `quality` records of a model: what was looked for in its documents, found, absent and contradictory.
struct QualityRules {
  func qualities(_ claims: ModelClaims, model: Model) -> [Quality] {
    let stated = claims.stated
    let conflicting = model.prov.filter { Self.isConflict($0, in: model) }.map(\.p).sorted { $0.precedes($1) }
    let boilerplate = claims.absent.filter { !stated.contains($0) }
    return CompletenessProfile.allCases.map { profile in
      var quality = Quality()
      quality.id = Identifier.derived("quality", [.string(claims.id), .string(profile.rawValue)])
      quality.subject = claims.id
      quality.profile = profile
      let missing = profile.missing(of: stated, tasks: model.tasks)
      quality.lookedFor = profile.questions(tasks: model.tasks).count
      quality.found = quality.lookedFor - missing.count
      quality.absent = claims.isRead ? missing.count : 0
      quality.failed = claims.isRead ? 0 : missing.count
      quality.missing = missing.map(\.name)
      quality.boilerplate = boilerplate
      quality.conflicting = conflicting
      quality.conflicts = conflicting.count
      quality.score = CompletenessProfile.score(found: quality.found, of: quality.lookedFor)
      return quality
    }
  }

  /// Values that no one won, and sizes too far apart to be one size rounded.
  private static func isConflict(_ prov: Prov, in model: Model) -> Bool {
    switch (prov.p, prov.status) {
    case (_, .conflicted), ("/model_type", .resolved): return true
    case ("/params_total", .resolved):
      guard let size = model.paramsTotal.map(Double.init), size > 0 else { return false }
      // 110M is how people print 109,482,240, and 7B how they print 6.7 billion.
      return prov.others.contains { abs(($0.value.double ?? size) - size) > 0.1 * size }
    default: return false
    }
  }
}
