extension Array {
  /// How many elements are such, where all that are stand before all that are not; found by halving.
  @inlinable
  public func prefixCount(where isSuch: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isSuch(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
