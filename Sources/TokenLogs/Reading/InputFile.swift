// SPDX-License-Identifier: GPL-3.0-or-later

// The files of POSIX. Glibc is what we build and test with; the others are untried.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#elseif canImport(Bionic)
    import Bionic
#endif

/// A file open for reading, which is closed when the value ends.
struct InputFile: ~Copyable {
    private let descriptor: Int32
    private let path: String

    /// Opens a file, a pipe or a device.
    ///
    /// - Throws: Why the file cannot be read, by its name.
    init(path: String) throws(LogError) {
        guard !path.utf8.contains(0) else {
            throw LogError(
                kind: .file, message: "no file can be named \(printable(path: path))",
                hint: "a file name has no NUL")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fileTrouble(path, errno) }
        var status = stat()
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw fileTrouble(path, EISDIR)
        }
        self.descriptor = descriptor
        self.path = path
    }

    deinit {
        close(descriptor)
    }

    /// Reads at most a number of bytes, and returns how many.
    ///
    /// The result is 0 at the end of the file, and nil where a signal came in between.
    func read(
        into buffer: UnsafeMutablePointer<UInt8>, count: Int
    ) throws(LogError) -> Int? {
        let result = readBytes(descriptor, buffer, count)
        if result >= 0 { return result }
        if errno == EINTR { return nil }
        throw fileTrouble(path, errno)
    }
}

/// Calls the system's `read`, whose name is a method's in ``InputFile``.
private func readBytes(
    _ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int
) -> Int {
    read(descriptor, buffer, count)
}

/// Returns what to say about a file that the system refuses.
private func fileTrouble(_ path: String, _ code: Int32) -> LogError {
    if code == EINTR { return interruption(path) }
    let (reason, hint): (String, String?) =
        switch code {
        case EISDIR: ("it is a folder", "name one file in it")
        case ENOENT, ENOTDIR: ("no such file", "check the name and the folder")
        case EACCES, EPERM: ("permission denied", "ask for permission to read it")
        case ENAMETOOLONG: ("the name is too long", "check the name")
        default: (String(cString: strerror(code)), nil)
        }
    return LogError(
        kind: .file, message: "cannot read \(printable(path: path)): \(reason)", hint: hint)
}

/// Returns what to say where somebody asked for the reading to stop.
func interruption(_ path: String, line: Int? = nil) -> LogError {
    LogError(
        kind: .interrupted, message: "stopped reading \(printable(path: path))", line: line)
}
