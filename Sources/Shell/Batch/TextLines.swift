// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import TextFiles

/// Reads lines of text from a file as they come, or from a text.
///
/// A line that is too long, or that holds bytes that are no UTF-8 or NUL, comes without its text and
/// with what is wrong.
struct TextLines: ~Copyable {
    /// The most bytes that a line may have.
    static let longest = 1 << 20

    /// The most bytes that are read in search of a line's end: 64 MiB.
    static let longestSearch = 64 << 20

    private var lines: LineReader<FileError>

    /// One line.
    struct Line: Equatable {
        /// Its number, from 1.
        let number: Int
        /// Its text without the newline, or what is wrong with it.
        let content: Result<String, Flaw>
    }

    /// What is wrong with a line.
    enum Flaw: Error, Equatable {
        case tooLong
        case noText
    }

    /// Reads a file to its end, or up to an interrupt.
    init(_ file: consuming OpenFile) {
        lines = LineReader(
            file, longest: Self.longest, longestSearch: Self.longestSearch,
            isCancelled: { ct_is_interrupted() }, failure: { error, _ in error })
    }

    /// Reads a text.
    init(text: String) { lines = LineReader(Array(text.utf8), longest: Self.longest) }

    /// The number of the last line.
    var number: Int { lines.lineNumber }

    /// Returns the next line, or nil at the end.
    mutating func next() throws(FileError) -> Line? {
        switch try lines.next() {
        case .end: nil
        case .tooLong: Line(number: number, content: .failure(.tooLong))
        case .line: Line(number: number, content: Self.text(of: lines.line))
        }
    }

    private static func text(of line: Bytes) -> Result<String, Flaw> {
        guard !line.contains(0), let text = String(validating: line, as: UTF8.self) else {
            return .failure(.noText)
        }
        return .success(text)
    }
}
