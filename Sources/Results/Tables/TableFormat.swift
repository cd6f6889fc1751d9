// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// The forms in which a table can be had.
package enum TableFormat: String, CaseIterable, Sendable {
    case table, json, csv, tsv, md, latex, html

    /// What the form is for, in a few words.
    package var summary: String {
        switch self {
        case .table: "for reading, four decimals"
        case .json: "one array of objects, full precision"
        case .csv: "comma-separated, full precision"
        case .tsv: "tab-separated, full precision"
        case .md: "a Markdown table"
        case .latex: "a LaTeX table in booktabs style"
        case .html: "an HTML table, for a page"
        }
    }

    /// Whether the form is for reading rather than for programs.
    package var isForPeople: Bool {
        switch self {
        case .table, .md, .latex, .html: true
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
    package func text(of table: Table, digits: Int, columns: Int = .max) -> String {
        switch self {
        case .table: alignedText(table, digits: digits, screen: columns)
        case .json, .csv, .tsv: exactText(table)
        case .md: markdownText(table, digits: digits)
        case .latex: latexTable(table, digits: digits)
        case .html: htmlTable(table, digits: digits)
        }
    }

    /// Returns what makes the forms of a table for pages; nil where a form was asked for that is to be
    /// copied as it is.
    package func page(of table: Table, digits: Int) -> (@Sendable () -> PageTable)? {
        guard self == .table else { return nil }
        return {
            PageTable(
                markdown: TableFormat.md.text(of: table, digits: digits),
                html: TableFormat.html.text(of: table, digits: digits))
        }
    }

    /// Returns a table in a form for programs.
    private func exactText(_ table: Table) -> String {
        guard var writer = RowWriter(self, table.columns) else { return "" }
        var sink = ByteSink()
        writer.begin(&sink)
        for row in table.rows { writer.add(row, to: &sink) }
        writer.end(&sink)
        return String(decoding: sink.bytes, as: UTF8.self)
    }
}

/// Returns a table as people read it.
private func alignedText(_ table: Table, digits: Int, screen: Int) -> String {
    // Made once, though they are walked through twice.
    let (columns, rows) = table.shownCells(digits: digits)
    var sink = ByteSink()
    writeAligned(columns, caption: table.caption, screen: screen, to: &sink) { body in
        rows.forEach(body)
    }
    return String(decoding: sink.bytes, as: UTF8.self)
}

/// Writes columns two blanks apart, numbers with their decimal points below each other, and below
/// them what has to be said.
func writeAligned<Failure>(
    _ columns: [Table.Column], caption: String, screen: Int, to sink: inout ByteSink,
    rows: @escaping AlignedText.Rows<Failure>
) throws(Failure) {
    let heads = columns.map { ShownCell(head: $0.header) }
    let lines: AlignedText.Rows<Failure> = { body throws(Failure) in
        body(heads)
        try rows(body)
    }
    try AlignedText.measured(columns, screen: screen, rows: lines).write(lines, to: &sink)
    if !caption.isEmpty { sink.append("\n" + wrappedCaption(caption, screen)) }
}

/// Returns what has to be said with a table, broken at blanks where the screen ends.
private func wrappedCaption(_ caption: String, _ screen: Int) -> String {
    wrapped(shownText(caption), columns: max(20, screen - 1))
        .split(separator: "\n").map { " " + $0 }.joined(separator: "\n")
}

private func markdownText(_ table: Table, digits: Int) -> String {
    let (columns, rows) = table.shown(digits: digits)
    func line(_ cells: [String]) -> String {
        "| " + cells.map(markdownEscaped).joined(separator: " | ") + " |"
    }
    let rule = "|" + columns.map { table.isNumeric($0.key) ? " ---: |" : " --- |" }.joined()
    let caption = table.caption.isEmpty ? [] : ["", markdownEscaped(shownText(table.caption))]
    return ([line(columns.map(\.header)), rule] + rows.map(line) + caption)
        .joined(separator: "\n")
}

/// Returns text in which nothing means anything to Markdown.
///
/// An underscore inside a word means nothing, and stays for those who read the source.
package func markdownEscaped(_ text: String) -> String {
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
    for (symbol, mathematics) in headSymbols {
        guard let place = header.firstRange(of: symbol) else { continue }
        return latexHead(String(header[..<place.lowerBound])) + mathematics
            + latexHead(String(header[place.upperBound...]))
    }
    return latexText(header)
}

/// Symbols of more than one character in the heads of columns, as mathematics.
private let headSymbols = [
    ("π_old", "$\\pi_{\\mathrm{old}}$"), ("|∇z|", "$|\\nabla z|$"), ("|A|", "$|A|$"),
    ("|log r|", "$|\\log r|$"), ("|Δ log p|", "$|\\Delta\\log p|$"),
]

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
package func escaped(_ text: String, by replacement: (Unicode.Scalar) -> String?) -> String {
    guard text.unicodeScalars.contains(where: { replacement($0) != nil }) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
        result += replacement(scalar) ?? String(scalar)
    }
}
