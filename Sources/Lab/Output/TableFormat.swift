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
    func text(of table: Table, digits: Int) -> String {
        switch self {
        case .table: alignedText(table, digits: digits)
        case .json: table.json.text
        case .csv: separatedText(table, separator: ",")
        case .tsv: separatedText(table, separator: "\t")
        case .md: markdownText(table, digits: digits)
        case .latex: latexText(table, digits: digits)
        }
    }
}

/// Returns columns set flush, numbers to the right and words to the left.
private func alignedText(_ table: Table, digits: Int) -> String {
    let (columns, rows) = table.shown(digits: digits)
    let rightFlush = columns.map { table.isNumeric($0.key) && $0.key != columns.first?.key }
    var widths = columns.map { textWidth($0.header) }
    let cellWidths = rows.map { $0.map(textWidth) }
    for row in cellWidths {
        for (index, width) in row.enumerated() { widths[index] = max(widths[index], width) }
    }
    func line(_ cells: [String], _ cellWidths: [Int]) -> String {
        var text = ""
        var pending = 1
        for (index, cell) in cells.enumerated() {
            let gap = widths[index] - cellWidths[index]
            let before = rightFlush[index] ? gap : 0
            if !cell.isEmpty {
                text += String(repeating: " ", count: pending + before) + cell
                pending = 0
            } else {
                pending += before
            }
            pending += (rightFlush[index] ? 0 : gap) + 2
        }
        return text
    }
    let head = line(columns.map(\.header), columns.map { textWidth($0.header) })
    let caption = table.caption.isEmpty ? [] : [" " + shownText(table.caption)]
    return ([head] + zip(rows, cellWidths).map(line) + caption).joined(separator: "\n")
}

/// Returns a header line and a line a row, quoted as RFC 4180 says.
private func separatedText(_ table: Table, separator: Character) -> String {
    func field(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains {
            $0 == "\"" || $0 == "\n" || $0 == "\r" || Character($0) == separator
        }
        guard needsQuotes else { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false)
            .joined(separator: "\"\"") + "\""
    }
    let head = table.columns.map { field($0.key) }.joined(separator: String(separator))
    let lines = table.rows.map { row in
        row.map { field($0.exact) }.joined(separator: String(separator))
    }
    return ([head] + lines).joined(separator: "\n")
}

private func markdownText(_ table: Table, digits: Int) -> String {
    let (columns, rows) = table.shown(digits: digits)
    func line(_ cells: [String]) -> String {
        "| " + cells.map { escaped($0, by: ["|": "\\|", "<": "&lt;"]) }.joined(separator: " | ")
            + " |"
    }
    let rule = "|" + columns.map { table.isNumeric($0.key) ? " ---: |" : " --- |" }.joined()
    let caption = table.caption.isEmpty ? [] : ["", table.caption]
    return ([line(columns.map(\.header)), rule] + rows.map(line) + caption)
        .joined(separator: "\n")
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

private func escaped(_ text: String, by replacements: [Character: String]) -> String {
    var result = ""
    for character in text { result += replacements[character] ?? String(character) }
    return result
}
