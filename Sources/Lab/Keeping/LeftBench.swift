// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc
import Results

/// The bench of a sitting whose process is gone.
struct LeftBench {
    /// Where it is.
    let path: String

    /// When it was written last, in nanoseconds.
    let time: Int

    /// How many bytes it has.
    let size: Int

    /// Looks at a kept bench; nil where its sitting still lives, or where it is no regular file.
    init?(path: String) {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let lock = open(Self.lock(of: path), O_RDONLY | O_CLOEXEC)
        if lock >= 0 {
            defer { close(lock) }
            guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { return nil }
        }
        self.path = path
        time = status.st_mtim.tv_sec * 1_000_000_000 + status.st_mtim.tv_nsec
        size = Int(status.st_size)
    }

    private static func lock(of path: String) -> String { String(path.dropLast(".flip".count)) }

    /// Returns what the bench holds.
    ///
    /// - Throws: A ``CommandError`` of code `file` where it cannot be read.
    func bench() throws(CommandError) -> KeptBench {
        KeptBench(text: String(decoding: try InputFile.bytes(of: path), as: UTF8.self))
    }

    /// Removes it.
    func forget() {
        unlink(path)
        unlink(Self.lock(of: path))
    }
}
