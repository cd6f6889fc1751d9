// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The lines of a log, one after the other.
struct LogLines: ~Copyable {
    /// Lines of 32 MiB and more are skipped and counted.
    static let tooLong = 1 << 25

    private var lines: LineReader
    private let path: String

    /// Opens a file, a pipe or a device.
    ///
    /// - Parameters:
    ///   - path: Its name.
    ///   - isCancelled: Asked before each block is read; true stops the reading.
    /// - Throws: Why the file cannot be opened.
    init(path: String, isCancelled: @escaping () -> Bool) throws(LogError) {
        self.path = path
        do throws(FileError) {
            lines = LineReader(
                try OpenFile(path), longest: Self.tooLong - 1, isCancelled: isCancelled)
        } catch {
            throw LogError(error, path: path)
        }
    }

    /// The current line without its line break; valid until the next line is read.
    var line: Bytes { lines.line }

    /// The number of the current line in the file, from 1; of the first where several were joined.
    var lineNumber: Int { lines.lineNumber }

    /// The bytes read so far.
    var bytesRead: Int { lines.bytesRead }

    /// Whether the file's last line has been read and has no line break.
    var isCut: Bool { lines.isCut }

    /// Returns the start of the file as far as one buffer holds it, before the first line is read.
    mutating func prefix() throws(LogError) -> Bytes {
        do { return try lines.prefix() } catch { throw failure(error) }
    }

    /// Moves to the next line.
    mutating func next() throws(LogError) -> LineReader.Result {
        do { return try lines.next() } catch { throw failure(error) }
    }

    /// Joins the line after the current one to it; see ``LineReader/extend(limit:)``.
    mutating func extend(limit: Int) throws(LogError) -> Bytes? {
        do { return try lines.extend(limit: limit) } catch { throw failure(error) }
    }

    /// Goes back to the first of the lines that were joined.
    mutating func retract() { lines.retract() }

    private func failure(_ error: FileError) -> LogError {
        LogError(error, path: path, line: lineNumber)
    }
}
