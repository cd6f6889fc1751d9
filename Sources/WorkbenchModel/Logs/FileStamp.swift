// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What shows that a file is still what it was: its place, its size, and when it was changed.
struct FileStamp: Sendable, Equatable {
    private let numbers: [Int]

    /// Looks at a file; of one that is not there only this is known, and two of them are equal.
    init(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            numbers = []
            return
        }
        numbers = [
            Int(status.st_dev), Int(status.st_ino), Int(status.st_size), status.st_mtim.tv_sec,
            status.st_mtim.tv_nsec, status.st_ctim.tv_sec, status.st_ctim.tv_nsec,
        ]
    }
}
