/// What a scalar means, asked for field by field.
///
/// Quoted scalars and scalars tagged `!!str` are text and nothing else. Numbers follow the core schema of YAML 1.2.2
/// (§10.3.2); truth values also take YAML 1.1's words, as PyYAML and thus the authors of most cards do.
extension Node {
  /// Whether nothing is said: `~`, `null`, or an empty value.
  public var isNull: Bool {
    guard let plain else { return false }
    return switch plain {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
  }

  public var bool: Bool? {
    switch plain {
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": true
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": false
    default: nil
    }
  }

  /// A whole number: decimal, `0x…` or `0o…`. One that does not fit is not a number.
  public var int: Int? {
    guard let plain, let first = plain.utf8.first, isNumeric(first) else { return nil }
    if plain.hasPrefix("0x") {
      return plain.utf8.dropFirst(2).first.flatMap { isSign($0) ? nil : Int(plain.dropFirst(2), radix: 16) }
    }
    if plain.hasPrefix("0o") {
      return plain.utf8.dropFirst(2).first.flatMap { isSign($0) ? nil : Int(plain.dropFirst(2), radix: 8) }
    }
    return Int(plain)
  }

  /// A number, whole or not; also `.inf` and `.nan`.
  public var double: Double? {
    guard let plain, let first = plain.utf8.first else { return nil }
    switch plain {
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": return .infinity
    case "-.inf", "-.Inf", "-.INF": return -.infinity
    case ".nan", ".NaN", ".NAN": return .nan
    default: break
    }
    guard isNumeric(first) else { return nil }
    if plain.hasPrefix("0x") || plain.hasPrefix("0o") { return int.map(Double.init) }
    // Swift would also read hexadecimal floats, "nan" and "infinity", which YAML does not call numbers.
    let belongs = plain.utf8.allSatisfy { isNumeric($0) || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E") }
    return belongs ? Double(plain) : nil
  }

  private var plain: String? {
    guard case .scalar(let scalar) = content, scalar.isPlain, tag != "tag:yaml.org,2002:str" else { return nil }
    return scalar.text
  }

  private func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }

  private func isNumeric(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ".") || isSign(byte)
  }
}
