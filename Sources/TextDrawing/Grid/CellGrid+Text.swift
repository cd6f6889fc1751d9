// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension CellGrid {
    /// Returns the rows as lines, without blanks at their ends and without empty lines at the foot.
    func text(columns limit: Int, _ writer: InkWriter) -> String {
        var lines = (0..<rows).map { line($0, limit: limit, writer) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    private func line(_ row: Int, limit: Int, _ writer: InkWriter) -> String {
        let cells = (0..<min(columns, max(limit, 0))).map { shown(self[$0, row], writer) }
        let used = (cells.lastIndex { $0.sign != " " || $0.paper != nil } ?? -1) + 1
        var line = ""
        var style = ""
        var hasPaper = false
        for (index, cell) in cells.prefix(used).enumerated() {
            // A wide sign whose second half is cut off would stick out.
            let isLast = index + 1 == cells.count && index + 1 < columns
            if isLast && self[index + 1, row].sign == "" { break }
            // On a blank no ink is seen.
            let isBlank = cell.sign == " " && cell.paper == nil && !hasPaper
            if !isBlank && cell.style != style {
                line += style.isEmpty ? cell.style : InkWriter.reset + cell.style
                style = cell.style
            }
            hasPaper = cell.paper != nil
            line += cell.sign
        }
        return style.isEmpty ? line : line + InkWriter.reset
    }

    /// What stands in a cell, and the escapes for it.
    private struct ShownCell {
        var sign: String
        var style = ""
        var paper: Color?
    }

    private func shown(_ cell: Content, _ writer: InkWriter) -> ShownCell {
        let isEmpty = cell.sign == nil && cell.dots == 0
        guard let upper = cell.upper ?? cell.lower, writer.depth != .none else {
            let sign = cell.sign ?? dots(cell) ?? cell.texture ?? " "
            let ink = isEmpty && cell.texture != nil ? cell.textureInk : cell.ink
            return ShownCell(sign: sign, style: writer.escape(ink, paper: nil))
        }
        let lower = cell.lower ?? upper
        let sign = cell.sign ?? dots(cell) ?? " "
        if sign == " " && signs != .ascii && upper != lower {
            return ShownCell(
                sign: "▀", style: writer.escape(pixel: upper, paper: lower), paper: lower)
        }
        let middle = upper.mixed(with: lower, 0.5)
        return ShownCell(
            sign: sign, style: writer.escape(cell.ink, paper: middle), paper: middle)
    }

    /// Returns the sign that shows a cell's dots, or nil where there are none.
    private func dots(_ cell: Content) -> String? {
        guard cell.dots != 0 else { return nil }
        switch signs {
        case .ascii: return String(cell.mark)
        case .blocks: return quarters[Int(cell.dots & 15)]
        case .braille:
            let bits = brailleBits.enumerated().reduce(UInt32(0)) { bits, dot in
                cell.dots >> UInt8(dot.offset) & 1 == 1 ? bits | dot.element : bits
            }
            return Unicode.Scalar(0x2800 + bits).map { String($0) } ?? " "
        }
    }
}

/// The signs of four quarters: upper left 1, upper right 2, lower left 4, lower right 8.
private let quarters = [
    " ", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█",
]

/// Unicode's numbers for the dots of Braille, row by row.
private let brailleBits: [UInt32] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
