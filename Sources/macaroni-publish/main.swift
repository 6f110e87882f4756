import CommandLineSupport
import Publishing

await runStage(PublishStage.self)
