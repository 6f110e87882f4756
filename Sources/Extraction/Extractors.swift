import Records
import Stages

/// Everything that can be read, in the order in which it is.
public enum Extractors {
  public static let all: [any Extractor.Type] = [
    FrontMatterExtractor.self,
    ModelIndexExtractor.self,
    OtherFieldsExtractor.self,
    PropertiesExtractor.self,
    TitleExtractor.self,
    BaseModelExtractor.self,
    HyperparametersExtractor.self,
    TrainerResultsExtractor.self,
    ResultTableExtractor.self,
    ProseResultExtractor.self,
    SectionsExtractor.self,
    BoilerplateExtractor.self,
    ProseDatasetExtractor.self,
    TrainingDataExtractor.self,
    LinksExtractor.self,
    TrainingCostExtractor.self,
    JapaneseTrainingExtractor.self,
    ChineseTrainingExtractor.self,
    ModelSizeExtractor.self,
    LicenceProseExtractor.self,
    DescriptionExtractor.self,
    UsageLibraryExtractor.self,
    HubRecordExtractor.self,
    ConfigExtractor.self,
    MetadataCommentsExtractor.self,
    DataFieldsExtractor.self,
    DataResultsExtractor.self,
    ONNXHeaderExtractor.self,
    SafetensorsHeaderExtractor.self,
    GGUFHeaderExtractor.self,
  ]
}
