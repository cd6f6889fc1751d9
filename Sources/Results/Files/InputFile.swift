// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Glibc

/// Reads whole small files: scripts, token lists, figures to be replaced.
package enum InputFile {
    /// The largest file that is read whole, in bytes: 64 MiB.
    package static let largest = 64 << 20

    /// Returns the bytes of a file.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - span: Where its name stands in the line.
    ///   - most: The most bytes that are read.
    ///   - hint: What to do with a file that is larger.
    /// - Returns: All of the file.
    /// - Throws: A ``CommandError`` of code `file` that names the path and the system's reason.
    package static func bytes(
        of path: String, span: Range<Int>? = nil, most: Int = largest,
        hint: String = "read large logs with load; they may be larger than memory"
    ) throws(CommandError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure("read", path, errno, span) }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        guard status.st_mode & S_IFMT == S_IFREG else {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no regular file"
            throw CommandError(
                .file, "\(shownText(path)) is \(kind)", span: span,
                hint: "give the path of a file")
        }
        let content = try all(of: descriptor, path, span, most: most)
        guard content.count <= most else {
            throw CommandError(
                .file, "\(shownText(path)) is larger than \(most >> 20) MiB", span: span,
                hint: hint)
        }
        return content
    }

    /// Returns the first bytes of a file, to see what it is; none where it cannot be read.
    package static func head(of path: String, count: Int) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        guard status.st_mode & S_IFMT == S_IFREG else { return [] }
        var block = [UInt8](repeating: 0, count: count)
        let found = read(descriptor, &block, count)
        return Array(block.prefix(max(0, found)))
    }

    /// Returns the bytes of a file up to its end; of one that is too large, some more than allowed.
    ///
    /// The size that the system states is not trusted: a file may grow, or have none (`/proc`).
    private static func all(
        of descriptor: Int32, _ path: String, _ span: Range<Int>?, most: Int
    ) throws(CommandError) -> [UInt8] {
        var content: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while content.count <= most {
            let count = read(descriptor, &block, block.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", path, errno, span) }
            guard count > 0 else { return content }
            content.append(contentsOf: block[..<count])
        }
        return content
    }

    /// Returns the SHA-256 digest of a file that may be larger than memory, in hexadecimal digits.
    package static func digest(
        of path: String, isCancelled: () -> Bool = { false }
    ) throws(CommandError) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw failure("read", path, errno, nil) }
        defer { close(descriptor) }
        var digest = SHA256()
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(descriptor, &block, block.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw failure("read", path, errno, nil) }
            guard count > 0 else { return digest.text }
            guard !isCancelled() else { throw CommandError(.interrupted, "interrupted") }
            digest.add(block[..<count])
        }
    }

    /// Returns the error for a system call that failed with a reason.
    package static func failure(
        _ verb: String, _ path: String, _ code: Int32, _ span: Range<Int>?
    ) -> CommandError {
        CommandError(
            .file, "cannot \(verb) \(shownText(path)): \(String(cString: strerror(code)))",
            span: span, hint: hint(code, path))
    }

    private static func hint(_ code: Int32, _ path: String) -> String? {
        switch code {
        case ENOENT where path.hasPrefix("~"):
            "write the whole path; only ~/ is read as a home folder, and it is yours"
        case ENOENT: "check the name and the folder; paths start at the folder you are in"
        case EACCES, EPERM, EROFS: "choose a place that you may use"
        case ENOSPC, EDQUOT: "free some space or choose another disk; the old file is as it was"
        case EFBIG: "raise the limit with ulimit -f; the old file is as it was"
        case EISDIR: "give the path of a file"
        default: nil
        }
    }
}
