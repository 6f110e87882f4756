import Glibc
import Hashing
import Stages

/// Reads a folder that others may write to: links are reported and never followed, and only plain files are opened.
enum LocalFolder {
  enum Kind { case file, folder, link, other }

  struct Entry {
    var name: String
    /// Relative to the folder that was asked about.
    var path: String
    var kind: Kind
    var size: Int

    /// Names that start with a dot are the business of tools.
    var isVisible: Bool { !name.hasPrefix(".") }
  }

  /// What is in a folder, in byte order.
  static func entries(of folder: String, path: String = "") -> [Entry] {
    Files.names(in: folder).compactMap { name in
      var status = stat()
      guard lstat(folder + "/" + name, &status) == 0 else { return nil }
      let kind: Kind =
        switch status.st_mode & S_IFMT {
        case S_IFREG: .file
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .other
        }
      return Entry(name: name, path: path + name, kind: kind, size: Int(status.st_size))
    }
  }

  /// Everything below a folder but folders themselves, in byte order of the paths; hidden folders are left out.
  static func tree(_ folder: String) -> [Entry] {
    var all: [Entry] = []
    func walk(_ path: String, _ depth: Int) {
      for entry in entries(of: folder + "/" + path, path: path) {
        if entry.kind != .folder {
          all.append(entry)
        } else if entry.isVisible, depth < 32 {
          walk(entry.path + "/", depth + 1)
        }
      }
    }
    walk("", 0)
    return all.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  static func bytes(of entry: Entry, in folder: String) throws(Rejection) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entry.size)
    try read(entry, in: folder) { bytes += $0 }
    return bytes
  }

  /// The digest of a file that is too large to be held.
  static func digest(of entry: Entry, in folder: String) throws(Rejection) -> Digest {
    var hash = SHA256()
    try read(entry, in: folder) { hash.update(UnsafeRawBufferPointer($0)) }
    return hash.finish()
  }

  private static func read(_ entry: Entry, in folder: String, _ take: (UnsafeBufferPointer<UInt8>) -> Void)
    throws(Rejection)
  {
    // What was a file a moment ago may be a link, or a pipe that never ends, by now.
    let file = open(folder + "/" + entry.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(entry) }
    defer { close(file) }
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { buffer.deallocate() }
    var left = entry.size
    while left > 0 {
      let count = Glibc.read(file, buffer.baseAddress, min(buffer.count, left))
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw unreadable(entry) }
      take(UnsafeBufferPointer(rebasing: buffer[..<count]))
      left -= count
    }
  }

  private static func unreadable(_ entry: Entry) -> Rejection {
    Rejection(
      "unreadable",
      "\(entry.path) cannot be read: \(errno == 0 ? "it ended early" : String(cString: strerror(errno)).lowercased())")
  }
}
