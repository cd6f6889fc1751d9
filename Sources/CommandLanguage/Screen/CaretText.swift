// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Returns an error as people see it: what is wrong, the line, carets under the part, the remedy.
///
///     error: there is no method "apso"
///       weights methods=grpo,apso
///                            ^^^^
///       did you mean aspo?
///
/// No final line end. Control characters of the line are shown as codes, so that no terminal obeys
/// them; of a long line only what is near the span is shown, within 80 columns or those of a narrower
/// screen; of several lines the one in which the span begins. Wide and combining characters are counted
/// as a terminal does. Message and remedy are broken at blanks where the screen ends.
///
/// - Parameters:
///   - error: What is wrong.
///   - line: The line as typed.
///   - columns: The width of the screen; the largest integer where there is none.
/// - Returns: The rows.
public func caretText(for error: CommandError, line: String, columns: Int = .max) -> String {
    func broken(_ text: String, indent: Int) -> String {
        guard textWidth(text) > columns - indent else { return blanks(indent) + text }
        return blanks(indent)
            + wrappedRows(text, columns: max(columns, 20), indent: 2, first: indent)
            .joined(separator: "\n")
    }
    var rows = [broken("error: \(shownText(error.message))", indent: 0)]
    if let span = error.span {
        let excerpt = Excerpt(of: line, span: span, columns: max(10, min(76, columns - 4)))
        rows.append("  " + excerpt.text)
        rows.append(
            "  " + String(repeating: " ", count: excerpt.indent)
                + String(repeating: "^", count: max(excerpt.width, 1)))
    }
    if let hint = error.hint { rows.append(broken(shownText(hint), indent: 2)) }
    return rows.joined(separator: "\n")
}

private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

/// The part of a line round a span, fit for a terminal.
private struct Excerpt {
    /// What is shown.
    private(set) var text = ""

    /// How many columns stand before the span.
    private(set) var indent = 0

    /// How many columns the span takes.
    private(set) var width = 0

    /// Cuts a line round a span of it, in Unicode scalars, to so many columns.
    init(of line: String, span: Range<Int>, columns: Int) {
        let scalars = Array(line.unicodeScalars)
        let start = min(max(span.lowerBound, 0), scalars.count)
        let end = min(max(span.upperBound, start), scalars.count)
        let first = scalars[..<start].lastIndex(of: "\n").map { $0 + 1 } ?? 0
        let last = scalars[start...].firstIndex(of: "\n") ?? scalars.count
        let shown = Self.window(scalars[first..<last], start..<min(end, last), columns)
        if shown.lowerBound > first {
            text = "…"
            indent = 1
        }
        for index in shown {
            let piece =
                scalars[index].isHidden
                ? (scalars[index] == "\t" ? " " : visibleCode(scalars[index])) : "\(scalars[index])"
            text += piece
            if index < start { indent += textWidth(piece) }
            if index >= start, index < end { width += textWidth(piece) }
        }
        if shown.upperBound < last { text += "…" }
    }

    /// Returns the part of a line that is shown: all of it where it fits, else what is round the
    /// span, of which the beginning is shown at least.
    private static func window(
        _ line: ArraySlice<Unicode.Scalar>, _ span: Range<Int>, _ columns: Int
    ) -> Range<Int> {
        guard !fits(line, columns) else { return line.startIndex..<line.endIndex }
        var room = columns - 2
        var range = span.lowerBound..<span.lowerBound
        func take(_ index: Int) -> Bool {
            room -= columnCount(line[index])
            return room >= 0
        }
        while range.upperBound < span.upperBound, take(range.upperBound) {
            range = range.lowerBound..<range.upperBound + 1
        }
        var before = room / 2
        while range.lowerBound > line.startIndex, before > 0 {
            before -= columnCount(line[range.lowerBound - 1])
            guard before >= 0, take(range.lowerBound - 1) else { break }
            range = range.lowerBound - 1..<range.upperBound
        }
        while range.upperBound < line.endIndex, room > 0, take(range.upperBound) {
            range = range.lowerBound..<range.upperBound + 1
        }
        while range.lowerBound > line.startIndex, room > 0, take(range.lowerBound - 1) {
            range = range.lowerBound - 1..<range.upperBound
        }
        return range
    }

    /// Returns whether all of a line can be shown.
    private static func fits(_ line: ArraySlice<Unicode.Scalar>, _ columns: Int) -> Bool {
        guard line.count <= columns else { return false }
        return line.reduce(0) { $0 + columnCount($1) } <= columns
    }

    /// Returns how many columns a scalar takes as it is shown.
    private static func columnCount(_ scalar: Unicode.Scalar) -> Int {
        guard scalar.isHidden else { return scalarWidth(scalar) }
        return scalar == "\t" ? 1 : visibleCode(scalar).utf8.count
    }
}
