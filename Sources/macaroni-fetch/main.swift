import CommandLineSupport
import Zoos

await runStage(FetchStage.self)
