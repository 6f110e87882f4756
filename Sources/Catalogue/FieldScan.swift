import Glibc
import Records
import Stages

/// Finds the fields in which two lines differ by comparing their bytes: a value is decoded by nobody until it is shown.
struct FieldScan {
  /// One field that differs; the slices are parts of the lines.
  struct Found {
    var pointer: Int
    var old: UnsafeBufferPointer<UInt8>?
    var new: UnsafeBufferPointer<UInt8>?
    /// A list that holds the same elements in another order.
    var isReordered = false
  }

  private struct Member {
    var key: UnsafeBufferPointer<UInt8>
    var value: UnsafeBufferPointer<UInt8>
  }

  /// Every pointer that was met, by number; far fewer than records.
  private(set) var pointers: [String] = []
  private(set) var classes: [FieldClass] = []
  private var numbers: [Place: Int] = [:]
  /// Number of the pointer of a field below another.
  private struct Place: Hashable {
    var parent: Int
    var key: [UInt8]?
  }
  // Kept from record to record, so that nothing is allocated for one.
  private var members: [[Member]] = []
  private let kind: String

  init(kind: String) { self.kind = kind }

  /// The fields that differ, in byte order of their pointers' names.
  mutating func differences(
    of old: RecordLine, and new: RecordLine, into found: inout [Found]
  ) throws(StageFailure) {
    found.removeAll(keepingCapacity: true)
    do throws(JSONError) {
      try compare(old.bytes, new.bytes, parent: -1, depth: 0, &found)
    } catch {
      throw new.failure(error)
    }
  }

  private mutating func compare(
    _ old: UnsafeBufferPointer<UInt8>, _ new: UnsafeBufferPointer<UInt8>, parent: Int, depth: Int,
    _ found: inout [Found]
  ) throws(JSONError) {
    while members.count < 2 * depth + 2 { members.append([]) }
    // Taken out while they are filled: the fields below use the next two.
    var (before, after) = (members[2 * depth], members[2 * depth + 1])
    members[2 * depth] = []
    members[2 * depth + 1] = []
    defer {
      members[2 * depth] = before
      members[2 * depth + 1] = after
    }
    guard try Self.read(old, &before), try Self.read(new, &after) else {
      // Compared as a whole: a name that is spelt with escapes is not worth a second way of comparing.
      found.append(Found(pointer: parent < 0 ? number(-1, nil) : parent, old: old, new: new))
      return
    }
    var (left, right) = (0, 0)
    while left < before.count || right < after.count {
      let order =
        left == before.count
        ? 1 : right == after.count ? -1 : Self.compare(before[left].key, after[right].key)
      if order < 0 {
        found.append(Found(pointer: number(parent, before[left].key), old: before[left].value, new: nil))
        left += 1
      } else if order > 0 {
        found.append(Found(pointer: number(parent, after[right].key), old: nil, new: after[right].value))
        right += 1
      } else {
        let (first, second) = (before[left].value, after[right].value)
        if !Self.isSame(first, second) {
          let field = number(parent, after[right].key)
          if first.first == 0x7b, second.first == 0x7b {
            try compare(first, second, parent: field, depth: depth + 1, &found)
          } else {
            let isReordered = try Self.isReordered(first, second)
            found.append(Found(pointer: field, old: first, new: second, isReordered: isReordered))
          }
        }
        left += 1
        right += 1
      }
    }
  }

  /// - Returns: whether the members could be kept; a name with escapes is decoded elsewhere and gone after its call.
  private static func read(_ text: UnsafeBufferPointer<UInt8>, _ members: inout [Member]) throws(JSONError) -> Bool {
    members.removeAll(keepingCapacity: true)
    var reader = JSONReader(text)
    var (isSorted, isWhole) = (true, true)
    try reader.object { (key, reader) throws(JSONError) in
      if let start = key.baseAddress, let base = text.baseAddress, start < base || start >= base + text.count {
        isWhole = false
      }
      if isWhole, let last = members.last, compare(last.key, key) >= 0 { isSorted = false }
      members.append(Member(key: key, value: try reader.slice()))
    }
    if isWhole, !isSorted { members.sort { compare($0.key, $1.key) < 0 } }
    return isWhole
  }

  private static func compare(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = one.baseAddress, let others = other.baseAddress else { return one.count - other.count }
    let order = memcmp(start, others, min(one.count, other.count))
    return order == 0 ? one.count - other.count : Int(order)
  }

  private static func isSame(_ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    one.count == other.count && compare(one, other) == 0
  }

  /// Whether two lists hold the same elements.
  private static func isReordered(
    _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>
  ) throws(JSONError) -> Bool {
    guard one.count == other.count, one.first == 0x5b, other.first == 0x5b else { return false }
    var (first, second): ([UnsafeBufferPointer<UInt8>], [UnsafeBufferPointer<UInt8>]) = ([], [])
    var reader = JSONReader(one)
    try reader.array { (reader) throws(JSONError) in first.append(try reader.slice()) }
    reader = JSONReader(other)
    try reader.array { (reader) throws(JSONError) in second.append(try reader.slice()) }
    guard first.count == second.count else { return false }
    first.sort { compare($0, $1) < 0 }
    second.sort { compare($0, $1) < 0 }
    return zip(first, second).allSatisfy(isSame)
  }

  /// - Parameter key: nil stands for the whole record.
  private mutating func number(_ parent: Int, _ key: UnsafeBufferPointer<UInt8>?) -> Int {
    let place = Place(parent: parent, key: key.map { Array($0) })
    if let known = numbers[place] { return known }
    let name = key.map { "/" + JSONPointer.step(String(decoding: $0, as: UTF8.self)) }
    let pointer = (parent < 0 ? "" : pointers[parent]) + (name ?? "")
    numbers[place] = pointers.count
    pointers.append(pointer)
    classes.append(FieldClass(of: kind, pointer: pointer))
    return pointers.count - 1
  }
}
