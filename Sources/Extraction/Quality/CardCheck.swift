/// Code that looks for one kind of fault in a card. A new one is a file in `Checks/` and a line in `CardChecks.swift`.
protocol CardCheck: Sendable {
  func look(at card: CheckedCard, into remarks: inout Remarks)
}
