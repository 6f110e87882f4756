import Markdown

/// Names of models in sentences.
extension BaseModelExtractor {
  struct Name {
    var text: String
    var range: Range<Int>
  }

  /// The name of a model within the next words: a link, code or bold text, or a word that looks like one.
  static func name(_ words: Words, from first: Int) -> Name? {
    for index in words.places(first, first + 6) {
      let offset = words[index].range.lowerBound
      if words.has(index, "https", "http"), let address = address(words, offset) { return address }
      if let span = words.span(at: offset) {
        let text = words.string(span.range).trimmed
        if case .link(let url) = span.kind, url.mentions("/datasets/") || text.ends(with: "ataset") { return nil }
        // What the text of a link is, all that is behind it is for.
        if text.begins(with: "@") || text.ends(with: "Wikipedia") { return nil }
        if case .link(let url) = span.kind,
          isPerson(text, url) || text.ends(with: " repo") || text.ends(with: " repository")
        {
          return nil
        }
        // A function that is called is no model.
        if case .code = span.kind, text.mentions("(") { return nil }
        let isName = looksLikeName(text) || isFamily(text.utf8) && isLink(span)
        if isName, !text.mentions("\n") { return named(String(text), span) }
      }
      let end = nameEnd(words.bytes, offset)
      // "EleutherAI's Pythia-12b" names the owner first, but "RoBERTa's checkpoint" the model.
      if isOwner(words.bytes, end), !isOfWeights(words, end) { continue }
      let text = words.string(offset..<end)
      if words.places(index, index + 3).contains(where: { words.has($0, "dataset", "datasets") }) { return nil }
      if looksLikeName(text) {
        let last = lastWord(words, index, end)
        let range = whole(words, from: first, around: index, last) ?? withSizes(words, offset, last)
        return Name(text: words.string(range), range: range)
      }
      if let name = numbered(words, index) { return name }
      // "a version of Roberta base"
      if let name = familyName(words, from: index) { return name }
      if words.endsSentence(after: index) { return nil }
    }
    return nil
  }

  /// "River Diffusion v1-3": capitalised words before the number of a version.
  private static func numbered(_ words: Words, _ first: Int) -> Name? {
    func isCapital(_ at: Int) -> Bool { words.bytes[words[at].range.lowerBound].isCapital }
    guard isCapital(first) else { return nil }
    var last = first
    while last + 1 < min(first + 4, words.count), words.gap(after: last).elementsEqual(" ".utf8) {
      last += 1
      let word = words.bytes[words[last].range]
      if word.count > 1, word.first.map({ $0 | 0x20 }) == UInt8(ascii: "v"), word.dropFirst().allSatisfy(\.isDigit) {
        let range = words[first].range.lowerBound..<nameEnd(words.bytes, words[last].range.lowerBound)
        return Name(text: words.string(range), range: range)
      }
      guard isCapital(last) else { return nil }
    }
    return nil
  }

  /// "the Faster RCNN model", of which one word looks like a name: all capitalised words before "model".
  private static func whole(_ words: Words, from first: Int, around index: Int, _ last: Int) -> Range<Int>? {
    func isNext(_ at: Int) -> Bool {
      (at == last || words.bytes[words[at].range.lowerBound].isCapital || isNumbered(at - 1))
        && (words.gap(after: at).elementsEqual(" ".utf8) || isNumbered(at))
    }
    // "MicroNet VWW-4"
    func isNumbered(_ at: Int) -> Bool {
      words.gap(after: at).elementsEqual("-".utf8) && at + 1 < words.count
        && words.bytes[words[at + 1].range].allSatisfy(\.isDigit)
    }
    var low = index
    while low > first, isNext(low - 1) { low -= 1 }
    var high = last
    while high < last + 3, high + 1 < words.count, isNext(high) {
      if words.has(high + 1, "model", "models", "checkpoi") {
        return words[low].range.lowerBound..<words[high].range.upperBound
      }
      high += 1
    }
    return nil
  }

