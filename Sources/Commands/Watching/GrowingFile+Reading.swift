// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc
import TextFiles
import TokenLogs

/// The most bytes of whole lines that are copied.
private let longestCopy = 16 << 20

/// The bytes that are read at a time.
private let block = 1 << 20

extension GrowingFile {
    /// Returns all whole lines of a file that is not too long for that; nil where it is read as it is.
    func wholeLines() throws(CommandError) -> [UInt8]? {
        guard let layout, layout != .whole, let state, state.size <= longestCopy else {
            return nil
        }
        let descriptor = try opened()
        defer { close(descriptor) }
        let all = bytes(descriptor, from: 0, most: longestCopy)
        return layout.lastEnd(in: all).map { Array(all[..<$0]) }
    }

    /// Whether there is at most one whole line, which may be but a head.
    var isWaiting: Bool {
        guard let lines = try? wholeLines() else { return layout == nil }
        return lines.count { $0 == UInt8(ascii: "\n") } < 2
    }

    /// Opens the file.
    func opened() throws(CommandError) -> Int32 {
        // A pipe that nobody writes to must not hold us up.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure(errno) }
        return descriptor
    }

    private func failure(_ code: Int32) -> CommandError {
        let error = LogError(FileError.system(code), path: path)
        let isMissing = code == ENOENT || code == ENOTDIR
        return CommandError(
            .file, error.message,
            hint: isMissing
                ? "check the name and the folder; watch begins once the file is there" : error.hint)
    }

    /// Returns at most so many bytes from a place on.
    func bytes(_ descriptor: Int32, from start: Int, most: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
            count = 0
            while count < most, let base = buffer.baseAddress {
                let wanted = min(block, most - count)
                let read = pread(descriptor, base + count, wanted, off_t(start + count))
                if read < 0 && errno == EINTR { continue }
                guard read > 0 else { return }
                count += read
            }
        }
    }

    /// Returns what an open file is like.
    ///
    /// - Throws: Where it is a pipe, a folder or a device.
    func currentState(_ descriptor: Int32) throws(CommandError) -> State {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CommandError(
                .file, "\(shownText(path)) is no regular file, which alone can be watched grow",
                hint: "load reads pipes; give the file that is written")
        }
        return State(
            device: UInt64(status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size),
            seconds: status.st_mtim.tv_sec, nanoseconds: status.st_mtim.tv_nsec,
            beginning: bytes(descriptor, from: 0, most: 4096))
    }
}
