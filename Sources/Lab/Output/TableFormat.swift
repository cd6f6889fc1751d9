// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// The forms in which a table can be had.
enum TableFormat: String, CaseIterable, Sendable {
    case table, json, csv, tsv, md, latex

    /// What the form is for, in a few words.
    var summary: String {
        switch self {
        case .table: "for reading, four decimals"
        case .json: "one array of objects, full precision"
        case .csv: "comma-separated, full precision"
        case .tsv: "tab-separated, full precision"
        case .md: "a Markdown table"
        case .latex: "a LaTeX table in booktabs style"
        }
    }

    /// Whether the form is for reading rather than for programs.
    var isForPeople: Bool {
        switch self {
        case .table, .md, .latex: true
        case .json, .csv, .tsv: false
        }
    }

    /// Returns a table in this form, without a final newline.
    ///
    /// - Parameters:
    ///   - table: The table.
    ///   - digits: How many decimals people see.
    ///   - columns: The width of the screen, which only the form for reading cares about.
    /// - Returns: The text.
    func text(of table: Table, digits: Int, columns: Int = .max) -> String {
        switch self {
        case .table: alignedText(table, digits: digits, screen: columns)
        case .json: table.json.text
        case .csv: separatedText(table, separator: ",")
        case .tsv: separatedText(table, separator: "\t")
        case .md: markdownText(table, digits: digits)
        case .latex: latexTable(table, digits: digits)
        }
    }
}

/// Returns columns two blanks apart, numbers with their decimal points below each other.
///
/// Where that is wider than the screen, notes stand in lines of their own below their rows.
private func alignedText(_ table: Table, digits: Int, screen: Int) -> String {
    var aligned = AlignedLines(count: table.rows.count + 1)
    var notes: [String]?
    for (index, column) in table.columns.enumerated() where column.style != .hidden {
        var cells = table.rows.map { $0[index].shown(column.style, digits: digits) }
        if table.isNumeric(column.key) { alignPoints(of: &cells) }
        cells.insert(column.header, at: 0)
        if column.key == "note" { notes = cells } else { aligned.append(cells) }
    }
    let lines = notes.map { aligned.lines(notes: $0, screen: screen) } ?? aligned.lines
    let caption = table.caption.isEmpty ? [] : [wrappedCaption(table.caption, screen)]
    return (lines + caption).joined(separator: "\n")
}

/// Returns what has to be said with a table, broken at blanks where the screen ends.
private func wrappedCaption(_ caption: String, _ screen: Int) -> String {
    wrapped(shownText(caption), columns: max(20, screen - 1))
        .split(separator: "\n").map { " " + $0 }.joined(separator: "\n")
}

/// The lines of a table, which grow column by column.
private struct AlignedLines {
    private(set) var lines: [String]

    /// The blanks before the next cell; they are written with it, so that no line ends with any.
    private var gaps: [Int]

    init(count: Int) {
        lines = [String](repeating: "", count: count)
        gaps = [Int](repeating: 1, count: count)
    }

    /// Adds a column: a cell a line.
    mutating func append(_ cells: [String]) {
        let widths = cells.map(textWidth)
        let widest = widths.max() ?? 0
        for (row, cell) in cells.enumerated() {
            if !cell.isEmpty {
                lines[row] += blanks(gaps[row])
                lines[row] += cell
                gaps[row] = 0
            }
            gaps[row] += widest - widths[row] + 2
        }
    }

    /// Returns the lines with notes at their ends, or below them where the screen is too narrow.
    ///
    /// - Parameters:
    ///   - notes: The word above the notes, then a note a line.
    ///   - screen: The width of the screen.
    /// - Returns: The lines; a note below has no word above.
    func lines(notes: [String], screen: Int) -> [String] {
        guard fits(notes, screen) else {
            return zip(lines, [""] + notes.dropFirst())
                .map { $1.isEmpty ? $0 : "\($0)\n   \($1)" }
        }
        var beside = self
        beside.append(notes)
        return beside.lines
    }

