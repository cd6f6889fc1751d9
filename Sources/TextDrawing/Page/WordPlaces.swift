// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// Finds the cells for words of the page: those around axes keep their order from row to row,
/// wherever in a row the axes begin and end.
struct WordPlaces {
    private let plots: [Box]
    /// Axes that have words along the vertical one.
    private let labelled: [Box]

    /// Takes the boxes between axes, and all words.
    init(plots: [Box], lines: [TextLine]) {
        self.plots = plots
        labelled = lines.filter(\.isTurned).compactMap { Self.plot(rightOf: $0.start, in: plots) }
    }

    /// Returns the number of the panel that words running upwards belong to.
    func panel(of line: TextLine) -> Int? {
        Self.plot(rightOf: line.start, in: plots).flatMap { plots.firstIndex(of: $0) }
    }

    /// Returns where words begin; nil where there is no place for them.
    func place(of line: TextLine) -> (column: Int, row: Int)? {
        guard !line.isTurned else {
            // Words that would run upwards stand above the axes that they are about.
            return Self.plot(rightOf: line.start, in: plots).map { plot in
                (max(0, Int(line.start.x / Cell.width) - 1), topRow(plot) - 1)
            }
        }
        return (line.column, below(line) ?? above(line) ?? line.row)
    }

    /// Returns the row of numbers and words under axes.
    private func below(_ line: TextLine) -> Int? {
        // A number beside the foot of an axis stands hardly lower than it.
        let plot = plots.filter {
            isBeside(line, $0) && $0.bottom + 0.3 * Cell.height < line.middle
        }
        .max { $0.bottom < $1.bottom }
        guard let plot else { return nil }
        let distance = ((line.middle - plot.bottom) / Cell.height).rounded()
        guard distance <= 2 else { return nil }
        return Int((plot.bottom / Cell.height).rounded(.down)) + max(1, Int(distance))
    }

    /// Returns the row of a title just above axes.
    private func above(_ line: TextLine) -> Int? {
        let plot = plots.filter { isBeside(line, $0) && $0.y > line.middle }
            .min { $0.y < $1.y }
        guard let plot, plot.y - line.middle < 1.5 * Cell.height else { return nil }
        return topRow(plot) - (labelled.contains(plot) ? 2 : 1)
    }

    private func isBeside(_ line: TextLine, _ plot: Box) -> Bool {
        line.start.x >= plot.x - 12 * Cell.width && line.start.x < plot.right
    }

    /// The row in which axes begin.
    private func topRow(_ plot: Box) -> Int {
        Int((plot.y / Cell.height + 0.25).rounded(.down))
    }

    /// Returns the axes that words running upwards belong to: the nearest to their right.
    private static func plot(rightOf start: Point, in plots: [Box]) -> Box? {
        plots.filter { $0.x > start.x && $0.y < start.y }
            .min { ($0.x, -$0.y) < ($1.x, -$1.y) }
    }
}
