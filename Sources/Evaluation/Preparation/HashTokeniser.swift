/// Makes texts into bucket numbers as the `tokenizer_config.json` of a hashing model says.
///
///     tokeniser.tokens(of: "My Printer")      // [727, 72, 0, 0, …]
///
/// Words are runs of the letters a to z and digits, after A to Z were made small; every other byte of the UTF-8 only separates. A
/// piece is a word, or three bytes in a row of the word put between `<` and `>`. Its bucket is `first_bucket` plus FNV-1a of the piece
/// modulo `buckets`.
struct HashTokeniser: Decodable, Equatable, Sendable {
  enum Kind: String, Decodable, Sendable {
    case words = "word-hash"
    case trigrams = "trigram-hash"
  }

  let kind: Kind
  let buckets: Int
  let firstBucket: Int
  let padding: Int
  let maxLength: Int
  let hashOffset: UInt32
  let hashPrime: UInt32

  private enum CodingKeys: String, CodingKey {
    case kind = "tokenizer_class"
    case buckets
    case firstBucket = "first_bucket"
    case padding = "pad_token_id"
    case maxLength = "model_max_length"
    case hash
    case hashOffset = "hash_offset"
    case hashPrime = "hash_prime"
    case lowerCase = "lower_case"
    case wordPattern = "word_pattern"
    case paddingSide = "padding_side"
    case truncationSide = "truncation_side"
    case textEncoding = "text_encoding"
  }

  init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    let className = try keys.decode(String.self, forKey: .kind)
    guard let kind = Kind(rawValue: className) else {
      throw PreparationError.unsupported(key: "tokenizer_class", value: className)
    }
    self.kind = kind

    // What is said about the pieces must be what is done here; what is not said is taken to be.
    let expected: [(CodingKeys, String)] = [
      (.hash, "fnv1a-32"), (.lowerCase, "ascii"), (.wordPattern, "[a-z0-9]+"), (.paddingSide, "right"),
      (.truncationSide, "right"), (.textEncoding, "utf-8"),
    ]
    for (key, value) in expected {
      let found = try keys.decodeIfPresent(String.self, forKey: key) ?? value
      guard found == value else { throw PreparationError.unsupported(key: key.rawValue, value: found) }
    }

    buckets = try keys.decode(Int.self, forKey: .buckets)
    firstBucket = try keys.decodeIfPresent(Int.self, forKey: .firstBucket) ?? 1
    padding = try keys.decodeIfPresent(Int.self, forKey: .padding) ?? 0
    maxLength = try keys.decode(Int.self, forKey: .maxLength)
    hashOffset = try keys.decodeIfPresent(UInt32.self, forKey: .hashOffset) ?? 0x811c_9dc5
    hashPrime = try keys.decodeIfPresent(UInt32.self, forKey: .hashPrime) ?? 0x0100_0193
    guard (1...1 << 30).contains(buckets) else {
      throw PreparationError.unsupported(key: "buckets", value: "\(buckets)")
    }
    guard (0...1 << 30).contains(firstBucket) else {
      throw PreparationError.unsupported(key: "first_bucket", value: "\(firstBucket)")
    }
    guard (1...1 << 16).contains(maxLength) else {
      throw PreparationError.unsupported(key: "model_max_length", value: "\(maxLength)")
    }
  }

  /// The buckets of a text's pieces: as many as there are, up to `maxLength`.
  func pieces(of text: String) -> [Int64] {
    var tokens: [Int64] = []
    var word: [UInt8] = []
    func finish() {
      defer { word.removeAll(keepingCapacity: true) }
      guard !word.isEmpty else { return }
      switch kind {
      case .words:
        tokens.append(bucket(of: word[...]))
      case .trigrams:
        let marked = [UInt8(ascii: "<")] + word + [UInt8(ascii: ">")]
        for start in 0...marked.count - 3 { tokens.append(bucket(of: marked[start..<start + 3])) }
      }
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte + 32)
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
      default: finish()
      }
      if tokens.count >= maxLength { break }
    }
    finish()
    return Array(tokens.prefix(maxLength))
  }

  /// The buckets of a text's pieces, followed by padding up to `maxLength`.
  func tokens(of text: String) -> [Int64] {
    let pieces = pieces(of: text)
    return pieces + [Int64](repeating: Int64(padding), count: maxLength - pieces.count)
  }

  private func bucket(of piece: ArraySlice<UInt8>) -> Int64 {
    var hash = FNV1a32(offset: hashOffset, prime: hashPrime)
    hash.add(piece)
    return Int64(hash.value % UInt32(buckets)) + Int64(firstBucket)
  }
}
