import CommandLineSupport
import Evaluation

await runStage(EvaluateStage.self)
