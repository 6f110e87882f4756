import Foundation

/// The catalogue as the client holds it: column by column, in rank order, cut into parts that each are one small file.
///
/// `catalogue.js` gives the dictionaries (each facet's terms, most frequent first, with their counts over everything)
/// and the number of rows; `rows-0000.js` onward give the columns. A term is written as its place in the dictionary; a
/// field with many terms as a list. `unmapped` are the places of terms that stand as printed. Unknown is null. Days are counted from 1970. `disputes` has, by row, what a card
/// reports that our measurement contradicts.
struct CatalogueColumns {
  static let rowsPerPart = 4096

  /// A facet's name in the data, and its terms for a row.
  private static let facets: [(name: String, terms: @Sendable (CatalogueRow) -> [String])] = [
    ("zoo", { [$0.zoo] }),
    ("task", { $0.tasks }),
    ("library", { $0.libraries }),
    ("licence", { $0.licence.map { [$0] } ?? [] }),
    ("use", { [$0.commercialUse.rawValue] }),
    ("language", { $0.languages }),
    ("evaluated", { [$0.isEvaluated ? "yes" : "no"] }),
    ("reports", { $0.reports.map { [$0.facet] } ?? [] }),
    ("card", { [$0.hasCard.map { $0 ? "yes" : "no" } ?? "unknown"] }),
  ]

  /// The numbers of a row; the catalogue leaves out those that no model has.
  static let numbers: [(name: String, title: String, value: @Sendable (CatalogueRow) -> Double?)] = [
    ("parameters", "Parameters", { $0.parameters.map(Double.init) }),
    ("bytes", "Size", { $0.bytes.map(Double.init) }),
    ("accuracy", "Accuracy measured", { $0.accuracy?.value }),
    ("downloads", "Downloads", { $0.downloads.map(Double.init) }),
    ("likes", "Likes", { $0.likes.map(Double.init) }),
    ("updated", "Updated", { $0.updated.flatMap(day).map(Double.init) }),
  ]

  /// The titles of the numbers that no row has, by name.
  static func absent(in rows: [CatalogueRow]) -> [(name: String, title: String)] {
    numbers.filter { number in !rows.contains { number.value($0) != nil } }.map { ($0.name, $0.title) }
  }

  let dictionaries: ViewValue
  let parts: [ViewValue]

  /// Columns of rows that are in rank order; `page` gives each model's page, or nil for those without one of their own.
  init(rows: [CatalogueRow], page: (CatalogueRow) -> String?) {
    let unmapped = Set(rows.flatMap(\.unmappedTasks))
    var terms: [(name: String, terms: ViewValue, counts: ViewValue, unmapped: ViewValue)] = []
    var codes: [[String: Int]] = []
    for facet in Self.facets {
      var counts: [String: Int] = [:]
      for row in rows { for term in Set(facet.terms(row)) { counts[term, default: 0] += 1 } }
      let ordered = counts.sorted {
        $0.value != $1.value ? $0.value > $1.value : $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }
      codes.append(Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1.key, $0) }))
      let asPrinted = facet.name == "task" ? ordered.indices.filter { unmapped.contains(ordered[$0].key) } : []
      terms.append(
        (
          facet.name, .texts(ordered.map(\.key)), .list(ordered.map { .integer($0.value) }),
          .list(asPrinted.map(ViewValue.integer))
        ))
    }
    dictionaries = .object([
      ("rows", .integer(rows.count)),
      ("parts", .integer((rows.count + Self.rowsPerPart - 1) / Self.rowsPerPart)),
      ("shards", .integer(RecordShards.count(for: rows.count))),
      ("absent", .texts(Self.absent(in: rows).map(\.name))),
      (
        "facets",
        .list(
          terms.map {
            .object([("name", .text($0.name)), ("terms", $0.terms), ("counts", $0.counts), ("unmapped", $0.unmapped)])
          })
      ),
    ])
    parts = stride(from: 0, to: rows.count, by: Self.rowsPerPart).map { start in
      Self.part(rows[start..<min(start + Self.rowsPerPart, rows.count)], codes: codes, page: page)
    }
  }

  private static func part(
    _ rows: ArraySlice<CatalogueRow>, codes: [[String: Int]], page: (CatalogueRow) -> String?
  ) -> ViewValue {
    var members: [(String, ViewValue)] = [
      ("names", .texts(rows.map(\.nativeID))),
      (
        "pages",
        .list(
          rows.map { row in
            guard let path = page(row) else { return 0 }
            return path == "models/\(row.key)/index.html" ? 1 : .text(path)
          })
      ),
    ]
    for (facet, codes) in zip(facets, codes) {
      members.append(
        (
          facet.name,
          .list(
            rows.map { row in
              // In the record's own order, so that the list leads with what the model's page leads with.
              var seen: Set<Int> = []
              let found = facet.terms(row).compactMap { codes[$0] }.filter { seen.insert($0).inserted }
              return found.count == 1 ? .integer(found[0]) : .list(found.map(ViewValue.integer))
            })
        ))
    }
    for number in numbers {
      members.append((number.name, .list(rows.map { .number(number.value($0) ?? .nan) })))
    }
    let disputes = rows.enumerated().compactMap { place, row in
      row.reports?.dispute.map { ("\(place)", ViewValue.text($0)) }
    }
    if !disputes.isEmpty { members.append(("disputes", .object(disputes))) }
    return .object(members)
  }

  /// The days from 1970-01-01 to a `YYYY-MM-DD` (Howard Hinnant, "chrono-compatible low-level date algorithms").
  static func day(_ date: String) -> Int? {
    let fields = date.prefix(10).split(separator: "-").map { Int($0) }
    guard fields.count == 3, let year = fields[0], let month = fields[1], let day = fields[2],
      (1...12).contains(month), (1...31).contains(day), (0...9999).contains(year)
    else { return nil }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
