import Inference
import Stages

/// An evaluation module: it knows how samples of one task become what a model takes.
///
/// Each handles a subset of the models; one that none takes is recorded with the reason.
protocol Evaluator: Component {
  /// The task of the benchmarks that it runs, as they name it.
  static var task: String { get }
  /// What its samples are made of.
  static var modality: Modality { get }

  /// How samples become the input of this model.
  ///
  /// - Throws: `Unrunnable` where the model asks for what is not done here.
  func encoder(for files: ModelFiles, input: TensorDescription) throws(Unrunnable) -> any SampleEncoder
}

/// Makes samples into the input of one model.
protocol SampleEncoder: Sendable {
  /// One tensor of several samples, the samples along its first dimension.
  func tensor(of samples: ArraySlice<Sample>) throws(PreparationError) -> Tensor
}
