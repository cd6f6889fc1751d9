// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Removes what processes left that were killed (SIGKILL, a power cut) while they wrote a file.
package enum StrayFiles {
    /// Removes the strays of a folder; empty is the folder that we are in.
    ///
    /// A file goes only where its name is exactly a ``TemporaryName``, its process is gone, it is a
    /// regular file of ours, and nobody holds its lock: a process of another machine, which shares
    /// the folder, may have any number.
    package static func sweep(_ folder: String) {
        for name in names(in: folder.isEmpty ? "." : folder, beginning: ".") {
            guard let temporary = TemporaryName(name), isGone(temporary.process) else { continue }
            remove(folder + name)
        }
    }

    private static func isGone(_ process: pid_t) -> Bool {
        kill(process, 0) != 0 && errno == ESRCH
    }

    private static func remove(_ path: String) {
        let descriptor = open(path, O_WRONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            status.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0
        else { return }
        unlink(path)
    }

    /// Returns the names in a folder that begin with some letters; none where it cannot be read.
    package static func names(in folder: String, beginning start: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let offset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
            let bytes = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
            guard strncmp(bytes, start, start.utf8.count) == 0 else { continue }
            names.append(String(cString: bytes))
        }
        return names
    }
}
