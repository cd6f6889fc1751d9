// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import TextFiles

/// Joins the lines of a script to statements: a trailing `\` or an open bracket continues a line.
struct StatementReader: ~Copyable {
    /// The most lines that a statement may have; an open bracket must not swallow a whole file.
    static let mostLines = 1000

    private var lines: TextLines

    /// One statement.
    struct Statement: Equatable {
        /// The number of its first line, from 1.
        let line: Int
        /// Its lines joined by newlines, or what is wrong with one of them.
        let content: Result<String, TextLines.Flaw>
    }

    /// The number of the last line that was read.
    var number: Int { lines.number }

    init(_ lines: consuming TextLines) {
        self.lines = lines
    }

    /// Returns the next statement that is not blank, or nil at the end.
    mutating func next() throws(FileError) -> Statement? {
        while let first = try lines.next() {
            guard case .success(let text) = first.content else {
                return Statement(line: first.number, content: first.content)
            }
            if text.allSatisfy(\.isWhitespace) { continue }
            var count = 1
            var statement = OpenStatement(text)
            while count < Self.mostLines, statement.text.utf8.count < TextLines.longest,
                statement.isOpen, let more = try lines.next()
            {
                guard case .success(let continuation) = more.content else {
                    return Statement(line: more.number, content: more.content)
                }
                statement.add(continuation)
                count += 1
            }
            return Statement(line: first.number, content: .success(statement.text))
        }
        return nil
    }
}
