// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// A long text in the rows of a screen, and how much of it was shown.
struct PagedText {
    /// A row of the screen.
    private struct Row {
        let text: String
        /// Which line of the text it belongs to, from 0.
        let line: Int
    }

    private let lines: [String]
    private var rows: [Row] = []
    private var page = 1
    /// The first row of the page that was shown last.
    private var top = 0
    /// The first row that was not shown yet.
    private var end = 0

    init(_ text: String, columns: Int, rows: Int) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
            withoutTabs($0)
        }
        fit(columns: columns, rows: rows)
    }

    /// Whether all of it was shown.
    var isAtEnd: Bool { end >= rows.count }

    /// How many lines were shown, and how many there are.
    var counts: String { "\(end == 0 ? 0 : rows[end - 1].line + 1) of \(lines.count) lines" }

    /// Returns the next page.
    mutating func nextPage() -> [String] {
        top = end
        return take(page)
    }

    /// Returns the next row.
    mutating func nextRow() -> [String] {
        top = min(top + 1, end)
        return take(1)
    }

    /// Returns the page before the one that is shown.
    mutating func pageBefore() -> [String] {
        top = max(0, top - page)
        end = top
        return take(page)
    }

    /// Returns the page that begins with the next row that holds some letters, large or small; nil
    /// where there is none.
    mutating func page(with word: String) -> [String]? {
        let letters = word.lowercased()
        let found = rows.indices.dropFirst(top + 1).first {
            rows[$0].text.lowercased().contains(letters)
        }
        guard let found else { return nil }
        top = found
        end = found
        return take(page)
    }

    /// Returns the page anew for a screen of another size.
    mutating func resized(columns: Int, rows: Int) -> [String] {
        let line = self.rows.indices.contains(top) ? self.rows[top].line : 0
        fit(columns: columns, rows: rows)
        top = self.rows.firstIndex { $0.line == line } ?? 0
        end = top
        return take(page)
    }

    private mutating func take(_ count: Int) -> [String] {
        let shown = rows[end..<min(rows.count, end + count)]
        end += shown.count
        return shown.map(\.text)
    }

    private mutating func fit(columns: Int, rows height: Int) {
        page = max(1, height - 1)
        rows = lines.enumerated().flatMap { number, line in
            wrapped(line, columns: max(1, columns)).map { Row(text: $0, line: number) }
        }
    }
}

/// Returns the rows that a terminal makes of a line.
private func wrapped(_ line: String, columns: Int) -> [String] {
    guard textWidth(line) > columns else { return [line] }
    var rows: [String] = []
    var row = ""
    var width = 0
    for scalar in line.unicodeScalars {
        let step = textWidth(String(scalar))
        if width + step > columns, !row.isEmpty {
            rows.append(row)
            (row, width) = ("", 0)
        }
        row.unicodeScalars.append(scalar)
        width += step
    }
    return rows + [row]
}

/// Returns a line with blanks up to the next multiple of eight columns for each tab.
private func withoutTabs(_ line: Substring) -> String {
    guard line.contains("\t") else { return String(line) }
    return line.split(separator: "\t", omittingEmptySubsequences: false).dropLast().reduce("") {
        let text = $0 + $1
        return padded(text, to: textWidth(text) / 8 * 8 + 8)
    } + (line.split(separator: "\t", omittingEmptySubsequences: false).last ?? "")
}
