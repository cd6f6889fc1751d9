// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// What a terminal shows after some bytes: enough of a VT100 to check what readline draws.
struct ScreenModel {
    private(set) var rows: [[String]] = [[]]
    private(set) var row = 0
    private(set) var column = 0
    private var columns: Int
    private var pending: [UInt8] = []
    private var wraps = false

    init(columns: Int) {
        self.columns = columns
    }

    /// The rows without blanks at their ends.
    var lines: [String] {
        rows.map { cells in
            var text = cells.joined()
            while text.last == " " { text.removeLast() }
            return text
        }
    }

    /// All rows as one text.
    var text: String { lines.joined(separator: "\n") }

    /// Makes it narrower or wider; rows stay as they are, as in xterm.
    mutating func resize(columns: Int) {
        self.columns = columns
        column = min(column, columns - 1)
        rows = rows.map { Array($0.prefix(columns)) }
        wraps = false
    }

    /// Makes it narrower or wider; rows that are too long become several, as in most terminals.
    mutating func reflow(columns: Int) {
        self.columns = columns
        wraps = false
        let pieces = rows.map { cells in
            cells.isEmpty
                ? [[]]
                : stride(from: 0, to: cells.count, by: columns).map {
                    Array(cells[$0..<min($0 + columns, cells.count)])
                }
        }
        row = pieces[..<row].reduce(0) { $0 + $1.count } + column / columns
        column %= columns
        rows = pieces.flatMap(\.self)
        while rows.count <= row { rows.append([]) }
    }

    /// Takes what a program wrote; an unfinished sequence waits for the rest.
    mutating func write(_ bytes: [UInt8]) {
        pending += bytes
        while let length = firstPiece() {
            let piece = Array(pending.prefix(length))
            pending.removeFirst(length)
            obey(piece)
        }
    }

    /// Returns how long the first character or escape sequence is, or nil where more must come.
    private func firstPiece() -> Int? {
        guard let first = pending.first else { return nil }
        if first == 0x1B {
            guard pending.count > 1 else { return nil }
            if [0x50, 0x5D, 0x5F].contains(pending[1]) { return stringEnd }
            // The choice of a character set names the set after it.
            if pending[1] == UInt8(ascii: "(") { return pending.count > 2 ? 3 : nil }
            guard pending[1] == UInt8(ascii: "[") else { return 2 }
            return pending.dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }.map { $0 + 1 }
        }
        let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        return pending.count >= length ? length : nil
    }

    /// Where a string for the terminal ends that begins here, such as an image; nil where it goes on.
    private var stringEnd: Int? {
        pending.indices.dropFirst(2).first { index in
            pending[index] == 0x07
                || (pending[index] == 0x5C && pending[index - 1] == 0x1B)
        }.map { $0 + 1 }
    }

    private mutating func obey(_ piece: [UInt8]) {
        switch piece.first {
        case 0x0D: column = 0
        case 0x0A: down()
        case 0x08: column = max(0, column - 1)
        case 0x07: return
        case 0x1B: sequence(piece)
        default: put(String(decoding: piece, as: UTF8.self))
        }
        if piece.first != nil, piece.first ?? 0 < 0x20 { wraps = false }
    }

    private mutating func down() {
        row += 1
        while rows.count <= row { rows.append([]) }
    }

    private mutating func put(_ character: String) {
        let width = textWidth(character)
        if wraps || column + width > columns {
            column = 0
            down()
            wraps = false
        }
        while rows[row].count < column + width { rows[row].append(" ") }
        rows[row][column] = character
        if width == 2 { rows[row][column + 1] = "" }
        column += width
        if column == columns {
            column -= 1
            wraps = true
        }
    }

    private mutating func sequence(_ piece: [UInt8]) {
        guard piece.count > 2, let final = piece.last else { return }
        let text = String(decoding: piece.dropFirst(2).dropLast(), as: UTF8.self)
        let number = Int(text)
        switch UnicodeScalar(final) {
        case "A": row = max(0, row - (number ?? 1))
        case "B": for _ in 0..<(number ?? 1) { down() }
        case "C": column = min(columns - 1, column + (number ?? 1))
        case "D": column = max(0, column - (number ?? 1))
        case "G": column = (number ?? 1) - 1
        case "H":
            row = 0
            column = 0
        case "K": rows[row] = Array(rows[row].prefix(column))
        case "J":
            rows = Array(rows.prefix(row + 1))
            rows[row] = Array(rows[row].prefix(column))
        case "P":
            let from = min(column, rows[row].count)
            rows[row].removeSubrange(from..<min(rows[row].count, from + (number ?? 1)))
        case "@":
            while rows[row].count < column { rows[row].append(" ") }
            rows[row].insert(contentsOf: Array(repeating: " ", count: number ?? 1), at: column)
        default: return
        }
    }
}
