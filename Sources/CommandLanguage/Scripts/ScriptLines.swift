// SPDX-License-Identifier: GPL-3.0-or-later

/// The lines of a script, each with its continuation lines.
///
/// Line ends may be LF, CR LF or both mixed; a byte order mark at the beginning is skipped. A last
/// line that is not complete is given as it stands, and its parser says what is missing.
public struct ScriptLines: Sequence, IteratorProtocol, Sendable {
    private var rest: Substring.UTF8View
    private var number = 1

    /// Takes the text of a script.
    public init(_ text: String) {
        rest = Substring(text).utf8
        let mark = "\u{FEFF}".utf8
        if rest.starts(with: mark) { rest.removeFirst(mark.count) }
    }

    /// Returns the next line, or nil at the end; blank lines and comments are lines too.
    public mutating func next() -> ScriptLine? {
        guard !rest.isEmpty else { return nil }
        let first = number
        var statement = OpenStatement(physicalLine())
        while statement.isOpen, !rest.isEmpty,
            statement.text.utf8.count <= LineScanner.longest
        {
            statement.add(physicalLine())
        }
        return ScriptLine(text: statement.text, number: first)
    }

    /// Takes the text up to the next line end.
    private mutating func physicalLine() -> String {
        number += 1
        var line = rest.prefix(lineLength)
        rest = rest.dropFirst(line.count + 1)
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        return String(Substring(line))
    }

    /// How many bytes stand before the next line end.
    private var lineLength: Int {
        rest.span.withUnsafeBufferPointer { $0.firstIndex(of: UInt8(ascii: "\n")) ?? $0.count }
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