  /// A zoo's address of a model, where it is printed in place of a name.
  private static func address(_ words: Words, _ start: Int) -> Name? {
    let bytes = words.bytes
    var end = start
    while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x29, bytes[end] != 0x3E, bytes[end] != 0x2C { end += 1 }
    while end > start, bytes[end - 1] == 0x2E { end -= 1 }
    let text = words.string(start..<end)
    // Behind the address of the Hub stands the id.
    let hub = "https://huggingface.co/"
    if text.begins(withText: hub) {
      let id = start + hub.utf8.count..<end
      return words.bytes[id].count { $0 == 0x2F } <= 1 ? Name(text: words.string(id), range: start..<end) : nil
    }
    return text.begins(with: "https://tfhub.dev/") ? Name(text: text, range: start..<end) : nil
  }

  /// The name that a link reads: of the title of a paper what stands before the colon, of "X from Microsoft" and "X for the task" X.
  private static func named(_ text: String, _ span: Markdown.RichText.Span) -> Name {
    // "the model was *'otter-small'*"
    if let mark = text.utf8.first, mark == 0x27 || mark == 0x22, text.utf8.last == mark, text.utf8.count > 4,
      span.range.count == text.utf8.count
    {
      return Name(
        text: String(text.dropFirst().dropLast()), range: span.range.lowerBound + 1..<span.range.upperBound - 1)
    }
    // "[the 2B parameter model](sea/otter-2b)" is told by what it leads to.
    if case .link(let url) = span.kind, text.begins(with: "the "), let id = id(inZoo: url) {
      return Name(text: id, range: span.range)
    }
    guard case .link(let url) = span.kind,
      let end = url.mentions("arxiv.org")
        ? text.offset(of: ": ") : text.offset(of: " from ") ?? text.offset(of: " for the "), end > 1
    else { return Name(text: text, range: span.range) }
    return Name(
      text: String(decoding: text.utf8.prefix(end), as: UTF8.self),
      range: span.range.lowerBound..<span.range.lowerBound + end)
  }

