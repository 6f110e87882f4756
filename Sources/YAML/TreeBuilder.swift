import CLibYAML

/// Builds the tree of one document from libyaml's events.
struct TreeBuilder {
  /// A sequence or mapping whose end has not come yet.
  private struct Open {
    var node: Node
    var isMapping: Bool
    var anchor: String?
    var items: [Node] = []
    var pairs: [Pair] = []
    /// The key that waits for its value.
    var key: Node?
    var mergeKeys = 0
    /// Nodes in here, aliases written out.
    var weight = 1
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: Limits
  private let isStrict: Bool
  private let shift: Int32
  private var positions: Positions
  private var open: [Open] = []
  private var anchors: [String: (node: Node, weight: Int)] = [:]
  private var nodes = 0
  private var aliasedNodes = 0
  private var root: Node?
  private var error: ParseError?

  init(bytes: UnsafeBufferPointer<UInt8>, firstLine: Int, firstByte: Int = 0, limits: Limits, isStrict: Bool = false) {
    let mark = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    self.bytes = UnsafeBufferPointer(rebasing: bytes[mark...])
    self.limits = limits
    self.isStrict = isStrict
    shift = Int32(clamping: firstByte + mark)
    positions = Positions(self.bytes, firstLine: firstLine)
  }

  mutating func build() -> Parsed {
    if bytes.count > limits.bytes {
      let problem = "the document has \(bytes.count) bytes, more than the \(limits.bytes) allowed"
      return Parsed(error: ParseError(kind: .limit, line: positions.place(ofByte: 0).line, column: 1, problem: problem))
    }
    guard let parser = EventParser(bytes) else { return Parsed() }
    var event = yaml_event_t()
    var isOver = false
    while !isOver, error == nil {
      guard parser.next(&event) else {
        fail(at: parser.problemPlace, parser.problem)
        break
      }
      isOver = take(event)
      yaml_event_delete(&event)
    }
    if error != nil { closeWhatIsOpen() }
    return Parsed(root: root, error: error)
  }

  /// Takes one event in; true after the last one of interest.
  private mutating func take(_ event: yaml_event_t) -> Bool {
    switch event.type {
    case YAML_SCALAR_EVENT: scalar(event)
    case YAML_MAPPING_START_EVENT:
      begin(event, isMapping: true, event.data.mapping_start.anchor, tag: event.data.mapping_start.tag)
    case YAML_SEQUENCE_START_EVENT:
      begin(event, isMapping: false, event.data.sequence_start.anchor, tag: event.data.sequence_start.tag)
    case YAML_MAPPING_END_EVENT, YAML_SEQUENCE_END_EVENT: end(event)
    case YAML_ALIAS_EVENT: alias(event)
    // What follows the first document is nobody's front matter; a file of our own has no second document.
    case YAML_DOCUMENT_END_EVENT: return !isStrict
    case YAML_DOCUMENT_START_EVENT where root != nil:
      fail(.severalDocuments, event.start_mark, "a second document begins here; keep one document per file")
    case YAML_STREAM_END_EVENT: return true
    default: break
    }
    return false
  }

  private mutating func scalar(_ event: yaml_event_t) {
    let data = event.data.scalar
    let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
    let content = Node.Content.scalar(Scalar(text: text, isPlain: data.style == YAML_PLAIN_SCALAR_STYLE))
    var node = make(content, event.start_mark, tag: data.tag)
    let isBlock = data.style == YAML_LITERAL_SCALAR_STYLE || data.style == YAML_FOLDED_SCALAR_STYLE
    setEnd(&node, event.end_mark, pastLineEnd: isBlock)
    if let anchor = name(data.anchor) { anchors[anchor] = (node, 1) }
    add(node, weight: 1, event.start_mark)
  }

  private mutating func begin(
    _ event: yaml_event_t, isMapping: Bool, _ anchor: UnsafeMutablePointer<yaml_char_t>?,
    tag: UnsafeMutablePointer<yaml_char_t>?
  ) {
    guard open.count < limits.depth else {
      return fail(.limit, event.start_mark, "nested deeper than the \(limits.depth) levels allowed")
    }
    let node = make(isMapping ? .mapping([]) : .sequence([]), event.start_mark, tag: tag)
    open.append(Open(node: node, isMapping: isMapping, anchor: name(anchor)))
  }

  private mutating func end(_ event: yaml_event_t) {
    guard var closed = open.popLast() else { return }
    // The end of a block collection is noticed at the next token; its last member knows better. (A flow collection
    // ends at its bracket.)
    let isFlow = event.end_mark.index > event.start_mark.index
    if isFlow { setEnd(&closed.node, event.end_mark, pastLineEnd: false) } else { endWithLastMember(&closed) }
    finish(&closed, event.start_mark)
  }

  private mutating func finish(_ closed: inout Open, _ mark: yaml_mark_t) {
    if closed.mergeKeys > 0 { merge(into: &closed, mark) }
    closed.node.content = closed.isMapping ? .mapping(closed.pairs) : .sequence(closed.items)
    if isStrict, closed.isMapping, error == nil, let key = closed.node.duplicateKeys.first {
      let problem = "the key '\(key.text ?? "")' stands here for the second time; keep one"
      error = ParseError(kind: .duplicateKey, line: key.line, column: key.column, problem: problem)
    }
    if let anchor = closed.anchor { anchors[anchor] = (closed.node, closed.weight) }
    add(closed.node, weight: closed.weight, mark)
  }

