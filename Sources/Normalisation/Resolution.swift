import Records

/// How claims about one value become the value, and what is remembered of those that lost.
///
/// Precedence and conflict policies are those of the metadata model, C.5: by method as the predicate's group says, then
/// who says so, then confidence, then id, so that the outcome never depends on the order of input.
struct Resolution {
  /// Winner first.
  let claims: [Claim]

  /// - Parameter leading: the pointer of the field whose claims come before all others.
  init(_ claims: [Claim], order: [Method], ledBy leading: String? = nil) {
    func rank(_ claim: Claim) -> Int {
      if let leading, claim.span.pointer == leading { return -1 }
      return order.firstIndex(of: claim.method) ?? order.count
    }
    self.claims = claims.sorted { left, right in
      let (a, b) = (rank(left), rank(right))
      if a != b { return a < b }
      let (c, d) = (Self.standing(left.by), Self.standing(right.by))
      if c != d { return c < d }
      if left.confidence != right.confidence { return left.confidence > right.confidence }
      return left.id.precedes(right.id)
    }
  }

  private static func standing(_ asserter: Asserter) -> Int {
    switch asserter {
    case .firstParty: 0
    case .hub: 1
    case .thirdParty: 2
    case .pipeline, .unknown: 3
    }
  }

  /// The value of the first claim, with the agreement of the others.
  ///
  /// - Parameter meaning: what two claims must share to agree.
  func winner(at pointer: String, meaning: (Claim) -> String) -> Prov? {
    guard let first = claims.first else { return nil }
    var prov = base(pointer, meaning)
    prov.confidence = first.confidence
    if claims.count == 1 {
      prov.status = .single
      prov.rule = "only"
    } else if prov.distinct == 1 {
      prov.status = .agreed
      prov.rule = "equal"
    } else {
      prov.status = .resolved
      prov.rule = "precedence"
      prov.others = others(than: meaning(first), meaning)
    }
    return prov
  }

  /// All values together.
  func union(at pointer: String, meaning: (Claim) -> String) -> Prov? {
    guard !claims.isEmpty else { return nil }
    var prov = base(pointer, meaning)
    prov.confidence = claims.map(\.confidence).min() ?? 0
    prov.status = claims.count == 1 ? .single : prov.distinct == 1 ? .agreed : .resolved
    prov.rule = claims.count == 1 ? "only" : "union"
    return prov
  }

  /// Values that exclude each other, none of them chosen.
  func conflict(at pointer: String, meaning: (Claim) -> String) -> Prov? {
    guard !claims.isEmpty else { return nil }
    var prov = base(pointer, meaning)
    prov.confidence = 0
    prov.status = .conflicted
    prov.rule = "no winner"
    prov.others = others(than: nil, meaning)
    return prov
  }

  private func base(_ pointer: String, _ meaning: (Claim) -> String) -> Prov {
    var prov = Prov()
    prov.p = pointer
    prov.claims = claims.prefix(8).map(\.id)
    prov.n = claims.count
    prov.distinct = Set(claims.map(meaning)).count
    return prov
  }

  private func others(than winner: String?, _ meaning: (Claim) -> String) -> [OtherValue] {
    var counts: [(key: String, first: Claim, n: Int)] = []
    for claim in claims {
      let key = meaning(claim)
      if key == winner { continue }
      if let index = counts.firstIndex(where: { $0.key == key }) {
        counts[index].n += 1
      } else {
        counts.append((key, claim, 1))
      }
    }
    return counts.prefix(5).map { entry in
      var other = OtherValue()
      other.value = entry.first.value ?? .null
      other.n = entry.n
      other.claim = entry.first.id
      return other
    }
  }
}

extension Claim {
  /// The value as text: what it spells, or its JSON.
  var text: String { value?.text ?? "" }
}

/// The orders of precedence of the metadata model, C.5; earlier methods win.
enum Precedence {
  static let size: [Method] = [
    .header, .configFile, .apiField, .structuredFile, .frontMatter, .table, .list, .proseRule,
  ]
  static let architecture: [Method] = [.configFile, .apiField, .structuredFile, .frontMatter, .filename, .proseRule]
  static let statement: [Method] = [
    .frontMatter, .structuredFile, .apiField, .table, .list, .proseRule, .code, .inference,
  ]
  static let hyperparameter: [Method] = [.code, .configFile, .list, .structuredFile, .frontMatter, .table, .proseRule]
}
