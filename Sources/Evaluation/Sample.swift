import Images

/// One item of a data set.
struct Sample: Equatable, Sendable {
  enum Payload: Equatable, Sendable {
    case image(Image)
    case text(String)

    var modality: Modality {
      switch self {
      case .image: .image
      case .text: .text
      }
    }
  }

  let id: String

  /// The position of its class among those of the data set.
  let label: Int

  var payload: Payload
}
