/// A step of a JSON pointer (RFC 6901, 3): the name of a member, in which `~` and `/` are escaped.
public enum JSONPointer {
  /// A name as a step.
  public static func step(_ name: String) -> String {
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return name }
    return name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// The name that a step stands for.
  public static func name(_ step: String) -> String {
    guard step.utf8.contains(UInt8(ascii: "~")) else { return step }
    return step.replacing("~1", with: "/").replacing("~0", with: "~")
  }
}
