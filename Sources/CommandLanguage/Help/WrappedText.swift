// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns a text broken at its blanks into rows of at most a number of columns.
///
/// Words that are longer stand in a row of their own. Every row but the first begins with `indent`
/// blanks, which count as columns; `first` columns of the first row are taken already.
public func wrappedRows(_ text: String, columns: Int, indent: Int = 0, first: Int = 0) -> [String] {
    var rows: [String] = []
    var row = ""
    var width = first
    let margin = String(repeating: " ", count: indent)
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
        let size = textWidth(String(word))
        let isFirst = row.isEmpty || row == margin
        if !isFirst, width + 1 + size > columns {
            rows.append(row)
            row = margin + word
            width = indent + size
        } else {
            row += (isFirst ? "" : " ") + word
            width += (isFirst ? 0 : 1) + size
        }
    }
    return rows + (row.isEmpty ? [] : [row])
}

/// Returns a row as it is where it fits, else broken at its blanks, after its own margin.
///
/// The rows that follow begin `indent` columns further in.
public func fittedRows(_ row: String, columns: Int, indent: Int = 2) -> [String] {
    guard textWidth(row) > columns else { return [row] }
    let margin = row.prefix { $0 == " " }
    let rows = wrappedRows(
        row, columns: columns, indent: margin.count + indent, first: margin.count)
    return rows.enumerated().map { $0 == 0 ? margin + $1 : $1 }
}

/// Returns rows of two columns, the second of them wrapped and aligned.
///
/// An entry of the first column that is too wide stands in a row of its own.
public func twoColumns(
    _ entries: [(String, String)], columns: Int, margin: Int = 2, widest: Int = 24
) -> [String] {
    let widths = entries.map { textWidth($0.0) }.filter { $0 <= widest }
    let indent = margin + (widths.max() ?? 0) + 2
    let blank = String(repeating: " ", count: margin)
    return entries.flatMap { entry, text -> [String] in
        let rows = wrappedRows(text, columns: columns, indent: indent, first: indent)
        let gap = indent - margin - textWidth(entry)
        guard gap >= 2, let head = rows.first else {
            let lead = String(repeating: " ", count: indent)
            return [blank + entry] + (rows.first.map { [lead + $0] } ?? []) + rows.dropFirst()
        }
        return [blank + padded(entry, to: indent - margin) + head] + rows.dropFirst()
    }
}

/// Returns a text of paragraphs, each broken into rows of at most a number of columns.
///
/// Blank lines stand between paragraphs. A paragraph with two blanks in a row somewhere is a small
/// table, of which a line stays as it is where it fits.
public func wrapped(_ text: String, columns: Int = 80) -> String {
    var paragraphs: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        if line.isEmpty {
            paragraphs.append([])
        } else {
            paragraphs[paragraphs.count - 1].append(line)
        }
    }
    return paragraphs.map { lines in
        let isTable = lines.contains { line in
            zip(line, line.dropFirst()).contains { $0 == " " && $1 == " " }
        }
        guard !isTable else {
            return lines.flatMap { tableRows(String($0), columns: columns) }.joined(separator: "\n")
        }
        return wrappedRows(lines.joined(separator: " "), columns: columns).joined(separator: "\n")
    }.joined(separator: "\n\n")
}

/// Returns a line of a small table; where it is too wide, its last cell is broken below its beginning,
/// or further left where little room is there.
private func tableRows(_ line: String, columns: Int) -> [String] {
    let places = zip(line.indices, line.indices.dropFirst())
    let gap = places.filter { line[$0] == " " && line[$1] == " " }.last
    guard textWidth(line) > columns, let gap else { return fittedRows(line, columns: columns) }
    let start = line.index(after: gap.1)
    let (head, cell) = (String(line[..<start]), String(line[start...]))
    let indent = textWidth(head)
    guard indent + 20 > columns else {
        let rows = wrappedRows(cell, columns: columns, indent: indent, first: indent)
        return rows.enumerated().map { $0 == 0 ? head + $1 : $1 }
    }
    let rows = wrappedRows(cell, columns: columns, indent: 4, first: 4)
    let title = String(head.reversed().drop { $0 == " " }.reversed())
    return fittedRows(title, columns: columns)
        + rows.enumerated().map { $0 == 0 ? "    " + $1 : $1 }
}
