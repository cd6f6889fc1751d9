// SPDX-License-Identifier: GPL-3.0-or-later

// Glibc is what we build and test with; the others are untried.
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

/// A copy of what came through a pipe, so that it can be read again.
///
/// The file is private and has no name: it is gone with the process, however that ends, and before
/// where nobody holds it any more.
package final class SpooledFile: Sendable {
    private let descriptor: Int32

    /// Makes an empty one.
    ///
    /// - Parameter folder: Where; nil or empty for `/tmp`.
    /// - Throws: Why it cannot be made.
    package init(in folder: String?) throws(FileError) {
        let folder = folder.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var name = Array("\(folder)/flipside-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw .noRoom(errno) }
        unlink(&name)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    /// Makes one that holds some bytes, in `TMPDIR` or `/tmp`.
    ///
    /// - Throws: Why it cannot be made.
    package convenience init(holding bytes: [UInt8]) throws(FileError) {
        try self.init(in: getenv("TMPDIR").map { String(cString: $0) })
        try bytes.withUnsafeBufferPointer { (bytes) throws(FileError) in try append(bytes) }
    }

    deinit { close(descriptor) }

    /// The name under which this process, and no other, opens it from its beginning.
    package var path: String { "/proc/self/fd/\(descriptor)" }

    /// Adds bytes at its end.
    ///
    /// - Throws: ``FileError/noRoom(_:)`` where that fails.
    func append(_ bytes: Bytes) throws(FileError) {
        var rest = bytes[...]
        while let start = Bytes(rebasing: rest).baseAddress, !rest.isEmpty {
            let count = write(descriptor, start, rest.count)
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                throw .noRoom(errno)
            }
        }
    }
}

extension SpooledFile: Equatable {
    /// Whether both are one.
    package static func == (left: SpooledFile, right: SpooledFile) -> Bool { left === right }
}
