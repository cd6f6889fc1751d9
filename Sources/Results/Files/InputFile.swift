// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Glibc
import TextFiles

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
        do throws(FileError) {
            return try OpenFile(path, isRegular: true).bytes(most: most)
        } catch .tooLarge {
            throw CommandError(
                .file, "\(shownText(path)) is larger than \(most >> 20) MiB", span: span,
                hint: hint)
        } catch {
            throw failure(error, path, span)
        }
    }

    /// Returns the text of a file in UTF-8; the rest is as with ``bytes(of:span:most:hint:)``.
    package static func text(
        of path: String, span: Range<Int>? = nil, most: Int = largest,
        hint: String = "read large logs with load; they may be larger than memory"
    ) throws(CommandError) -> String {
        let bytes = try bytes(of: path, span: span, most: most, hint: hint)
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw CommandError(
                .syntax, "\(shownText(path)) holds a NUL or bytes that are no UTF-8", span: span,
                hint: "save the file as UTF-8 text")
        }
        return text
    }

    /// Returns the first bytes of a file, to see what it is; none where it cannot be read.
    ///
    /// A pipe is not even opened: its writer would be heard, and hear that nobody reads.
    package static func head(of path: String, count: Int) -> [UInt8] {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
        guard let file = try? OpenFile(path, isRegular: true) else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { block, found in
            guard let start = block.baseAddress else { return }
            found = (try? file.read(into: start, count: count)).flatMap { $0 } ?? 0
        }
    }

    /// Returns the SHA-256 digest of a file that may be larger than memory, in hexadecimal digits.
    package static func digest(
        of path: String, isCancelled: () -> Bool = { false }
    ) throws(CommandError) -> String {
        try digest(of: [path], isCancelled: isCancelled)
    }

    /// Returns the SHA-256 digest of files one after the other, as if they were one.
    package static func digest(
        of paths: [String], isCancelled: () -> Bool = { false }
    ) throws(CommandError) -> String {
        var digest = SHA256()
        for path in paths {
            do throws(FileError) {
                try OpenFile(path, waits: false).blocks(unless: isCancelled) { digest.add($0) }
            } catch {
                throw failure(error, path, nil)
            }
        }
        return digest.text
    }

    /// Says why a file cannot be read.
    private static func failure(
        _ error: FileError, _ path: String, _ span: Range<Int>?
    ) -> CommandError {
        switch error {
        case .system(let code), .noRoom(let code): failure("read", path, code, span)
        case .noName: failure("read", path, ENOENT, span)
        case .cancelled: CommandError(.interrupted, "interrupted")
        case .folder: notAFile("a folder", path, span)
        case .notRegular, .tooLarge, .endless: notAFile("no regular file", path, span)
        }
    }

    /// Returns the error about what is no file that could be read or replaced.
    package static func notAFile(
        _ kind: String, _ path: String, _ span: Range<Int>?
    ) -> CommandError {
        CommandError(
            .file, "\(shownText(path)) is \(kind)", span: span, hint: "give the path of a file")
    }

    /// Returns the error for a system call that failed with a reason.
    package static func failure(
        _ verb: String, _ path: String, _ code: Int32, _ span: Range<Int>?
    ) -> CommandError {
        CommandError(
            .file,
            "cannot \(verb) \(shownText(path)): \(systemReason(code, isWritten: verb == "write"))",
            span: span, hint: hint(code, path))
    }

    private static func hint(_ code: Int32, _ path: String) -> String? {
        switch code {
        case ENOENT where path.hasPrefix("~"):
            "write the whole path; only ~/ is read as a home folder, and it is yours"
        case ENOENT, ENOTDIR: "check the name and the folder; paths start at the folder you are in"
        case EACCES, EPERM, EROFS: "choose a place that you may use"
        case ENOSPC, EDQUOT: "free some space or choose another disk; the old file is as it was"
        case EFBIG: "raise the limit with ulimit -f; the old file is as it was"
        case EISDIR: "give the path of a file"
        default: nil
        }
    }
}
