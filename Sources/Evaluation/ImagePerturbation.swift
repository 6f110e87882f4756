import Images

/// A perturbation of images: only the change itself is left to write.
protocol ImagePerturbation: Perturbation {
  /// - Parameter severity: 1 to 5.
  func change(_ image: inout Image, severity: Severity, using generator: inout SplitMix64)
}

extension ImagePerturbation {
  static var modality: Set<Modality> { [.image] }

  func apply(to sample: Sample, severity: Severity, using generator: inout SplitMix64) -> Sample {
    guard severity > .none, case .image(var image) = sample.payload else { return sample }
    var sample = sample
    change(&image, severity: severity, using: &generator)
    sample.payload = .image(image)
    return sample
  }
}
