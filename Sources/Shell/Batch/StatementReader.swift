// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

/// Joins the lines of a script to statements: a trailing `\` or an open bracket continues a line.
struct StatementReader {
    /// The most lines that a statement may have; an open bracket must not swallow a whole file.
    static let mostLines = 1000

    private var lines: LineReader

    /// One statement.
    struct Statement: Equatable {
        /// The number of its first line, from 1.
        let line: Int
        /// Its lines joined by newlines, or what is wrong with one of them.
        let content: Result<String, LineReader.Flaw>
    }

    init(_ lines: LineReader) {
        self.lines = lines
    }

    /// Returns the next statement that is not blank, or nil at the end.
    mutating func next() throws(LineReader.Failure) -> Statement? {
        while let first = try lines.next() {
            guard case .success(var text) = first.content else {
                return Statement(line: first.number, content: first.content)
            }
            if text.allSatisfy(\.isWhitespace) { continue }
            var count = 1
            var scanner = ContinuationScanner()
            scanner.add(text)
            while count < Self.mostLines, text.utf8.count < LineReader.longest, scanner.isOpen,
                let more = try lines.next()
            {
                guard case .success(let continuation) = more.content else {
                    return Statement(line: more.number, content: more.content)
                }
                text += "\n" + continuation
                scanner.add("\n" + continuation)
                count += 1
            }
            return Statement(line: first.number, content: .success(text))
        }
        return nil
    }
}
