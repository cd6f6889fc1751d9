// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The lines of a script, each with its continuation lines.
///
/// Line ends may be LF, CR LF or both mixed; a byte order mark at the beginning is skipped. A last
/// line that is not complete is given as it stands, and its parser says what is missing.
public struct ScriptLines: Sequence, IteratorProtocol, Sendable {
    private let lines: [String]
    private var read = 0

    /// Takes the text of a script.
    public init(_ text: String) {
        var reader = LineReader(Array(text.utf8))
        var lines: [String] = []
        while reader.advance() { lines.append(String(decoding: reader.line, as: UTF8.self)) }
        self.lines = lines
    }

    /// Returns the next line, or nil at the end; blank lines and comments are lines too.
    public mutating func next() -> ScriptLine? {
        guard read < lines.count else { return nil }
        var statement = OpenStatement(lines[read])
        read += 1
        let first = read
        while statement.isOpen, read < lines.count,
            statement.text.utf8.count <= LineScanner.longest
        {
            statement.add(lines[read])
            read += 1
        }
        return ScriptLine(text: statement.text, number: first)
    }
}

/// One line of a script.
public struct ScriptLine: Sendable, Equatable {
    /// The line; continuation lines joined by line feeds.
    public let text: String

    /// Its number in the script, from 1; of several lines that of the first.
    public let number: Int

    /// Makes a line.
    public init(text: String, number: Int) {
        self.text = text
        self.number = number
    }

    /// Returns the line and the column in the script of a place in ``text``, both from 1.
    ///
    /// - Parameter offset: The place, in Unicode scalars of ``text``; beyond its end counts as the end.
    /// - Returns: The line's number, and the column in Unicode scalars.
    public func position(of offset: Int) -> (line: Int, column: Int) {
        var position = (line: number, column: 1)
        for scalar in text.unicodeScalars.prefix(max(offset, 0)) {
            position =
                scalar == "\n" ? (position.line + 1, 1) : (position.line, position.column + 1)
        }
        return position
    }
}
