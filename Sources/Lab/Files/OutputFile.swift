// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc

/// Writes files so that nothing is ever half-written: beside their name, then renamed.
enum OutputFile {
    /// Puts bytes in the place of a file.
    ///
    /// Whatever goes wrong, the old file stays as it was and nothing is left beside it.
    ///
    /// - Throws: A ``CommandError`` of code `file` that names the path and the system's reason.
    static func write(
        _ bytes: [UInt8], to path: String, span: Range<Int>? = nil
    ) throws(CommandError) {
        try refuseFolders(path, span)
        let temporary = "\(path).\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw InputFile.failure("write", path, errno, span)
        }
        var code = writeAll(bytes, to: descriptor)
        if code == 0 && fsync(descriptor) != 0 && errno != EINVAL { code = errno }
        if close(descriptor) != 0 && code == 0 { code = errno }
        if code == 0 && rename(temporary, path) != 0 { code = errno }
        guard code == 0 else {
            unlink(temporary)
            throw InputFile.failure("write", path, code, span)
        }
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

    private static func refuseFolders(_ path: String, _ span: Range<Int>?) throws(CommandError) {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG else { return }
        let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no regular file"
        throw CommandError(
            .file, "\(shownText(path)) is \(kind)", span: span,
            hint: "give the path of a file")
    }
}
