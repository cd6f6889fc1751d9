// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Expressions
import Figures
import Glibc
import Results
import Simulation
import WorkbenchModel

extension SweepPicture {
    /// What stands under heatmaps.
    var planeFootnote: String {
        guard isOfDifferences else {
            return grid.hasOneSeed ? CaptionWords.oneSeed : "mean over seeds"
        }
        return "differences to \(reference), paired by seed"
            + " · dashed: below 0"
            + (grid.hasOneSeed
                ? " · \(CaptionWords.oneSeed)"
                : grid.isExact ? "" : " · a ring: the 95 % interval holds 0, no difference seen")
    }

    private var isOfDifferences: Bool { grid.methods.count > 1 }

    /// Returns a heatmap a method: its difference to the first, or its mean where it is alone.
    package func planes(_ outcome: Int) -> [Panel] {
        let methods = isOfDifferences ? shown.filter { $0 != grid.methods.first } : shown
        let words = SweepResult.outcomes[outcome].title
        let drawn = methods.isEmpty ? Array(grid.methods.dropFirst()) : methods
        let differences = drawn.flatMap { method in
            grid.points.compactMap { grid.difference(outcome, of: method, at: $0)?.difference.mean }
        }
        // The same distance from 0 has the same strength on both sides.
        let most = differences.map(abs).filter(\.isFinite).max() ?? 0
        let unit = SweepResult.outcomes[outcome].unit.hasSuffix("[nats]") ? "  [nats]" : ""
        let scale: ColorScale =
            isOfDifferences
            ? .diverging(
                "difference" + unit, midpoint: 0, range: most > 0 ? -most...most : nil)
            : ColorScale(words + unit)
        let means = drawn.flatMap { method in
            grid.points.compactMap { grid.mean(outcome, of: method, at: $0)?.mean }
        }
        let largest = isOfDifferences ? most : means.map(abs).filter(\.isFinite).max() ?? 0
        return drawn.map { method in
            let name = isOfDifferences ? "\(title(method)) − \(reference)" : title(method)
            return Panel(
                title: "\(name): \(words)",
                x: Axis(
                    grid.axes[0].title, scale: .categories(grid.axes[0].values.map(\.shownText))),
                y: Axis(
                    grid.axes[1].title, scale: .categories(grid.axes[1].downwards.map(\.shownText))),
                marks: plane(outcome, method, scale, most: largest))
        }
    }

    private func plane(
        _ outcome: Int, _ method: String, _ scale: ColorScale, most: Double
    ) -> [Mark] {
        let (across, down) = (grid.axes[0].values, grid.axes[1].downwards)
        var values: [Double] = []
        var rings: [Point] = []
        for (row, second) in down.enumerated() {
            for (column, first) in across.enumerated() {
                let difference = grid.difference(outcome, of: method, at: [first, second])
                let mean = grid.mean(outcome, of: method, at: [first, second])?.mean
                values.append((isOfDifferences ? difference?.difference.mean : mean) ?? .nan)
                // Of one seed nothing is clear, and rings around all of them would say less.
                if let difference, !grid.hasOneSeed, isUnclear(difference) {
                    // Beside the number in the middle of the cell.
                    let (right, up) = hasValues ? (0.34, 0.32) : (0, 0)
                    rings.append(Point(Double(column) + right, Double(row) - up))
                }
            }
        }
        let cells = CellGrid(columns: across.count, rows: down.count, values: values)
        let heatmap = Mark.heatmap(
            Mark.Heatmap(
                cells, scale: scale, words: hasValues ? Self.words(values, most: most) : [],
                missingName: "no run completed"))
        guard !rings.isEmpty else { return [heatmap] }
        return [
            heatmap,
            .points(
                Mark.Points(
                    name: "no difference seen", style: Mark.neutralStyle, points: rings,
                    isFilled: false)),
        ]
    }

    /// Returns the numbers of cells, all to the same place: three digits of the largest anywhere.
    private static func words(_ values: [Double], most: Double) -> [String] {
        let decimals = most > 0 ? 2 - Int(log10(most).rounded(.down)) : 0
        return values.map { value in
            guard value.isFinite else { return "" }
            let text =
                (0...4).contains(decimals)
                ? NumberText.fixed(value, digits: decimals)
                : NumberText.significant(value, digits: 3)
            // What rounds to 0 has no sign.
            let isZero = !text.contains { $0 != "0" && $0.isNumber }
            return isZero ? text.replacing("-", with: "") : text.replacing("-", with: "−")
        }
    }

    /// Returns whether a difference may be none; an exact one is what it is.
    func isUnclear(_ comparison: PairedComparison) -> Bool {
        if comparison.pairs == 1 && grid.isExact { return comparison.equal == 1 }
        return !comparison.difference.excludesZero
    }
}
