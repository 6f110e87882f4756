import Records
import Stages

/// Cards that are read side by side: each extractor reads all of them before the next one begins.
///
/// The code that a card runs through is larger than the caches of a core, and it has more branches than a core remembers.
/// Side by side every extractor comes into the caches once for sixteen cards: measured, a fifth less time.
public struct CardBatch {
  /// A card taken apart, with what was found in it so far.
  private struct Opened {
    let place: Int
    let card: Card
    var findings: Findings
  }

  private var texts: [(bytes: [UInt8], name: String?)] = []
  private var size = 0
  private var opened: [Opened] = []
  private var readings: [Reading] = []

  public init() {}

  /// Whether it is time to read: of more cards, or of longer ones, what was taken apart would leave the caches as well.
  public var isFull: Bool { texts.count >= Self.most || size >= 256 << 10 }
  private static let most = 16

  /// - Parameter name: what the model is called.
  public mutating func add(_ bytes: [UInt8], named name: String?) {
    texts.append((bytes, name))
    size += bytes.count
  }

  /// What each card states, in the order they were added; none is left after that.
  public mutating func read() -> [Reading] {
    defer { self = CardBatch() }
    for start in stride(from: 0, to: texts.count, by: Self.most) {
      open(texts[start..<min(texts.count, start + Self.most)])
    }
    return readings
  }

  /// Takes the cards apart and reads them all. A text stays in place as long as it is read, so each is opened within the
  /// one before.
  private mutating func open(_ left: ArraySlice<(bytes: [UInt8], name: String?)>) {
    guard let next = left.first else { return readOpened() }
    let place = readings.count
    readings.append(Reading())
    do throws(Rejection) {
      try withText(next.bytes, as: .card) { source in
        var findings = Findings(in: source, by: .firstParty)
        let card = Card(source, named: next.name, &findings)
        opened.append(Opened(place: place, card: card, findings: findings))
        open(left.dropFirst())
      }
    } catch {
      readings[place] = Reading(rejecting: error)
      open(left.dropFirst())
    }
  }

  private mutating func readOpened() {
    // In place: taken out of the array, each card would be retained for each extractor.
    opened.withUnsafeMutableBufferPointer { opened in
      for entry in Extractors.cards {
        for index in opened.indices { opened[index].findings.read(opened[index].card, with: entry) }
      }
    }
    for index in opened.indices {
      opened[index].findings.nameOnlyDataset(from: 0)
      readings[opened[index].place] = Reading(opened[index].findings)
    }
    opened = []
  }
}

/// Reads a text as a card within another document, with every extractor for cards.
func readCard(_ text: SourceText, named name: String?, into findings: inout Findings) {
  let first = findings.all.count
  let card = Card(text, named: name, &findings)
  for entry in Extractors.cards { findings.read(card, with: entry) }
  findings.nameOnlyDataset(from: first)
}

extension Findings {
  fileprivate mutating func read(_ card: Card, with entry: Extractors.Entry<any CardExtractor>) {
    begin(entry)
    entry.extractor.read(card, into: &self)
  }
}