  /// The `owner/name` that an address on the Hub, or one relative to it, ends with.
  private static func id(inZoo url: String) -> String? {
    let hub = "https://huggingface.co/"
    let path = url.begins(withText: hub) ? url.dropFirst(hub.count) : url[...]
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2,
      parts.allSatisfy({ part in
        !part.isEmpty && part.utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2D || $0 == 0x5F || $0 == 0x2E }
      }), parts[0] != "..", parts[0] != "."
    else { return nil }
    return String(path)
  }

  /// Whether a link is of first and last name, and leads to a home page: "[Otter Gull](https://otter.sea/)".
  private static func isPerson(_ text: Substring, _ url: String) -> Bool {
    let names = text.spaced
    guard names.count == 2, let host = url.place(of: "://"),
      names.allSatisfy({ name in
        name.utf8.first.map { $0.isCapital } ?? false && name.utf8.dropFirst().allSatisfy { $0 &- 0x61 < 26 }
      })
    else { return false }
    let rest = url.utf8[host.upperBound...]
    return rest.firstIndex(of: 0x2F).map { rest.index(after: $0) == rest.endIndex } ?? true
  }

  private static func isLink(_ span: Markdown.RichText.Span) -> Bool {
    if case .link = span.kind { true } else { false }
  }

  /// The last word of a name that begins with a word and ends at a byte.
  static func lastWord(_ words: Words, _ first: Int, _ end: Int) -> Int {
    var last = first
    while last + 1 < words.count, words[last + 1].range.lowerBound < end { last += 1 }
    return last
  }

  private static func isOwner(_ bytes: [UInt8], _ end: Int) -> Bool {
    bytes[end...].starts(with: "'s".utf8) || bytes[end...].starts(with: "’s".utf8)
  }

  /// Whether what is owned are the weights of a model.
  private static func isOfWeights(_ words: Words, _ end: Int) -> Bool {
    guard let next = words.first(from: end) else { return false }
    return (next..<next + 2).contains { words.has($0, "checkpoi", "weights") }
  }

  /// Whether a name is that of a repository of code.
  static func isRepository(_ name: Name, _ words: Words) -> Bool {
    // "converted from otter/river [repository](…)"
    let next = words.first(from: name.range.upperBound) ?? words.count
    if words.has(next, "reposito", "repo") { return true }
    guard let span = words.span(at: name.range.lowerBound), case .link(let url) = span.kind else { return false }
    return url.mentions("github.com/")
  }

  /// Where a name that begins at a byte ends. What is longer than any name is cut off, and then looks like none: rules ask
  /// at each of its words, and a text of one word joined over and over would take the square of its length.
  static func nameEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    var end = start
    let last = min(bytes.count, start + longestName + 64)
    while end < last {
      let byte = bytes[end]
      let isPart = byte.isLetter || byte.isDigit || byte == 0x2D || byte == 0x5F || byte == 0x2F
      let isInner =
        (byte == 0x2E || byte == 0x2B) && end + 1 < bytes.count && (bytes[end + 1].isDigit || bytes[end + 1].isLetter)
      // The hyphen at which no line breaks: "BERT‑base".
      if byte == 0xE2, end + 3 < bytes.count, bytes[end + 1] == 0x80, bytes[end + 2] == 0x91,
        bytes[end + 3].isLetter || bytes[end + 3].isDigit
      {
        end += 3
        continue
      }
      guard isPart || isInner else { break }
      end += 1
    }
    return end
  }

  /// In bytes.
  private static let longestName = 96

  static func looksLikeName(_ text: some StringProtocol) -> Bool {
    text.withBytes { bytes in
      guard (2...longestName).contains(bytes.count) else { return false }
      var hasMark = false
      var capitals = 0
      for byte in bytes {
        if byte.isDigit || byte == 0x2D || byte == 0x5F || byte == 0x2F { hasMark = true }
        if byte.isCapital { capitals += 1 }
      }
      guard capitals >= 2 || hasMark && !bytes[0].isDigit else { return false }
      return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count) { room in
        for index in bytes.indices { room[index] = bytes[index].lowercased }
        let lowered = UnsafeBufferPointer(room)
        return !isNoName(lowered) && (capitals >= 2 || !isCompound(lowered))
      }
    }
  }

  /// Companies, tools, numbers and what lists models.
  private static func isNoName(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    func ends(_ word: StaticString) -> Bool {
      name.count >= word.utf8CodeUnitCount && name.has(word, at: name.count - word.utf8CodeUnitCount)
    }
    if notNames.contains(name) || name.has("huggingface.co", at: 0) || name.has("http", at: 0) { return true }
    // "trained from 93GB of", "derived from Otter Wikipedia", a person's account
    if name[0].isDigit, ends("gb") || ends("mb") || ends("tb") { return true }
    if ends("wikipedia") || name.has("squad", at: 0) || name[0] == UInt8(ascii: "@") { return true }
    if ends("'s") || ends("’s") || ends(".ckpt") || ends(" zoo") || name.has("(", at: 0) { return true }
    return name.count <= 5 && name.has("v", at: 0) && name[1].isDigit
  }

  /// `pre-trained` and `self-supervised` are no models.
  private static func isCompound(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    var end = name.count
    while end > 0, name[end - 1] == 0x2D { end -= 1 }
    guard let dash = name[..<end].lastIndex(of: 0x2D), dash > 0 else { return false }
    return compounds.contains(UnsafeBufferPointer(rebasing: name[(dash + 1)..<end]))
  }

  private static let compounds = Lexicon<Bool>([
    "trained", "tuned", "training", "tuning", "supervised", "based", "source", "art", "lingual", "level", "of",
    "scale", "the", "house", "purpose", "right",
  ])

  private static let notNames = Lexicon<Bool>([
    "huggingface", "hugging", "openai", "facebook", "google", "https", "http", "hf", "microsoft", "nvidia", "ai", "nlp",
    "huggingface's",
    "openai's", "google's", "tf", "cntk", "hub", "nvidia's", "bair", "paddle", "paddlepaddle", "matlab", "darknet",
    "t5x", "caffe2", "caffe", "pytorch", "tensorflow", "onnx", "mxnet", "gpu", "tpu", "bigcode",
    "huggingface's", "imagenet", "v2", "v1", "t5x", "jax", "keras", "it", "deepmind", "meta", "facebookai", "the",
    "keras2onnx", "tf2onnx", "paddle2onnx", "fp32", "fp16", "bf16", "int8", "int16", "int4", "uint8", "float32",
    "float16", "bfloat16", "tf32", "urls", "sagemaker",
  ])
}
