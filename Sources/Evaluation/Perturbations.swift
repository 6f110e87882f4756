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
