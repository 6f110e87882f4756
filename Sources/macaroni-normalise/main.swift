import CommandLineSupport
import Normalisation

await runStage(NormaliseStage.self)
