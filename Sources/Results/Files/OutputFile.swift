// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Glibc

/// Writes files so that nothing is ever half-written, and nothing is left whatever ends the process.
///
/// A file has no name before all of it is on the disk. Where the file system has no such files (NFS
/// and some others), it is written beside its name and then renamed.
package enum OutputFile {
    /// Opens a file without a name in a folder; Linux's O_TMPFILE, which Swift does not see.
    private static let nameless = 0o20_000_000 | O_DIRECTORY

    /// Puts bytes in the place of a file.
    ///
    /// Whatever goes wrong, the old file stays as it was and nothing is left beside it. A symbolic
    /// link stays one, its target is made where there is none, and a file that is replaced keeps who
    /// may read it.
    ///
    /// - Throws: A ``CommandError`` of code `file` that names the path and the system's reason.
    package static func write(
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
    ///     be written; returns 0, or a reason why the file is not to be. It may be called again, and
    ///     makes the same pieces then.
    /// - Throws: As the other does.
    package static func write(
        to path: String, span: Range<Int>? = nil, pieces: Content.Pieces
    ) throws(CommandError) {
        let place = try SymbolicLink.end(of: path, span: span)
        let mode = try oldMode(of: path, span)
        let code = withoutActuallyEscaping(pieces) { pieces in
            let content = Content(pieces: pieces, mode: mode)
            return writeNameless(content, to: place) ?? writeNamed(content, to: place)
        }
        guard code != 0 else { return }
        guard code != EINTR else {
            throw CommandError(
                .interrupted, "stopped before \(shownText(path)) was written", span: span)
        }
        let shown = place == path ? path : "\(path), a link to \(place)"
        throw InputFile.failure("write", shown, code, span)
    }

    /// Adds bytes to the end of a file, which is made where there is none.
    ///
    /// - Returns: 0, or the reason why not all of them could be added.
    package static func append(_ bytes: [UInt8], to path: String, mode: UInt32) -> Int32 {
        // A pipe that nobody reads is an error, not a wait for ever.
        let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
        let descriptor = open(path, flags, mode)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        return writeAll(bytes, to: descriptor)
    }

    /// What a file is to hold, and who may read and write it; nil for what is usual.
    package struct Content {
        package let pieces: Pieces
        package let mode: UInt32?

        /// Hands each piece to its argument; see ``OutputFile/write(to:span:pieces:)``.
        package typealias Pieces = (_ put: @escaping ([UInt8]) -> Int32) -> Int32
    }

    /// Returns 0, or the reason why not everything was written.
    private static func writeAll(
        _ bytes: [UInt8], to descriptor: Int32, unless isStopped: () -> Bool = { false }
    ) -> Int32 {
        var start = 0
        while start < bytes.count {
            guard !isStopped() else { return EINTR }
            let count = bytes[start...].prefix(1 << 20).withUnsafeBytes {
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
    ) throws(CommandError) -> UInt32? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFREG else {
            let kind = status.st_mode & S_IFMT == S_IFDIR ? "a folder" : "no regular file"
            throw InputFile.notAFile(kind, path, span)
        }
        // Whoever took the right to write from a file wants to keep it, though a rename needs none.
        guard access(path, W_OK) == 0 else { throw InputFile.failure("write", path, EACCES, span) }
        return status.st_mode & 0o777
    }
}

// MARK: - Without a name, and beside it

extension OutputFile {
    /// Writes a file that gets its name when all of it is there.
    ///
    /// - Returns: 0, or the reason why it was not written; nil where there are no such files.
    static func writeNameless(_ content: Content, to place: String) -> Int32? {
        let above = folder(of: place)
        let descriptor = open(above.isEmpty ? "." : above, nameless | O_WRONLY | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let code = fill(descriptor, content)
        return code == 0 ? HeldSignals.during { _ in give(descriptor, place) } : code
    }

    /// Gives an open file without a name the one of a place.
    ///
    /// - Returns: As ``writeNameless(_:to:)`` does.
    private static func give(_ descriptor: Int32, _ place: String) -> Int32? {
        let source = "/proc/self/fd/\(descriptor)"
        func link(_ name: String) -> Int32 {
            linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW) == 0 ? 0 : errno
        }
        let code = link(place)
        // Nobody can link in the place of a file, so this has another name for a moment.
        guard code == EEXIST else { return code == 0 ? 0 : nil }
        for temporary in TemporaryName.ours {
            let name = folder(of: place) + temporary.text
            let code = link(name)
            if code == EEXIST { continue }
            return code == 0 ? moved(name, to: place) : nil
        }
        return EEXIST
    }

    /// Writes a file beside its name, and renames it.
    ///
    /// A signal that comes meanwhile stops it, and ends the process once the file is removed.
    ///
    /// - Returns: 0, or the reason why it was not written.
    static func writeNamed(_ content: Content, to place: String) -> Int32 {
        HeldSignals.during { isOneWaiting in
            let (descriptor, name, refused) = make(beside: place)
            guard refused == 0 else { return refused }
            var code = fill(descriptor, content, unless: isOneWaiting)
            if close(descriptor) != 0 && code == 0 { code = errno }
            if code == 0 { return moved(name, to: place) }
            unlink(name)
            return code
        }
    }

    /// Makes an empty file in the folder of another.
    ///
    /// - Returns: The open file and its name, and 0 or the reason why none could be made.
    private static func make(
        beside place: String
    ) -> (descriptor: Int32, name: String, code: Int32) {
        for temporary in TemporaryName.ours {
            let name = folder(of: place) + temporary.text
            let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            let code = descriptor < 0 ? errno : 0
            if code != EEXIST { return (descriptor, name, code) }
        }
        return (-1, "", EEXIST)
    }

    /// Writes all of a file and waits until it is on the disk; its lock says that it is in use.
    private static func fill(
        _ descriptor: Int32, _ content: Content, unless isStopped: @escaping () -> Bool = { false }
    ) -> Int32 {
        flock(descriptor, LOCK_EX | LOCK_NB)
        let code = content.pieces { writeAll($0, to: descriptor, unless: isStopped) }
        guard code == 0 else { return code }
        if let mode = content.mode { fchmod(descriptor, mode) }
        return fsync(descriptor) == 0 || errno == EINVAL ? 0 : errno
    }

    /// Renames a file, or removes it where that fails; returns 0 or the reason.
    private static func moved(_ name: String, to place: String) -> Int32 {
        guard rename(name, place) != 0 else { return 0 }
        let code = errno
        unlink(name)
        return code
    }
}
