// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

extension EvidenceNetwork {
    /// A row for each run and method: what it differs by from the first of its run, and that run's
    /// ratios.
    var regimes: [String] {
        let columns = EvidenceColumn.networkRegimes
        let heads =
            ["run", "Δ"] + columns.map(\.title) + [
                "mean r, A > 0 / A < 0", "masked, A > 0 / A < 0",
            ]
        let total = comparisons.reduce(0) { $0 + ($1.methods.count - 1) * columns.count }
        let rows = zip(runs, comparisons).flatMap { run, comparison in
            comparison.methods.enumerated().map { index, method in
                let cells = columns.map { column in
                    index == 0
                        ? comparison.own(method, column)
                        : comparison.difference(method, column, among: total)
                }
                return [index == 0 ? "`\(run.words)`" : "", "`\(method)`"] + cells
                    + ratios(method, comparison)
            }
        }
        return EvidenceText.table(heads, rows) + ["", caption, "", EvidenceText.chance(total)]
    }

    /// Returns a method's mean ratios, and the shares that its mask stops, of both signs.
    private func ratios(_ method: String, _ comparison: EvidenceComparison) -> [String] {
        let columns = EvidenceColumn.networkRatios
        return [(columns[0], columns[1]), (columns[4], columns[5])].map { good, bad in
            [good, bad].map { column in
                NumberText.fixed(
                    comparison.values(method, column)[column.moment.rawValue] ?? .nan, digits: 3)
            }
            .joined(separator: " / ")
        }
    }
}
