import Foundation
import Mustache

/// The page templates that come with this module.
struct TemplateSet: Sendable {
  private let library: MustacheLibrary

  /// Reads every template of the module's bundle.
  init() throws(SiteFailure) {
    MustacheContentTypes.register(StrictHTML(), named: StrictHTML.name)
    var library = MustacheLibrary()
    for (name, bytes) in try BundledFiles.read(folder: "Templates") where name.hasSuffix(".mustache") {
      // Set here rather than trusted to each file: every partial starts again with the engine's own escaping.
      let text = "{{% CONTENT_TYPE: \(StrictHTML.name)}}" + String(decoding: bytes, as: UTF8.self)
      do {
        try library.register(text, named: String(name.dropLast(".mustache".count)))
      } catch {
        throw .badTemplate(name: name, detail: "\(error)")
      }
    }
    self.library = library
  }

  /// A page as bytes.
  func render(_ view: ViewValue, with name: String) throws(SiteFailure) -> [UInt8] {
    guard let text = library.render(view, withTemplate: name) else {
      throw .badTemplate(name: name, detail: "there is no such template")
    }
    return Array(text.utf8)
  }
}
