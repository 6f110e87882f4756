import Records
import Stages

/// Everything that can be read, in the order in which it is.
public enum Extractors {
  public static let all: [any Extractor.Type] = [
    FrontMatterExtractor.self,
    ModelIndexExtractor.self,
    HubRecordExtractor.self,
    ConfigExtractor.self,
    ONNXHeaderExtractor.self,
  ]
}
