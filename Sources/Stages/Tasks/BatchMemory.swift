import Synchronization

/// What the tasks of one process share, one value of each type.
final class BatchMemory: Sendable {
  /// A place of its own for each type: making a vocabulary may ask for another type that is shared.
  private final class Place: Sendable {
    let value = Mutex<(any Sendable)?>(nil)
  }

  private let places = Mutex<[ObjectIdentifier: Place]>([:])

  /// The value of that type, made by whoever comes first; the others wait for it.
  func value<Value: Sendable, Failure: Error>(_ make: () throws(Failure) -> Value) throws(Failure) -> Value {
    let place = places.withLock { places in
      let type = ObjectIdentifier(Value.self)
      if let place = places[type] { return place }
      let place = Place()
      places[type] = place
      return place
    }
    return try place.value.withLock { (held) throws(Failure) -> Value in
      if let value = held as? Value { return value }
      let value = try make()
      held = value
      return value
    }
  }
}
