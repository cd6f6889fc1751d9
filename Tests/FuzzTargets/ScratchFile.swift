// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A file that each input is written to, for what reads by name; in memory where the system has
/// such a folder.
struct ScratchFile: Sendable {
    /// Where it is; a word of a line as it stands.
    let path: String

    init(_ name: String) {
        let folder = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        path = "\(folder)/flipside-fuzz-\(getpid())-\(name)"
    }

    /// Calls a function while the file holds some bytes, and removes it.
    func with<Result>(_ bytes: [UInt8], _ body: (String) -> Result) -> Result? {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        let count = write(descriptor, bytes, bytes.count)
        close(descriptor)
        defer { unlink(path) }
        return count == bytes.count ? body(path) : nil
    }

    /// Writes bytes after those that are there, while somebody has the file.
    func append(_ bytes: ArraySlice<UInt8>) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        _ = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
}

/// Returns the bytes of a file below the package's folder, at most so many; none where there is none.
func repositoryFile(_ path: String, atMost count: Int) -> [UInt8] {
    let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return bytes(of: "/\(root)/\(path)", atMost: count)
}

/// Returns the first bytes of a file; none where there is none.
func bytes(of path: String, atMost count: Int) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = read(descriptor, &bytes, count)
    return Array(bytes.prefix(max(0, found)))
}
