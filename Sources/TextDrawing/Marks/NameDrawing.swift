// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// The cells between a panel's axes.
struct PlaneCells {
    let columns: Range<Int>
    let rows: Range<Int>
}

/// The dots around a name that takes whole cells, in cells: a row is as high as two columns are
/// wide.
struct DotCells {
    /// A dot's cell.
    struct Place: Hashable {
        let column: Int
        let row: Int

        init(_ point: Point) {
            column = Int((point.x / Cell.width).rounded(.down))
            row = Int((point.y / Cell.height).rounded(.down))
        }
    }

    /// The dots that are named.
    let own: [Place]
    /// All others.
    let others: [Place]

    /// The farthest that a name is from its dot, in columns.
    static let farthest = 4.5

    /// Returns how far a name in some cells is from its dots, or nil where it would not be seen
    /// which dot it belongs to.
    func distance(_ columns: Range<Int>, row: Int) -> Double? {
        func distance(to place: Place) -> Double {
            let aside = max(
                columns.lowerBound - place.column, 0, place.column - columns.upperBound + 1)
            let above = 2 * (row - place.row)
            return Double(aside * aside + above * above).squareRoot()
        }
        let nearest = own.map(distance).min() ?? .infinity
        guard nearest <= Self.farthest, others.allSatisfy({ distance(to: $0) > nearest }) else {
            return nil
        }
        return nearest
    }
}

extension TextDrawing {
    /// Returns the cells between a panel's axes, without those of the axes.
    func plane(_ panel: Int?) -> PlaneCells? {
        guard let plot = panel.flatMap({ parts.plots[$0] }) else { return nil }
        let left = Int((plot.x / Cell.width).rounded(.down)) + 1
        let right = min(Int((plot.right / Cell.width).rounded(.up)), page.columns)
        let top = Int((plot.y / Cell.height + 0.01).rounded(.down))
        let foot = Int((plot.bottom / Cell.height).rounded(.down))
        return PlaneCells(columns: left..<max(left, right), rows: top..<max(top, foot))
    }

    /// Returns which lines are names beside dots.
    func named(_ lines: [TextLine]) -> [Int: DisplayList.DotName] {
        var found: [Int: DisplayList.DotName] = [:]
        for name in names where !name.text.isEmpty {
            let index = lines.indices.first {
                lines[$0].role == .note && lines[$0].panel == name.panel && found[$0] == nil
                    && lines[$0].words(screen.signs) == name.text
            }
            if let index { found[index] = name }
        }
        return found
    }

    /// Writes a note between the axes, shortened where it is wider than these; an axis that words
    /// cut through looks as if it ended there.
    mutating func write(_ words: String, inside plane: PlaneCells, _ line: TextLine, _ ink: Ink) {
        let shown = shortened(words, to: plane.columns.count)
        guard plane.columns.count > 3 else { return }
        let last = plane.columns.upperBound - screen.width(shown)
        let column = min(max(line.column, plane.columns.lowerBound), last)
        for row in [line.row, line.row + 1, line.row - 1]
        where grid.write(shown, column: column, row: row, ink, width: screen.width) {
            return
        }
    }

    /// Writes a name beside its dots, as near to the layout's place as it may stand, and on as
    /// little of the curves as possible; where there is no such place, remembers that.
    mutating func write(_ name: DisplayList.DotName, wishedAt line: TextLine) {
        let words = line.words(screen.signs)
        let width = max(1, screen.width(words))
        guard let plane = plane(name.panel) else { return homeless.append(name) }
        let dots = dots(name)
        var best: (column: Int, row: Int, cost: Double)?
        for row in plane.rows {
            for column in plane.columns where column + width <= plane.columns.upperBound {
                let cells = column..<column + width
                guard let distance = dots.distance(cells, row: row),
                    isFree(cells, row: row, dots.own)
                else { continue }
                let moved = abs(column - line.column) + 2 * abs(row - line.row)
                let covered = cells.count { grid[$0, row].isFront }
                let cost = Double(moved) + 2 * Double(covered) + distance
                if cost < best?.cost ?? .infinity { best = (column, row, cost) }
            }
        }
        guard let best else { return homeless.append(name) }
        grid.write(words, column: best.column, row: best.row, ink(line.color), width: screen.width)
    }

    /// Returns whether no signs are in some cells, nor beside them but for the named dots.
    private func isFree(_ cells: Range<Int>, row: Int, _ own: [DotCells.Place]) -> Bool {
        guard grid.isFree(cells, row: row) else { return false }
        return [cells.lowerBound - 1, cells.upperBound].allSatisfy { column in
            grid.isFree(column..<column + 1, row: row)
                || own.contains { $0.column == column && $0.row == row }
        }
    }

    /// Returns the dots around a name.
    private func dots(_ name: DisplayList.DotName) -> DotCells {
        let others = names.filter { $0.panel == name.panel && $0.note != name.note }
        return DotCells(
            own: name.dots.map(DotCells.Place.init),
            others: others.flatMap(\.dots).filter { !name.dots.contains($0) }
                .map(DotCells.Place.init))
    }
}
