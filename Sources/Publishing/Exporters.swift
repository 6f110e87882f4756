import Stages

/// Everything that a manifest may name under `exporters:`.
enum Exporters {
  static let all = Registry<any Exporter>("exporter", [JSONLines.self])
}