  private mutating func alias(_ event: yaml_event_t) {
    let anchor = name(event.data.alias.anchor) ?? ""
    guard let target = anchors[anchor] else {
      // An anchor counts once its node is complete, so that no node can contain itself.
      return fail(.syntax, event.start_mark, "found undefined alias '\(anchor)'")
    }
    guard spend(target.weight, event.start_mark) else { return }
    add(target.node, weight: target.weight, event.start_mark)
  }

  private mutating func spend(_ weight: Int, _ mark: yaml_mark_t) -> Bool {
    aliasedNodes += weight
    if aliasedNodes <= limits.aliasedNodes { return true }
    fail(.limit, mark, "aliases stand for more than the \(limits.aliasedNodes) nodes allowed")
    return false
  }

  private mutating func add(_ node: Node, weight: Int, _ mark: yaml_mark_t) {
    nodes += 1
    guard nodes <= limits.nodes else { return fail(.limit, mark, "more than the \(limits.nodes) nodes allowed") }
    guard !open.isEmpty else {
      root = node
      return
    }
    let last = open.count - 1
    open[last].weight += weight
    if !open[last].isMapping {
      open[last].items.append(node)
    } else if let key = open[last].key {
      if isMergeKey(key) { open[last].mergeKeys += 1 }
      open[last].key = nil
      open[last].pairs.append(Pair(key: key, value: node))
    } else {
      open[last].key = node
    }
  }

  private func isMergeKey(_ key: Node) -> Bool {
    if case .scalar(let scalar) = key.content { scalar.isPlain && scalar.text == "<<" } else { false }
  }

  /// Puts the entries that `<<` brings in before the mapping's own, as PyYAML does; own entries and earlier sources win.
  private mutating func merge(into mapping: inout Open, _ mark: yaml_mark_t) {
    var sources: [Node] = []
    var own: [Pair] = []
    for pair in mapping.pairs {
      if isMergeKey(pair.key), pair.value.isMapping || pair.value.isSequence {
        sources += pair.value.isMapping ? [pair.value] : pair.value.items
      } else {
        own.append(pair)
      }
    }
    var seen = Set(own.compactMap(\.key.text))
    var merged: [Pair] = []
    for source in sources {
      guard spend(source.pairs.count, mark) else { return }
      mapping.weight += source.pairs.count
      for pair in source.pairs where pair.key.text.map({ seen.insert($0).inserted }) ?? true { merged.append(pair) }
    }
    mapping.pairs = merged + own
  }

  /// After an error: every open collection ends with the members it has; a key without value is dropped.
  private mutating func closeWhatIsOpen() {
    while var closed = open.popLast() {
      closed.node.content = closed.isMapping ? .mapping(closed.pairs) : .sequence(closed.items)
      endWithLastMember(&closed)
      let isEmpty = closed.pairs.isEmpty && closed.items.isEmpty
      if open.isEmpty {
        root = closed.node
      } else if !isEmpty {
        let last = open.count - 1
        if !open[last].isMapping {
          open[last].items.append(closed.node)
        } else if let key = open[last].key {
          open[last].pairs.append(Pair(key: key, value: closed.node))
        }
      }
    }
  }

  private func endWithLastMember(_ closed: inout Open) {
    // An alias as last member stands elsewhere, so its own key or the start is all that is known.
    let candidates = [closed.pairs.last?.value, closed.pairs.last?.key, closed.items.last]
    for case let member? in candidates where member.end > closed.node.end {
      closed.node.end = member.end
      closed.node.lastLine = member.lastLine
    }
  }

  private mutating func make(
    _ content: Node.Content, _ mark: yaml_mark_t, tag: UnsafeMutablePointer<yaml_char_t>?
  ) -> Node {
    let (offset, line) = positions.locate(mark)
    let start = Int32(truncatingIfNeeded: offset) + shift
    let line32 = Int32(truncatingIfNeeded: line)
    return Node(
      content: content, tag: name(tag), firstLine: line32, lastLine: line32,
      firstColumn: Int32(truncatingIfNeeded: mark.column + 1), start: start, end: start)
  }

  private mutating func setEnd(_ node: inout Node, _ mark: yaml_mark_t, pastLineEnd: Bool) {
    let (offset, line) = positions.locate(mark)
    node.end = Int32(truncatingIfNeeded: offset) + shift
    // A block scalar ends at the start of the line after it, unless what libyaml takes for a line's end is none.
    let isPast =
      pastLineEnd && mark.column == 0 && offset > 0 && (bytes[offset - 1] == 0x0A || bytes[offset - 1] == 0x0D)
    node.lastLine = max(node.firstLine, Int32(truncatingIfNeeded: isPast ? line - 1 : line))
  }

  private func name(_ characters: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    guard let characters else { return nil }
    return String(cString: characters)
  }

  private mutating func fail(_ kind: ParseError.Kind, _ mark: yaml_mark_t, _ problem: String) {
    guard error == nil else { return }
    let line = positions.locate(mark).line
    error = ParseError(kind: kind, line: line, column: mark.column + 1, problem: problem)
  }

  private mutating func fail(at place: (mark: yaml_mark_t, byte: Int?), _ problem: String) {
    guard let byte = place.byte else { return fail(.syntax, place.mark, problem) }
    let (line, column) = positions.place(ofByte: byte)
    error = ParseError(kind: .encoding, line: line, column: column, problem: problem)
  }
}
