import Images
import Inference
import Stages

/// Pictures, one class each.
struct ImageClassification: Evaluator {
  static let name = "image-classification"
  static let summary = "Measure models that give a picture one of several classes."
  static let task = "image-classification"
  static let modality = Modality.image

  init(options: NoOptions) {}

  func encoder(for files: ModelFiles, input: TensorDescription) throws(Unrunnable) -> any SampleEncoder {
    guard let preparation = try files.decode(ImagePreparation.self, from: "preprocessor_config.json") else {
      throw Unrunnable(
        .unsupported, "no-preparation", "It has no preprocessor_config.json, so it is not known what pictures it takes."
      )
    }
    guard input.elementType == .float32, let shape = input.shape, shape.count == 4 else {
      throw Unrunnable(
        .unsupported, "input-type", "Its input '\(input.name)' is not a batch of pictures of 32-bit floats.")
    }
    let channels = shape[preparation.isChannelsFirst ? 1 : 3] ?? 3
    guard channels == 1 || channels == 3 else {
      throw Unrunnable(.unsupported, "input-type", "Its input '\(input.name)' has \(channels) channels.")
    }
    return PictureEncoder(preparation: preparation, channels: channels)
  }
}

private struct PictureEncoder: SampleEncoder {
  let preparation: ImagePreparation
  let channels: Int

  func tensor(of samples: ArraySlice<Sample>) throws(PreparationError) -> Tensor {
    var values: [Float] = []
    var size: (height: Int, width: Int)?
    for sample in samples {
      guard case .image(let image) = sample.payload else { throw .wrongModality(expected: .image) }
      let own = preparation.size.map { ($0.height, $0.width) } ?? (image.height, image.width)
      if let size, size != own {
        throw .unsupported(key: "do_resize", value: "false with pictures of several sizes")
      }
      size = own
      values += preparation.values(of: image, channels: channels)
    }
    let (height, width) = size ?? (0, 0)
    let shape =
      preparation.isChannelsFirst
      ? [samples.count, channels, height, width] : [samples.count, height, width, channels]
    return Tensor(values, shape: shape)
  }
}
