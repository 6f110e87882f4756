/// Why the site could not be written. Each of these ends the program; none is caused by what a card says.
enum SiteFailure: Error, Equatable, CustomStringConvertible {
  case missingBundle(path: String)
  case badTemplate(name: String, detail: String)
  case unsafePath(String)
  case writtenTwice(String)
  case cannotWrite(path: String, detail: String)

  var description: String {
    switch self {
    case .missingBundle(let path):
      "\(path): the site's templates are not there; keep the '.resources' folder beside the program, or build again"
    case .badTemplate(let name, let detail):
      "template \(name): \(detail); this is a fault of the program"
    case .unsafePath(let path):
      "'\(path)' would leave the site's folder; this is a fault of the program"
    case .writtenTwice(let path):
      "'\(path)' would be written twice; this is a fault of the program"
    case .cannotWrite(let path, let detail):
      "\(path): cannot be written (\(detail)); check the disk and the permissions of the reports folder"
    }
  }
}
