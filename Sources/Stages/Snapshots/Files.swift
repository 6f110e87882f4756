import CNative
import FoundationEssentials
import Glibc
import Hashing

/// The few things that stages do with files, each failing with a sentence that names the file.
public enum Files {
  public static func makeFolder(_ path: String) throws(StageFailure) {
    if mkdir(path, 0o777) == 0 { return }
    let reason = errno
    if isFolder(path) { return }
    if reason == ENOENT, parent(of: path) != path {
      try makeFolder(parent(of: path))
      if mkdir(path, 0o777) == 0 { return }
      let reason = errno
      // Another process may have been quicker.
      if !isFolder(path) { throw cannotWrite(path, reason) }
      return
    }
    guard reason == EEXIST || reason == ENOTDIR else { throw cannotWrite(path, reason) }
    var place = path
    while !exists(place), parent(of: place) != place { place = parent(of: place) }
    throw StageFailure(
      .cannotWrite, "\(place): is a file where a folder is needed; move it away or name another folder")
  }

  /// Makes sure that a folder is there and takes files, before hours of work are to end in it.
  public static func checkWritable(_ folder: String) throws(StageFailure) {
    try makeFolder(folder)
    guard access(folder, W_OK | X_OK) == 0 else { throw cannotWrite(folder, errno) }
  }

  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// What a path leads to, whatever it is called: without links, `.` and `..`. A path that leads nowhere stays as it is.
  public static func canonical(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Bytes of a file; nil where there is none.
  public static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// The names in a folder, in byte order; none where there is no folder.
  ///
  /// - Parameter prefix: what the names begin with that are wanted.
  public static func names(in folder: String, prefix: String = "") -> [String] {
    guard let listing = opendir(folder) else { return [] }
    defer { closedir(listing) }
    var names: [String] = []
    while let entry = readdir(listing) {
      withUnsafePointer(to: &entry.pointee.d_name) { name in
        let letters = UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
        guard strncmp(letters, prefix, prefix.utf8.count) == 0, strcmp(letters, ".") != 0, strcmp(letters, "..") != 0
        else { return }
        names.append(String(cString: letters))
      }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The files below a folder as paths relative to it, in byte order. Links are not followed.
  public static func tree(_ folder: String) -> [String] {
    var files: [String] = []
    func walk(_ relative: String) {
      for name in names(in: relative.isEmpty ? folder : folder + "/" + relative) {
        let path = relative.isEmpty ? name : relative + "/" + name
        var status = stat()
        guard lstat(folder + "/" + path, &status) == 0 else { continue }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: walk(path)
        case S_IFREG: files.append(path)
        default: continue
        }
      }
    }
    walk("")
    return files.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The folder and all folders below it, and all files. Links are not followed.
  public static func everything(in folder: String) -> [String] {
    let files = tree(folder).map { folder + "/" + $0 }
    var folders: [String] = []
    func walk(_ path: String) {
      folders.append(path)
      for name in names(in: path) {
        var status = stat()
        if lstat(path + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { walk(path + "/" + name) }
      }
    }
    walk(folder)
    return folders + files
  }

  public static func read(_ path: String, atMost limit: Int = 1 << 31) throws(StageFailure) -> [UInt8] {
    guard let bytes = try readIfThere(path, atMost: limit) else { throw cannotRead(path, ENOENT) }
    return bytes
  }

  /// nil where there is no such file.
  static func readIfThere(_ path: String, atMost limit: Int = 1 << 31) throws(StageFailure) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw cannotRead(path, errno)
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else { throw cannotRead(path, EISDIR) }
    guard status.st_size <= limit else {
      throw StageFailure(.badData, "\(path): \(status.st_size) bytes, more than the \(limit) that are read")
    }
    var reason: Int32 = 0
    // Room for a byte more than the file has, so that one call shows its end, too.
    var bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) + 1) { room, count in
      repeat { count = Glibc.read(file, room.baseAddress, room.count) } while count < 0 && errno == EINTR
      reason = count < 0 ? errno : 0
      count = max(0, count)
    }
    guard reason == 0 else { throw cannotRead(path, reason) }
    if bytes.count == Int(status.st_size), !bytes.isEmpty { return bytes }
    // It changed meanwhile, or is none that has a size.
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw cannotRead(path, errno) }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
      if bytes.count > limit { throw StageFailure(.badData, "\(path): more than the \(limit) bytes that are read") }
    }
  }

  /// Writes a file so that its name only ever stands for the whole of it, on disk.
  ///
  /// - Parameters:
  ///   - isDurable: whether to wait until the disk has it; false for what may be lost with the machine.
  ///   - isShared: whether another process may be writing the same file; false where a lock keeps others out.
  public static func write(
    _ bytes: some Collection<UInt8>, to path: String, isDurable: Bool = true, isShared: Bool = true
  ) throws(StageFailure) {
    let temporary = path + ".partial" + (isShared ? "-\(HostName.current)-\(getpid())" : "")
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw cannotWrite(path, errno) }
    let copy = Array(bytes)
    do throws(StageFailure) {
      try copy.withUnsafeBufferPointer { (buffer) throws(StageFailure) in
        try writeAll(UnsafeRawBufferPointer(buffer), to: file, path)
      }
    } catch {
      close(file)
      unlink(temporary)
      throw error
    }
    guard !isDurable || fsync(file) == 0, close(file) == 0 else { throw cannotWrite(path, errno) }
    if isDurable { return try rename(temporary, to: path) }
    guard Glibc.rename(temporary, path) == 0 else { throw cannotWrite(path, errno) }
  }

  /// Writes a file into a folder that nobody else sees yet, so that no rename is needed.
  ///
  /// - Parameter isDurable: whether to wait until the disk has it; false where `sync` follows for several files at once.
  static func writeNew(_ bytes: [UInt8], to path: String, isDurable: Bool = true) throws(StageFailure) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw cannotWrite(path, errno) }
    defer { close(file) }
    try bytes.withUnsafeBufferPointer { (buffer) throws(StageFailure) in
      try writeAll(UnsafeRawBufferPointer(buffer), to: file, path)
    }
    guard !isDurable || fsync(file) == 0 else { throw cannotWrite(path, errno) }
  }

  /// Waits until the disk has all files. It is told of every one before the first is waited for, so that they go to it
  /// together: 64 small files take 8 ms so, and 20 ms one after the other.
  static func sync(_ paths: [String]) throws(StageFailure) {
    for group in stride(from: 0, to: paths.count, by: 128) {
      var files: [Int32] = []
      defer { for file in files { close(file) } }
      for path in paths[group..<min(group + 128, paths.count)] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw cannotRead(path, errno) }
        files.append(file)
        macaroni_start_writing(file)
      }
      for (path, file) in zip(paths[group...], files) {
        guard fsync(file) == 0 else { throw cannotWrite(path, errno) }
      }
    }
  }

  /// The SHA-256 of a file, read piece by piece.
  public static func digest(of path: String) throws(StageFailure) -> String {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw cannotRead(path, errno) }
    defer { close(file) }
    var hash = SHA256()
    try forEachPiece(of: file, path) { hash.update($0) }
    return hash.finish().hex
  }

  /// The last bytes of a file, and how many stand before them.
  public static func end(of path: String, atMost limit: Int) throws(StageFailure) -> (before: Int, bytes: [UInt8]) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw cannotRead(path, errno) }
    defer { close(file) }
    let before = max(0, lseek(file, 0, SEEK_END) - limit)
    lseek(file, off_t(before), SEEK_SET)
    var bytes: [UInt8] = []
    try forEachPiece(of: file, path) { bytes += $0 }
    return (before, bytes)
  }

  static func forEachPiece(
    of file: Int32, _ path: String, _ body: (UnsafeRawBufferPointer) -> Void
  ) throws(StageFailure) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = Glibc.read(file, buffer.baseAddress, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw cannotRead(path, errno) }
      if count == 0 { return }
      body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Gives a file a second name; copies it where the file system knows no links.
  static func link(_ from: String, to path: String) throws(StageFailure) {
    if Glibc.link(from, path) == 0 { return }
    let reason = errno
    guard [EPERM, EXDEV, EMLINK, EOPNOTSUPP, ENOSYS].contains(reason) else { throw cannotWrite(path, reason) }
    try writeNew(try read(from, atMost: .max), to: path)
  }

  /// - Parameter path: what a failure names.
  public static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32, _ path: String) throws(StageFailure) {
    var done = 0
    while done < bytes.count {
      let count = Glibc.write(file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw cannotWrite(path, errno) }
      done += count
    }
  }

  public static func rename(_ from: String, to path: String) throws(StageFailure) {
    guard Glibc.rename(from, path) == 0 else { throw cannotWrite(path, errno) }
    syncFolder(of: path)
  }

  /// Puts the entries of the folder that `path` is in on disk, so that a rename outlives a power cut.
  public static func syncFolder(of path: String) {
    syncFolder(parent(of: path))
  }

  static func syncFolder(_ path: String) {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { return }
    fsync(folder)
    close(folder)
  }

  public static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Makes a symbolic link, or makes it point elsewhere in one step.
  public static func point(_ path: String, to target: String) throws(StageFailure) {
    let new = "\(path)-\(getpid())"
    unlink(new)
    guard symlink(target, new) == 0 else { throw cannotWrite(path, errno) }
    try rename(new, to: path)
  }

  /// Removes a folder in one step for whoever looks: nothing half removed ever has its name.
  public static func removeAtOnce(_ path: String) throws(StageFailure) {
    let parent = parent(of: path)
    let aside = "\(parent)/.partial-gc-\(path.dropFirst(parent.count + 1))"
    try rename(path, to: aside)
    try remove(aside)
  }

  /// Removes a file or a folder with all that is in it; nothing is said where there is none.
  public static func remove(_ path: String) throws(StageFailure) {
    guard exists(path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // By now `errno` may be that of another call.
      let reason = ((error as? CocoaError)?.underlying as? POSIXError)?.code.rawValue
      throw cannotWrite(path, reason ?? errno)
    }
  }

  /// A path made absolute: relative ones count from `base`.
  public static func resolve(_ path: String, base: String) -> String { path.hasPrefix("/") ? path : base + "/" + path }

  public static func cannotWrite(_ path: String, _ code: Int32) -> StageFailure {
    StageFailure(.cannotWrite, "\(path): cannot be written: \(words(code)); make room or allow writing, then run again")
  }

  static func cannotRead(_ path: String, _ code: Int32) -> StageFailure {
    StageFailure(.wrongArguments, "\(path): cannot be read: \(words(code))")
  }

  private static func words(_ code: Int32) -> String { code == 0 ? "unknown fault" : String(cString: strerror(code)) }
}
