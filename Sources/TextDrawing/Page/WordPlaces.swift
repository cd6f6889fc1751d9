// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Finds the cells for words of the page: those around axes keep their order from row to row,
/// wherever in a row the axes begin and end.
struct WordPlaces {
    let parts: PageParts

    /// Where words stand.
    enum Place: Equatable {
        /// In a row from a column on; nowhere else where that is taken.
        case exactly(column: Int, row: Int)
        /// There or in one of the neighbouring rows.
        case about(column: Int, row: Int)
        /// Above the axes, as long as the panel is wide.
        case aboveAxis(column: Int, row: Int)
        /// Above a colour bar, ending at the right.
        case aboveBar(row: Int)
        /// Below the axes, as the words of the horizontal one.
        case belowNumbers(column: Int, row: Int)
        /// Around a column below the axes: a name that would run upwards.
        case turned
    }

    /// Returns where words begin.
    func place(of line: TextLine) -> Place {
        if let panel = line.panel, let strip = parts.strips[panel], line.role != .title,
            let row = strip.cells(at: line.middle)
        {
            return .exactly(column: line.column, row: row)
        }
        switch line.role {
        case .axis: return axisPlace(line)
        case .title: return .about(column: line.column, row: titleRow(line))
        case .legend: return .about(column: line.column, row: legendRow(line.middle, line.group))
        case .colorBar: return barPlace(line)
        case .series, .region:
            return .exactly(column: line.column, row: line.row)
        case .note, .footnote, .panel, nil:
            return .about(column: line.column, row: line.row)
        }
    }

    /// Returns the row of a legend's line: those above axes make way for the words along the
    /// vertical axis and for titles, which stand in whole rows here.
    func legendRow(_ middle: Double, _ group: Int) -> Int {
        let row = Int((middle / Cell.height).rounded(.down))
        guard let foot = parts.legendFeet[group],
            !parts.plots.values.contains(where: { $0.y <= foot && foot < $0.bottom }),
            let top = parts.plots.values.map(\.y).filter({ $0 > foot }).min(),
            top - foot < 3 * Cell.height
        else { return row }
        let isLabelled = parts.labelled.contains { parts.plots[$0]?.y == top }
        let isOverTitles = top - foot > 1.6 * Cell.height
        let last = Self.row(top) - 1 - (isLabelled ? 1 : 0) - (isOverTitles ? 1 : 0)
        return max(0, row - max(0, Self.row(foot) - last))
    }

    private func axisPlace(_ line: TextLine) -> Place {
        guard let panel = line.panel, let plot = parts.plots[panel] else {
            return .about(column: line.column, row: line.row)
        }
        let bottom = Int((plot.bottom / Cell.height).rounded(.down))
        if line.isTurned {
            // Words that would run upwards stand above the axes that they are about.
            guard line.start.x >= plot.x else {
                let column = max(0, Int(line.start.x / Cell.width) - 1)
                return .aboveAxis(column: column, row: Self.row(plot.y) - 1)
            }
            return .turned
        }
        // A number beside the foot of an axis stands hardly lower than it.
        guard line.middle > plot.bottom + 0.3 * Cell.height else {
            return .exactly(column: line.column, row: Self.row(ofTick: line))
        }
        let distance = Int(((line.middle - plot.bottom) / Cell.height).rounded())
        guard distance > 1 || parts.turned.contains(panel) else {
            return .exactly(column: line.column, row: bottom + 1)
        }
        return .belowNumbers(column: line.column, row: bottom + 2)
    }

    /// Returns whether words are a number or a name below a tick of a horizontal axis.
    func isTick(_ line: TextLine) -> Bool {
        guard line.role == .axis, let row = line.panel.flatMap(rowBelow) else { return false }
        return switch axisPlace(line) {
        case .turned: true
        case .exactly(_, let place): place == row
        case .about, .aboveAxis, .aboveBar, .belowNumbers: false
        }
    }

    /// Returns the row just below the axes of a panel.
    func rowBelow(_ panel: Int) -> Int? {
        parts.plots[panel].map { Int(($0.bottom / Cell.height).rounded(.down)) + 1 }
    }

    /// Returns the row of a title: just above the axes or the words along them.
    private func titleRow(_ line: TextLine) -> Int {
        guard let panel = line.panel, let plot = parts.plots[panel],
            plot.y - line.middle < 1.5 * Cell.height
        else { return line.row }
        return Self.row(plot.y) - (parts.labelled.contains(panel) ? 2 : 1)
    }

    private func barPlace(_ line: TextLine) -> Place {
        guard line.isTurned, let bar = parts.bars[line.group] else {
            return .exactly(column: line.column, row: Self.row(ofTick: line))
        }
        return .aboveBar(row: Self.row(bar.y) - 1)
    }

    /// Returns the row of a height of the page, such as that where axes begin.
    private static func row(_ y: Double) -> Int {
        Int((y / Cell.height + 0.01).rounded(.down))
    }

    /// Returns the row of a tick from the place of its number, which stands a little lower.
    private static func row(ofTick line: TextLine) -> Int {
        Int(((line.middle - 0.09 * line.font.size) / Cell.height).rounded(.down))
    }
}
