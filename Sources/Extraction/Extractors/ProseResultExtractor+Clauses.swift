import Records

extension ProseResultExtractor {
  /// The part of a sentence that tells of a value: ", with mAP50 of 52.3" stands behind what the model was compared with.
  static func clause(_ words: Words, _ sentence: Range<Int>, _ index: Int, until end: Int?) -> Range<Int> {
    let start = (sentence.lowerBound..<max(sentence.lowerBound, index)).last {
      words.has($0, "with") && $0 > sentence.lowerBound && words.gap(after: $0 - 1).contains(0x2C)
    }
    let low = start ?? sentence.lowerBound
    return low..<max(low, end ?? sentence.upperBound)
  }
}
