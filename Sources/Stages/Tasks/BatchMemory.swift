import Foundation

/// What the tasks of one process share, one value of each type.
final class BatchMemory: @unchecked Sendable {
  // Recursive: making a vocabulary may ask for what is shared, too.
  private let lock = NSRecursiveLock()
  private var values: [ObjectIdentifier: any Sendable] = [:]

  /// The value of that type, made by whoever comes first; the others wait for it.
  func value<Value: Sendable>(_ make: () throws -> Value) rethrows -> Value {
    lock.lock()
    defer { lock.unlock() }
    if let value = values[ObjectIdentifier(Value.self)] as? Value { return value }
    let value = try make()
    values[ObjectIdentifier(Value.self)] = value
    return value
  }
}
