import CommandLineSupport
import Extraction

await runStage(ParseReadmeStage.self)
