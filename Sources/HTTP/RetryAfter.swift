import CCurl
import Glibc

/// The `Retry-After` header field (RFC 9110 §10.2.3): seconds, or a date.
public enum RetryAfter {
  /// How long to wait from now; nil when the answer does not say, or says a moment that has passed.
  ///
  /// A date is counted from the `Date` of the same answer, so that a wrong clock here does no harm; from our clock if there is none.
  public static func delay(_ headers: Headers, now: () -> Int = { time(nil) }) -> Duration? {
    guard let value = headers["Retry-After"] else { return nil }
    if let seconds = Int(value) { return seconds > 0 ? .seconds(seconds) : nil }
    guard let date = secondsSince1970(value) else { return nil }
    let start = headers["Date"].flatMap(secondsSince1970) ?? now()
    return date > start ? .seconds(date - start) : nil
  }

  /// libcurl reads all three forms of an HTTP date.
  private static func secondsSince1970(_ date: String) -> Int? {
    let seconds = curl_getdate(date, nil)
    return seconds == -1 ? nil : seconds
  }
}
