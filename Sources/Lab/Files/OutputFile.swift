// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc

/// Writes files so that nothing is ever half-written: beside their name, then renamed.
enum OutputFile {
    /// Puts bytes in the place of a file.
    ///
    /// Whatever goes wrong, the old file stays as it was and nothing is left beside it. A symbolic
    /// link stays one, and a file that is replaced keeps who may read it.
    ///
    /// - Throws: A ``CommandError`` of code `file` that names the path and the system's reason.
    static func write(
        _ bytes: [UInt8], to path: String, span: Range<Int>? = nil
    ) throws(CommandError) {
        try write(to: path, span: span) { put in put(bytes) }
    }

    /// Does the same with bytes that are made piece by piece.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - span: Where its name stands in the line.
    ///   - pieces: Hands each piece to its argument, which returns 0 or the reason why it could not
    ///     be written; returns 0, or a reason why the file is not to be.
    /// - Throws: As the other does.
    static func write(
        to path: String, span: Range<Int>? = nil,
        pieces: (_ put: @escaping ([UInt8]) -> Int32) -> Int32
    ) throws(CommandError) {
        let mode = try oldMode(of: path, span)
        let place = target(of: path)
        let (descriptor, temporary, refused) = make(beside: place)
        guard refused == 0 else { throw InputFile.failure("write", path, refused, span) }
        var code = pieces { writeAll($0, to: descriptor) }
        if let mode, code == 0 { fchmod(descriptor, mode) }
        if code == 0 && fsync(descriptor) != 0 && errno != EINVAL { code = errno }
        if close(descriptor) != 0 && code == 0 { code = errno }
        if code == 0 && rename(temporary, place) != 0 { code = errno }
        guard code == 0 else {
            unlink(temporary)
            throw InputFile.failure("write", path, code, span)
        }
    }

    /// Returns where a symbolic link leads, or the path itself.
    private static func target(of path: String) -> String {
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
            let real = realpath(path, nil)
        else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// Makes an empty file in the folder of another, under a name that is short and not taken: one
    /// may be left there from a process that was killed.
    ///
    /// - Returns: The open file and its name, and 0 or the reason why none could be made.
    private static func make(
        beside path: String
    ) -> (descriptor: Int32, name: String, code: Int32) {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        for attempt in 1...100 {
            let name = "\(folder).flipside-\(getpid())-\(attempt).part"
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            let code = descriptor < 0 ? errno : 0
            if code != EEXIST { return (descriptor, name, code) }
        }
        return (-1, "", EEXIST)
    }

    /// Returns 0, or the reason why not everything was written.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return count < 0 ? errno : EIO }
            start += count
        }
        return 0
    }

    /// Returns who may read and write the file that is to be replaced, or nil where there is none.
    ///
    /// - Throws: Where it is a folder, a device or a pipe, or may not be written.
    private static func oldMode(
        of path: String, _ span: Range<Int>?
    ) throws(CommandError) -> mode_t? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no regular file"
            throw CommandError(
                .file, "\(shownText(path)) is \(kind)", span: span,
                hint: "give the path of a file")
        }
        // Whoever took the right to write from a file wants to keep it, though a rename needs none.
        guard access(path, W_OK) == 0 else { throw InputFile.failure("write", path, EACCES, span) }
        return status.st_mode & 0o777
    }
}
