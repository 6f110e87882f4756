import CLibYAML

/// libyaml's event parser over bytes that outlive it.
struct EventParser: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>

  /// `nil` only when memory is exhausted.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    self.parser = parser
    // libyaml frees and clears what it had when it fails, so that `deinit` stays right.
    guard yaml_parser_initialize(parser) == 1 else { return nil }
    // A stray UTF-16 mark must be an error, not a reason to read the bytes two by two.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Hands out the next event, to be freed by the caller; false when the input is wrong.
  func next(_ event: inout yaml_event_t) -> Bool { yaml_parser_parse(parser, &event) == 1 }

  /// What `next` failed at, in libyaml's words.
  var problem: String {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? "not readable"
    guard let context = parser.pointee.context else { return problem }
    return "\(problem) \(String(cString: context))"
  }

  /// Where `next` failed: a mark, or a byte when the bytes themselves were refused.
  ///
  /// A quote that is never closed is reported where it opens, not where the document ends.
  var problemPlace: (mark: yaml_mark_t, byte: Int?) {
    if parser.pointee.error == YAML_SCANNER_ERROR, parser.pointee.eof != 0,
      parser.pointee.problem.map({ String(cString: $0) == "found unexpected end of stream" }) == true
    {
      return (parser.pointee.context_mark, nil)
    }
    return (
      parser.pointee.problem_mark, parser.pointee.error == YAML_READER_ERROR ? parser.pointee.problem_offset : nil
    )
  }
}
