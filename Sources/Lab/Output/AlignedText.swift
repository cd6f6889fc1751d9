// SPDX-License-Identifier: GPL-3.0-or-later

/// A table as people read it: columns two blanks apart, numbers with their points below each other.
///
/// Rows are walked through twice, first to see how wide the columns are, then to write them; so a
/// long table need not be there as a whole. Where a line would be wider than the screen, notes stand
/// in lines of their own below their rows.
struct AlignedText {
    /// Calls a function with the cells of each row in turn, those of the head first.
    typealias Rows<Failure: Error> =
        (_ body: @escaping ([ShownCell]) -> Void) throws(Failure) -> Void

    /// The columns without the notes.
    private var columns: [MeasuredColumn]
    /// Where the note stands in a row, if there are any.
    private let note: Int?
    private var widestNote = 0
    private let screen: Int

    private init(_ columns: [Table.Column], screen: Int) {
        self.screen = screen
        note = columns.lastIndex { $0.key == "note" }
        self.columns = columns.indices.filter { columns[$0].key != "note" }
            .map { MeasuredColumn($0) }
    }

    /// Returns the columns of a table as wide as its rows need them.
    ///
    /// - Parameters:
    ///   - columns: Those that people see.
    ///   - screen: The width of the screen.
    ///   - rows: The rows, which ``write(_:to:)`` takes once more.
    /// - Returns: The columns with their widths.
    /// - Throws: What `rows` throws.
    static func measured<Failure>(
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

    /// Whether every line with its note fits on the screen.
    private var fits: Bool {
        var start = 1
        for column in columns {
            guard start + column.endWidth <= screen || column.endWidth == 0 else { return false }
            start += column.width + 2
        }
        return start + widestNote <= screen
    }

    /// Writes the lines, without a final newline.
    func write<Failure>(_ rows: Rows<Failure>, to sink: inout ByteSink) throws(Failure) {
        let widths = columns.map(\.width)
        let hasNotesBeside = fits
        // A closure cannot keep what was handed over to be changed.
        var own = sink
        var isHead = true
        try rows { row in
            if !isHead { own.append("\n") }
            let gap = write(row, widths, to: &own)
            if let note, !row[note].text.isEmpty, hasNotesBeside || !isHead {
                own.append(hasNotesBeside ? blanks(gap) : "\n   ")
                own.append(row[note].text)
            }
            isHead = false
        }
        sink = own
    }

    /// Writes a line without its note.
    ///
    /// - Returns: How many blanks follow it; they are written with the note, so that no line ends
    ///   with any.
    private func write(_ row: [ShownCell], _ widths: [Int], to sink: inout ByteSink) -> Int {
        var gap = 1
        for (column, width) in zip(columns, widths) {
            let cell = row[column.index]
            let indent = column.indent(of: cell)
            if !cell.text.isEmpty {
                sink.append(blanks(gap + indent))
                sink.append(cell.text)
                gap = 0
            }
            gap += width - indent - cell.width + 2
        }
        return gap
    }
}

/// Returns blanks; none for less than one, as where a log that grew meanwhile has wider cells than were
/// measured.
private func blanks(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
