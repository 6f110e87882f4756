import Stages

/// A benchmark that cannot be followed: a fault of the person who wrote it, so it ends the run before anything is measured.
struct BenchmarkError: ReportedError, Equatable {
  enum Problem: Equatable {
    case syntax(String)
    case missing(key: String, in: String)
    case unknown(key: String, in: String, known: [String])
    case wrongType(key: String, expected: String)
    case unknownTask(String, known: [String])
    case unknownMetric(String, known: [String])
    case repeatedLabel(String)
    case repeatedName(String)
    case wrongDigest(path: String, stated: String, found: String)
    case unreadable(String)
    case badItem(String)
  }

  var file: String
  var line: Int?
  var problem: Problem

  init(_ file: String, line: Int? = nil, _ problem: Problem) {
    self.file = file
    self.line = line
    self.problem = problem
  }

  var status: ExitStatus { .wrongArguments }

  var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(sentence)" }

  private var sentence: String {
    switch problem {
    case .syntax(let words): words
    case .missing(let key, let place): "\(place) has no '\(key)'"
    case .unknown(let key, let place, let known):
      "\(place) has no key '\(key)'"
        + (Spelling.closest(to: key, among: known).map { "; did you mean '\($0)'?" } ?? ";")
        + " known: \(known.sorted().joined(separator: ", "))"
    case .wrongType(let key, let expected): "'\(key)' must be \(expected)"
    case .unknownTask(let task, let known): "no evaluator runs '\(task)'; known: \(known.joined(separator: ", "))"
    case .unknownMetric(let metric, let known):
      "the metric '\(metric)' is not computed; known: \(known.joined(separator: ", "))"
    case .repeatedLabel(let label): "the label '\(label)' stands twice"
    case .repeatedName(let name): "another benchmark is called '\(name)' too; give one of them another name"
    case .wrongDigest(let path, let stated, let found):
      "\(path) has the SHA-256 \(found), not \(stated); restore the file or state its digest"
    case .unreadable(let words): words
    case .badItem(let words): words
    }
  }
}
