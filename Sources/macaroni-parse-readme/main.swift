import CommandLineSupport
import Extraction

// It reads one card after the other, and ends.
Allocator.keepFreedMemory()
await runStage(ParseReadmeStage.self)
