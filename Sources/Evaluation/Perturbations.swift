import Stages

/// Every perturbation, by name.
let perturbations: [any Perturbation.Type] = [
  Brightness.self,
  Contrast.self,
  DeleteLetters.self,
  DuplicateLetters.self,
  Flip.self,
  GaussianNoise.self,
  Greyscale.self,
  Identity.self,
  ImpulseNoise.self,
  KeyboardTypos.self,
  LowerCase.self,
  Mirror.self,
  Pixelate.self,
  ShotNoise.self,
  SwapAdjacent.self,
  UpperCase.self,
]

extension Registry<any Perturbation> {
  /// What a manifest can name under `perturbations`.
  static var perturbations: Self { Registry("perturbation", Evaluation.perturbations.map { $0 as any Component.Type }) }
}
