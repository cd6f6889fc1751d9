// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// What stands at a path.
struct PathKind {
    /// What it is.
    enum Kind {
        case file, folder, pipe, device, socket
    }

    /// What makes two paths one file, whatever they are called.
    struct Identity: Hashable {
        let device: UInt
        let node: UInt
    }

    let kind: Kind
    let identity: Identity
    /// The size of a file in bytes.
    let size: Int

    /// Looks at a path, and at what it links to; nil where there is nothing, or nobody may see it.
    init?(_ path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }

    /// Looks at what is open under a descriptor.
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    private init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFDIR: .folder
            case S_IFIFO: .pipe
            case S_IFSOCK: .socket
            case S_IFCHR, S_IFBLK: .device
            default: .file
            }
        identity = Identity(device: UInt(status.st_dev), node: UInt(status.st_ino))
        size = Int(status.st_size)
    }
}