    private func fits(_ cells: [String], _ screen: Int) -> Bool {
        cells.indices.allSatisfy { row in
            let tail = cells[row].isEmpty ? 0 : gaps[row] + textWidth(cells[row])
            return textWidth(lines[row]) + tail <= screen
        }
    }
}

/// Puts blanks before numbers, so that the digits before their points end in one place.
private func alignPoints(of cells: inout [String]) {
    let widths = cells.map {
        $0.utf8.prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "e") }.count
    }
    let widest = widths.max() ?? 0
    for (row, width) in widths.enumerated() where width > 0 {
        cells[row] = blanks(widest - width) + cells[row]
    }
}

private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

/// Returns a header line and a line a row, quoted as RFC 4180 says.
private func separatedText(_ table: Table, separator: Unicode.Scalar) -> String {
    func field(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains {
            $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == separator
        }
        return needsQuotes ? "\"" + escaped(text, by: { $0 == "\"" ? "\"\"" : nil }) + "\"" : text
    }
    func line(_ fields: [String]) -> String {
        fields.map(field).joined(separator: String(separator))
    }
    let kept = table.programColumns
    let lines = table.rows.map { row in line(kept.map { row[$0].exact }) }
    return ([line(kept.map { table.columns[$0].key })] + lines).joined(separator: "\n")
}

private func markdownText(_ table: Table, digits: Int) -> String {
    let (columns, rows) = table.shown(digits: digits)
    func line(_ cells: [String]) -> String {
        "| " + cells.map(markdownEscaped).joined(separator: " | ") + " |"
    }
    let rule = "|" + columns.map { table.isNumeric($0.key) ? " ---: |" : " --- |" }.joined()
    let caption = table.caption.isEmpty ? [] : ["", table.caption]
    return ([line(columns.map(\.header)), rule] + rows.map(line) + caption)
        .joined(separator: "\n")
}

/// Returns text in which nothing means anything to Markdown.
///
/// An underscore inside a word means nothing, and stays for those who read the source.
private func markdownEscaped(_ text: String) -> String {
    let plain = escaped(text, by: markdownReplacement)
    let underscore = UInt8(ascii: "_")
    guard
        plain.utf8.first == underscore || plain.utf8.last == underscore
            || plain.utf8.contains(UInt8(ascii: " "))
    else { return plain }
    return escaped(plain) { $0 == "_" ? "\\_" : nil }
}

private func latexTable(_ table: Table, digits: Int) -> String {
    let (columns, rows) = table.shown(digits: digits)
    func line(_ cells: [String]) -> String {
        cells.map { latexText($0) }.joined(separator: " & ") + " \\\\"
    }
    let alignment = columns.map { table.isNumeric($0.key) ? "r" : "l" }.joined()
    let heads = columns.map { latexHead($0.header) }.joined(separator: " & ") + " \\\\"
    return
        (["\\begin{tabular}{\(alignment)}", "\\toprule", heads, "\\midrule"]
        + rows.map(line) + ["\\bottomrule", "\\end{tabular}"]
        + (table.caption.isEmpty ? [] : ["% " + shownText(table.caption)])).joined(separator: "\n")
}

/// Returns the head of a column, with symbols of more than one character set as mathematics.
private func latexHead(_ header: String) -> String {
    for (symbol, mathematics) in [("π_old", "$\\pi_{\\mathrm{old}}$"), ("|∇z|", "$|\\nabla z|$")]
    where header.hasPrefix(symbol) {
        return mathematics + latexText(String(header.dropFirst(symbol.count)))
    }
    return latexText(header)
}

/// Returns what stands in Markdown for a character that means something there.
private func markdownReplacement(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\\", "|", "*", "`", "[", "]", "$", "~": "\\" + String(scalar)
    case "&": "&amp;"
    case "<": "&lt;"
    case ">": "&gt;"
    default: nil
    }
}

/// Returns a text in which some characters are replaced.
func escaped(_ text: String, by replacement: (Unicode.Scalar) -> String?) -> String {
    guard text.unicodeScalars.contains(where: { replacement($0) != nil }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        result += replacement(scalar) ?? String(scalar)
    }
}
