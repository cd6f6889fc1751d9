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
        case .latex: latexText(table, digits: digits)
        }
    }
}

/// Returns columns two blanks apart, numbers with their decimal points below each other.
///
/// Where that is wider than the screen, notes stand in lines of their own below their rows.
private func alignedText(_ table: Table, digits: Int, screen: Int) -> String {
    let (columns, rows) = table.shown(digits: digits)
    let text = alignedRows(table, columns, rows).joined(separator: "\n")
    let caption = table.caption.isEmpty ? "" : "\n" + wrappedCaption(table.caption, screen)
    let isTooWide = text.split(separator: "\n").contains { textWidth(String($0)) > screen }
    guard isTooWide, columns.last?.key == "note" else { return text + caption }
    let lines = alignedRows(table, columns.dropLast(), rows.map { $0.dropLast() })
    let notes = [""] + rows.map { $0.last ?? "" }
    return zip(lines, notes).map { $1.isEmpty ? $0 : "\($0)\n   \($1)" }
        .joined(separator: "\n") + caption
}

/// Returns what has to be said with a table, broken at blanks where the screen ends.
private func wrappedCaption(_ caption: String, _ screen: Int) -> String {
    wrapped(shownText(caption), columns: max(20, screen - 1))
        .split(separator: "\n").map { " " + $0 }.joined(separator: "\n")
}

/// Returns the head and the rows of a table, each as a line.
private func alignedRows(
    _ table: Table, _ columns: [Table.Column], _ rows: [[String]]
) -> [String] {
    var cells = [columns.map(\.header)] + rows
    for index in columns.indices {
        let isNumeric = table.isNumeric(columns[index].key)
        if isNumeric { alignPoints(of: &cells, column: index) }
        let width = cells.map { textWidth($0[index]) }.max() ?? 0
        guard index < columns.count - 1 else { break }
        for row in cells.indices {
            let gap = width - textWidth(cells[row][index])
            cells[row][index] += String(repeating: " ", count: gap + 2)
        }
    }
    return cells.map { row in
        let line = " " + row.joined()
        let end = line.lastIndex { $0 != " " }.map(line.index(after:)) ?? line.startIndex
        return String(line[..<end])
    }
}

/// Puts blanks before numbers, so that the digits before their points end in one place.
private func alignPoints(of cells: inout [[String]], column: Int) {
    func wholeWidth(_ text: String) -> Int { text.prefix { $0 != "." && $0 != "e" }.count }
    let widest = cells.dropFirst().map { wholeWidth($0[column]) }.max() ?? 0
    for row in cells.indices.dropFirst() where !cells[row][column].isEmpty {
        let gap = widest - wholeWidth(cells[row][column])
        cells[row][column] = String(repeating: " ", count: gap) + cells[row][column]
    }
}

/// Returns a header line and a line a row, quoted as RFC 4180 says.
private func separatedText(_ table: Table, separator: Character) -> String {
    func field(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains {
            $0 == "\"" || $0 == "\n" || $0 == "\r" || Character($0) == separator
        }
        guard needsQuotes else { return text }
        return "\"" + escaped(text, by: ["\"": "\"\""]) + "\""
    }
    let kept = table.programColumns
    let head = kept.map { field(table.columns[$0].key) }.joined(separator: String(separator))
    let lines = table.rows.map { row in
        kept.map { field(row[$0].exact) }.joined(separator: String(separator))
    }
    return ([head] + lines).joined(separator: "\n")
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
    let plain = escaped(
        text,
        by: [
            "\\": "\\\\", "|": "\\|", "*": "\\*", "`": "\\`", "[": "\\[", "]": "\\]", "$": "\\$",
            "~": "\\~", "&": "&amp;", "<": "&lt;", ">": "&gt;",
        ])
    guard plain.hasPrefix("_") || plain.hasSuffix("_") || plain.contains(" ") else { return plain }
    return escaped(plain, by: ["_": "\\_"])
}

private func latexText(_ table: Table, digits: Int) -> String {
    let (columns, rows) = table.shown(digits: digits)
    func line(_ cells: [String]) -> String {
        cells.map(latexEscaped).joined(separator: " & ") + " \\\\"
    }
    let alignment = columns.map { table.isNumeric($0.key) ? "r" : "l" }.joined()
    return
        (["\\begin{tabular}{\(alignment)}", "\\toprule", line(columns.map(\.header)), "\\midrule"]
        + rows.map(line) + ["\\bottomrule", "\\end{tabular}"]
        + (table.caption.isEmpty ? [] : ["% " + shownText(table.caption)])).joined(separator: "\n")
}

/// Returns text with LaTeX's special characters made harmless and Greek set as mathematics.
private func latexEscaped(_ text: String) -> String {
    escaped(
        text,
        by: [
            "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#",
            "_": "\\_", "%": "\\%", "~": "\\textasciitilde{}", "^": "\\textasciicircum{}",
            "π": "$\\pi$", "∇": "$\\nabla$", "ε": "$\\varepsilon$", "Δ": "$\\Delta$",
            "×": "$\\times$", "≤": "$\\le$", "≥": "$\\ge$", "…": "\\dots{}", "−": "$-$",
            "→": "$\\to$", "<": "$<$", ">": "$>$", "|": "$|$",
        ])
}

/// Returns text with some scalars replaced, whatever combines with them.
private func escaped(_ text: String, by replacements: [Unicode.Scalar: String]) -> String {
    var result = ""
    for scalar in text.unicodeScalars { result += replacements[scalar] ?? String(scalar) }
    return result
}
