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
    ///
    /// Never open in a program that is started meanwhile on another thread, as mkstemp's file may be.
    init?(newIn folder: String) {
        var path = ""
        var descriptor: Int32 = -1
        for _ in 0..<100 where descriptor < 0 {
            let number = UInt64.random(in: (1 << 32)..<(1 << 48))
            path = "\(folder)/bench-\(String(number, radix: 36))"
            descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
            guard descriptor >= 0 || errno == EEXIST else { break }
        }
        (self.path, self.descriptor) = (path, descriptor)
        guard descriptor >= 0 else { return nil }
        _ = flock(descriptor, LOCK_EX | LOCK_NB)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }
}
