// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import WorkbenchModel

extension Session {
    /// Returns the line that somebody means who asks as in other programs: `?plot`, `plot?`,
    /// `weights --help`.
    ///
    /// Only of lines that mean nothing else: names of tokens may end in a question mark too, and
    /// scripts and recipes hold them.
    func meant(_ line: String) -> String {
        let (mark, blank) = (UInt8(ascii: "?"), UInt8(ascii: " "))
        guard
            line.utf8.first(where: { $0 != blank }) == mark
                || line.utf8.last(where: { $0 != blank }) == mark
                || line.hasSuffix("-h") || line.hasSuffix("-help")
        else { return line }
        let words = line.split(separator: " ").map(String.init)
        guard let first = words.first, let last = words.last,
            workbench.bench.token(named: last) == nil
        else { return line }
        if first.hasPrefix("?") {
            let rest = ([String(first.drop { $0 == "?" })] + words.dropFirst())
            return "help " + rest.joined(separator: " ")
        }
        let asked = last.prefix { $0 != "?" }
        if last.hasSuffix("?"), asked.allSatisfy({ $0.isLetter || $0 == "_" || $0 == "-" }) {
            let command = parser.command(named: first)
            let isArgument = command?.parameters.contains { $0.answers(to: String(asked)) } ?? false
            if words.count == 1 { return "help \(asked)" }
            if words.count == 2, asked.isEmpty || isArgument { return "help \(first) \(asked)" }
        }
        if words.count == 2, ["--help", "-h", "-?"].contains(last) { return "help \(first)" }
        return line
    }
}

extension CommandError {
    /// Returns the error with the whole line in the place of a piece of it that its hint says to write
    /// where the carets stand, so that the advice can be typed as it is.
    func completed(in line: String) -> CommandError {
        let write = self.hint?.writtenPiece
        if line.contains("\n"), write != nil {
            return CommandError(
                code, message, span: span,
                hint: "its lines are one statement; Ctrl-C drops one that is not finished")
        }
        guard let hint, let span, let write else { return self }
        let piece = String(hint[write...])
        let scalars = Array(line.unicodeScalars)
        let words = piece.split(separator: " ", omittingEmptySubsequences: false)
        guard scalars.count <= 200, span.upperBound <= scalars.count,
            words.count == 1 || words.allSatisfy({ $0.contains("=") })
        else { return self }
        var start = span.lowerBound
        // The carets may stand under the value alone, where the advice has its key.
        let keys = words.compactMap { word in
            word.unicodeScalars.firstIndex(of: "=").map { Array(word.unicodeScalars[...$0]) }
        }
        let before = scalars[..<start]
        start -= keys.first { before.suffix($0.count).elementsEqual($0) }?.count ?? 0
        let text: (ArraySlice<Unicode.Scalar>) -> String = { String(String.UnicodeScalarView($0)) }
        let whole = text(scalars[..<start]) + piece + text(scalars[span.upperBound...])
        return CommandError(
            code, message, span: span, hint: hint[..<write] + shownText(whole))
    }
}

extension String {
    /// Where a hint begins to say what to write; nil for a hint that tells of writing without saying
    /// so, as in "has a transformer write them".
    fileprivate var writtenPiece: Index? {
        if hasPrefix("write ") { return index(startIndex, offsetBy: 6) }
        let phrases = [", write ", ", or write "]
        return phrases.compactMap { firstRange(of: $0)?.upperBound }.min()
    }
}
