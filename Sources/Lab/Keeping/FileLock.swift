// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A file that is locked while this value lives; the lock goes with the process, however it ends.
///
/// A class, because the descriptor is closed once.
final class FileLock: Sendable {
    /// The file's path.
    let path: String

    private let descriptor: Int32

    /// Makes a file with a name of its own in a folder, and locks it; nil where that fails.
    init?(newIn folder: String) {
        var template = Array((folder + "/bench-XXXXXX").utf8CString)
        descriptor = mkstemp(&template)
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard descriptor >= 0 else { return nil }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
