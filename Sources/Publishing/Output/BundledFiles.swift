import Foundation

/// The files that are shipped beside the program: templates, style and client.
enum BundledFiles {
  /// Every file of a folder of the bundle, by name.
  static func read(folder: String) throws(SiteFailure) -> [(name: String, bytes: [UInt8])] {
    let directory = Bundle.module.bundleURL.appendingPathComponent(folder)
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
      return try names.map { ($0, Array(try Data(contentsOf: directory.appendingPathComponent($0)))) }
    } catch {
      throw .missingBundle(path: directory.path)
    }
  }
}
