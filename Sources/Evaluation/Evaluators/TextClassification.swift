import Inference
import Stages

/// Texts, one class each.
struct TextClassification: Evaluator {
  static let name = "text-classification"
  static let summary = "Measure models that give a text one of several classes."
  static let task = "text-classification"
  static let modality = Modality.text

  init(options: NoOptions) {}

  func encoder(for files: ModelFiles, input: TensorDescription) throws(Unrunnable) -> any SampleEncoder {
    guard let tokeniser = try files.decode(HashTokeniser.self, from: "tokenizer_config.json") else {
      throw Unrunnable(
        .unsupported, "no-preparation", "It has no tokenizer_config.json, so it is not known what tokens it takes.")
    }
    guard input.elementType == .int64, let shape = input.shape, shape.count == 2 else {
      throw Unrunnable(.unsupported, "input-type", "Its input '\(input.name)' is not a batch of 64-bit tokens.")
    }
    return TokenEncoder(tokeniser: tokeniser)
  }
}

private struct TokenEncoder: SampleEncoder {
  let tokeniser: HashTokeniser

  func tensor(of samples: ArraySlice<Sample>) throws(PreparationError) -> Tensor {
    var tokens: [Int64] = []
    tokens.reserveCapacity(samples.count * tokeniser.maxLength)
    for sample in samples {
      guard case .text(let text) = sample.payload else { throw .wrongModality(expected: .text) }
      tokens += tokeniser.tokens(of: text)
    }
    return Tensor(tokens, shape: [samples.count, tokeniser.maxLength])
  }
}
