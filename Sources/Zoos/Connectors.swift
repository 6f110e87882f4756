import Stages

/// The zoos that a manifest can name.
public enum Connectors {
  public static let all = Registry<any Connector>("zoo", [HuggingFace.self, Local.self])
}
