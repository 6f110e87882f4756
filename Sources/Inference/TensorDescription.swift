/// What a model expects at an input or gives at an output.
public struct TensorDescription: Equatable, Sendable {
  public let name: String

  /// Nil for what is not a tensor, such as the sequence of maps that scikit-learn's classifiers end in.
  public let elementType: ElementType?

  /// Sizes, outermost first; nil where the model takes any. A whole shape of nil means that not even the rank is stated.
  public let shape: [Int?]?

  public init(name: String, elementType: ElementType?, shape: [Int?]?) {
    self.name = name
    self.elementType = elementType
    self.shape = shape
  }
}
