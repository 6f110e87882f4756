extension Unicode.Scalar {
  /// Whether it is a letter a to z, small or capital, or a digit: what the typing perturbations change.
  var isTyped: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9": true
    default: false
    }
  }

  /// The small letter of a capital A to Z; itself otherwise.
  var lowered: Unicode.Scalar {
    ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value) + 32) : self
  }

  /// The capital of a small letter a to z; itself otherwise.
  var raised: Unicode.Scalar {
    ("a"..."z").contains(self) ? Unicode.Scalar(UInt8(value) - 32) : self
  }
}
