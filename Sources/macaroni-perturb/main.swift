import CommandLineSupport
import Evaluation

await runStage(PerturbStage.self)
