// SPDX-License-Identifier: GPL-3.0-or-later

/// A line with a mark under the part of it that is wrong, as two rows of equal indentation.
struct Underline: Equatable {
    /// The line, or the part of a long one around the mark; control characters written out.
    let line: String

    /// Blanks and carets, to be shown under the line.
    let carets: String

    /// Marks part of a statement.
    ///
    /// - Parameters:
    ///   - statement: One or more lines; the one in which the span begins is shown.
    ///   - span: What to mark, in Unicode scalars from 0; nil marks nothing.
    ///   - columns: The room for the line.
    init(_ statement: String, span: Range<Int>?, columns: Int) {
        let room = max(20, columns - 2)
        let begin = span?.lowerBound ?? 0
        // No more than can be shown is looked at: a line may have ten million characters.
        let scalars = Array(statement.unicodeScalars.prefix(begin + room))
        let mark = min(begin, scalars.count)
        let start = (scalars[..<mark].lastIndex(of: "\n") ?? -1) + 1
        let end = scalars[mark...].firstIndex(of: "\n") ?? scalars.count
        let from = max(start, mark - room / 2)
        var line = from > start ? "…" : ""
        var indent = cellWidth(line)
        var marked = 0
        var place = from
        while place < end {
            let piece = scalars[place] == "\t" ? " " : escapingControls(String(scalars[place]))
            let width = cellWidth(piece)
            guard cellWidth(line) + width < room else { break }
            line += piece
            if place < mark { indent += width }
            if let span, span.contains(place) { marked += width }
            place += 1
        }
        let isCut = place < end || (end == scalars.count && statement.unicodeScalars.count > end)
        self.line = isCut ? line + "…" : line
        carets =
            span == nil
            ? ""
            : String(repeating: " ", count: indent) + String(repeating: "^", count: max(1, marked))
    }
}
