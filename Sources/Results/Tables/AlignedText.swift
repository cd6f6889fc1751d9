// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// A table as people read it: columns two blanks apart, numbers with their points below each other.
///
/// Rows are walked through twice, first to see how wide the columns are, then to write them; so a
/// long table need not be there as a whole. No line is wider than the screen, and no number or head is
/// cut: ``TableFit`` says what gives way. Where a line with its note would be too wide, notes stand in
/// lines of their own below their rows.
package struct AlignedText {
    /// Calls a function with the cells of each row in turn, those of the head first.
    package typealias Rows<Failure: Error> =
        (_ body: @escaping ([ShownCell]) -> Void) throws(Failure) -> Void

    /// The columns without the notes.
    private var columns: [MeasuredColumn]
    /// What people read above each, and how soon it gives way.
    private let heads: [Table.Column]
    /// Where the note stands in a row, if there are any.
    private let note: Int?
    private var widestNote = 0
    private let screen: Int

    private init(_ columns: [Table.Column], screen: Int) {
        self.screen = screen
        note = columns.lastIndex { $0.key == "note" }
        let places = columns.indices.filter { columns[$0].key != "note" }
        self.columns = places.map { MeasuredColumn($0) }
        heads = places.map { columns[$0] }
    }

    /// Returns the columns of a table as wide as its rows need them.
    ///
    /// - Parameters:
    ///   - columns: Those that people see.
    ///   - screen: The width of the screen.
    ///   - rows: The rows, which ``write(_:to:)`` takes once more.
    /// - Returns: The columns with their widths.
    /// - Throws: What `rows` throws.
    package static func measured<Failure>(
        _ columns: [Table.Column], screen: Int, rows: Rows<Failure>
    ) throws(Failure) -> AlignedText {
        var measured = AlignedText(columns, screen: screen)
        try rows { measured.measure($0) }
        return measured
    }

    private mutating func measure(_ row: [ShownCell]) {
        var last: Int?
        for place in columns.indices {
            let cell = row[columns[place].index]
            columns[place].add(cell)
            if !cell.text.isEmpty { last = place }
        }
        let noteWidth = note.map { row[$0].width } ?? 0
        widestNote = max(widestNote, noteWidth)
        guard noteWidth == 0, let last else { return }
        columns[last].addEnd(row[columns[last].index])
    }

    /// Whether every line with its note fits on the screen as it is.
    private var fits: Bool {
        var start = 1
        for column in columns {
            guard start + column.endWidth <= screen || column.endWidth == 0 else { return false }
            start += column.width + 2
        }
        return start + widestNote <= screen
    }

    /// Writes the lines, without a final newline.
    package func write<Failure>(_ rows: Rows<Failure>, to sink: inout ByteSink) throws(Failure) {
        let hasNotesBeside = fits
        let fit = TableFit(columns, heads, screen: hasNotesBeside ? .max : screen)
        if fit.isVertical {
            return try writeVertically(rows, to: &sink)
        }
        // A closure cannot keep what was handed over to be changed.
        var own = sink
        var isHead = true
        try rows { row in
            if !isHead { own.append("\n") }
            let gap = write(row, fit, to: &own)
            if let note, !row[note].text.isEmpty, hasNotesBeside || !isHead {
                own.append(hasNotesBeside ? blanks(gap) + row[note].text : below(row[note].text))
            }
            isHead = false
        }
        sink = own
        if let remark = fit.remark { sink.append("\n" + wrapped(remark, indent: 2)) }
    }

    /// Writes a line without its note.
    ///
    /// - Returns: How many blanks follow it; they are written with the note, so that no line ends
    ///   with any.
    private func write(_ row: [ShownCell], _ fit: TableFit, to sink: inout ByteSink) -> Int {
        var gap = 1
        var start = 1
        for (index, shown) in fit.shown.enumerated() {
            let column = columns[shown.place]
            let cell = row[column.index]
            let indent = column.indent(of: cell)
            let isCut = cell.width > shown.width
            if !cell.text.isEmpty {
                sink.append(blanks(gap + indent))
                let isBroken = isCut && fit.breaksLast && index == fit.shown.count - 1
                let rows = isBroken ? wrappedRows(cell.text, columns: shown.width) : [cell.text]
                let lines = rows.map { isCut ? $0.abbreviated(to: shown.width) : $0 }
                sink.append(lines.joined(separator: "\n" + blanks(start)))
                gap = 0
            }
            start += shown.width + 2
            gap += shown.width - indent - min(cell.width, shown.width) + 2
        }
        return gap
    }

    /// Writes each row as lines of one cell, for a screen on which no row fits.
    private func writeVertically<Failure>(
        _ rows: Rows<Failure>, to sink: inout ByteSink
    ) throws(Failure) {
        var own = sink
        var names: [ShownCell]?
        var isFirst = true
        try rows { row in
            guard let heads = names else {
                names = row
                return
            }
            if !isFirst { own.append("\n\n") }
            isFirst = false
            let lines = zip(heads, row).filter { !$1.text.isEmpty }.map { head, cell in
                wrapped("\(head.text) \(cell.text)", indent: 3)
            }
            own.append(lines.joined(separator: "\n"))
        }
        sink = own
    }

    /// Returns a note in lines below its row.
    private func below(_ note: String) -> String { "\n  " + wrapped(note, indent: 3, first: 2) }

    /// Returns a text broken at its blanks where the screen ends.
    private func wrapped(_ text: String, indent: Int, first: Int = 0) -> String {
        let rows = wrappedRows(" " + text, columns: screen, indent: indent, first: first + 1)
        return " " + rows.joined(separator: "\n")
    }
}

/// Returns blanks; none for less than one, as where a log that grew meanwhile has wider cells than were
/// measured.
private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }

extension String {
    /// Returns the text with its middle left out, as wide as some columns at most: both its beginning
    /// and its end tell it from others.
    package func abbreviated(to columns: Int) -> String {
        guard textWidth(self) > columns else { return self }
        // On a screen that shows nothing but ASCII all texts are in it, and as wide as they were.
        let mark = utf8.allSatisfy { $0 < 0x80 } ? ".." : "…"
        let room = max(columns - textWidth(mark), 0)
        let head = prefix(room - room / 3, of: self[...])
        let tail = String(prefix(room / 3, of: Substring(reversed())).reversed())
        return head + mark + tail
    }

    /// Returns as many characters from the front as fit into some columns.
    private func prefix(_ columns: Int, of text: Substring) -> String {
        var room = columns
        return String(
            text.prefix { character in
                room -= textWidth(String(character))
                return room >= 0
            })
    }
}
