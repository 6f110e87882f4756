/// What samples are made of.
enum Modality: String, Codable, Sendable {
  case image, text
}
