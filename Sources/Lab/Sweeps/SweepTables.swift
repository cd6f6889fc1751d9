// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Simulation

extension SweepResult {
    /// The rows of one method at one point.
    private struct Cell {
        let values: [Double]
        let method: String
        let rows: [Row]
    }

    /// One row a point and method with every number, for programs.
    ///
    /// Behind each outcome's mean come the ends of its 95 % interval, then its difference to the
    /// first method, paired by seed, with its own.
    var fullTable: Table {
        var table = Table(columns: axes.map { Table.Column($0) })
        table.columns += [Table.Column("method"), Table.Column("seeds"), Table.Column("failed")]
        for outcome in Self.outcomes {
            let keys = ["", "_low", "_high"].map { outcome.key + $0 }
            table.columns += (keys + keys.map { "d_\($0)" }).map { Table.Column($0) }
        }
        table.rows = cells.map { cell in
            let head =
                cell.values.map(Table.Cell.number)
                + [
                    .text(cell.method), .integer(cell.rows.count(where: \.failure.isEmpty)),
                    .integer(cell.rows.count { !$0.failure.isEmpty }),
                ]
            return head
                + Self.outcomes.indices.flatMap { index in
                    numbers(interval(cell, index))
                        + numbers(comparison(cell, index)?.difference)
                }
        }
        return table
    }

    /// The means with their intervals, and the differences that can be told from 0, for people.
    var summaryTable: Table {
        let shown = Self.outcomes.indices.filter { index in
            rows.contains { $0.outcomes[index] != nil }
        }
        var table = Table(columns: axes.map { Table.Column($0, nil, .plain) })
        table.columns += [Table.Column("method"), Table.Column("seeds")]
        for outcome in shown.map({ Self.outcomes[$0] }) {
            table.columns += [
                Table.Column(outcome.key, outcome.title), Table.Column("d_\(outcome.key)", "Δ"),
            ]
        }
        table.rows = cells.map { cell in
            let head =
                cell.values.map { Table.Cell.number($0) }
                + [.text(cell.method), .integer(cell.rows.count(where: \.failure.isEmpty))]
            return head
                + shown.flatMap { index in
                    [
                        interval(cell, index).map { Table.Cell.text($0.shortText) } ?? .none,
                        comparison(cell, index).map { .text(words($0)) } ?? .none,
                    ]
                }
        }
        table.caption =
            caption + (methods.count > 1 ? " · Δ to \(methods[0]), paired by seed" : "")
        return table
    }

    /// The methods in their order.
    var methods: [String] {
        var seen: Set<String> = []
        return rows.map(\.method).filter { seen.insert($0).inserted }
    }

    private var cells: [Cell] {
        var points: [[Double]] = []
        var grouped: [[Double]: [String: [Row]]] = [:]
        for row in rows {
            if grouped[row.values] == nil { points.append(row.values) }
            grouped[row.values, default: [:]][row.method, default: []].append(row)
        }
        let methods = methods
        return points.flatMap { point in
            methods.compactMap { method in
                grouped[point]?[method].map { Cell(values: point, method: method, rows: $0) }
            }
        }
    }

    private func interval(_ cell: Cell, _ index: Int) -> Interval? {
        let values = cell.rows.compactMap { $0.outcomes[index] }
        return values.isEmpty ? nil : Statistics.interval(values)
    }

    /// Returns how a method differs from the first at the same point, or nil for the first itself.
    private func comparison(_ cell: Cell, _ index: Int) -> PairedComparison? {
        guard let first = methods.first, cell.method != first else { return nil }
        let baseline = Dictionary(
            rows.filter { $0.method == first && $0.values == cell.values }
                .map { ($0.seed, $0.outcomes[index]) },
            uniquingKeysWith: { first, _ in first })
        return Statistics.compare(
            cell.rows.map { $0.outcomes[index] },
            with: cell.rows.map { baseline[$0.seed].flatMap(\.self) })
    }

    private func numbers(_ interval: Interval?) -> [Table.Cell] {
        guard let interval else { return [.none, .none, .none] }
        let ends = [interval.low, interval.high].map { $0.isNaN ? Table.Cell.none : .number($0) }
        return [.number(interval.mean)] + ends
    }

    /// Returns a difference in words: its sign is claimed only where the interval excludes 0.
    ///
    /// One that three decimals would show as 0 gets more of them.
    private func words(_ comparison: PairedComparison) -> String {
        let difference = comparison.difference
        let sign = difference.mean > 0 ? "+" : ""
        if comparison.equal == comparison.pairs { return "the same" }
        guard difference.halfWidth != nil else {
            return isExact ? sign + NumberText.fixed(difference.mean, digits: 3) : "one seed"
        }
        guard difference.excludesZero else { return "unclear" }
        return sign + (abs(difference.mean) < 0.0005 ? difference.text : difference.shortText)
    }
}
