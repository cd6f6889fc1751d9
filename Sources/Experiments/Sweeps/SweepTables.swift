// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import Results
import Simulation
import WorkbenchModel

extension SweepResult {
    /// One row a point and method with every number, for programs.
    ///
    /// After each outcome's mean come the ends of its 95 % interval, then its difference to the
    /// first method, paired by seed, with its own.
    package var fullTable: Table {
        let grid = SweepGrid(self)
        var table = Table(columns: axes.map { Table.Column($0) })
        table.columns += [Table.Column("method"), Table.Column("seeds"), Table.Column("failed")]
        for outcome in Self.outcomes {
            let keys = ["", "_low", "_high"].map { outcome.key + $0 }
            table.columns += (keys + keys.map { "d_\($0)" }).map { Table.Column($0) }
        }
        table.rows = grid.cells.map { cell in
            let head =
                cell.point.map(\.cell)
                + [
                    .text(cell.method), .integer(cell.rows.count { $0.failure == nil }),
                    .integer(cell.rows.count { $0.failure != nil }),
                ]
            return head
                + Self.outcomes.indices.flatMap { index in
                    numbers(grid.mean(index, of: cell.method, at: cell.point))
                        + numbers(
                            grid.difference(index, of: cell.method, at: cell.point)?.difference)
                }
        }
        return table
    }

    /// The means with their intervals, and the differences that can be told from 0, for people.
    package var summaryTable: Table {
        let grid = SweepGrid(self)
        let shown = Self.outcomes.indices.filter(grid.has)
        var table = Table(columns: axes.map { Table.Column($0, nil, .plain) })
        table.columns += [Table.Column("method"), Table.Column("seeds")]
        for outcome in shown.map({ Self.outcomes[$0] }) {
            table.columns += [
                Table.Column(outcome.key, outcome.title), Table.Column("d_\(outcome.key)", "Δ"),
            ]
        }
        table.rows = grid.cells.map { cell in
            let head =
                cell.point.map(\.shownCell)
                + [.text(cell.method), .integer(cell.rows.count { $0.failure == nil })]
            return head
                + shown.flatMap { index in
                    let mean = grid.mean(index, of: cell.method, at: cell.point)
                    let difference = grid.difference(index, of: cell.method, at: cell.point)
                    return [
                        mean.map { Table.Cell.text($0.text) } ?? .none,
                        difference.map { .text($0.shortVerdict(isExact: isExact)) } ?? .none,
                    ]
                }
        }
        table.caption =
            caption.text + (methods.count > 1 ? " · Δ to \(methods[0]), paired by seed" : "")
        return table
    }

    /// The methods in their order.
    package var methods: [String] {
        var seen: Set<String> = []
        return rows.map(\.method).filter { seen.insert($0).inserted }
    }

    private func numbers(_ interval: Interval?) -> [Table.Cell] {
        guard let interval else { return [.none, .none, .none] }
        let ends = [interval.low, interval.high].map { $0.isNaN ? Table.Cell.none : .number($0) }
        return [.number(interval.mean)] + ends
    }
}

extension SweepGrid {
    /// The runs of each point and method that has some, point by point.
    fileprivate var cells: [(point: [SweepValue], method: String, rows: [SweepResult.Row])] {
        points.flatMap { point in
            methods.compactMap { method in
                let rows = runs(of: method, at: point)
                return rows.isEmpty ? nil : (point, method, rows)
            }
        }
    }
}

extension SweepValue {
    /// The value as a table for people has it.
    fileprivate var shownCell: Table.Cell {
        guard let number else { return cell }
        // What is whole is a count or a name, and stands as it is.
        return .number(Int(exactly: number) == nil ? NumberText.parse(shownText) ?? number : number)
    }
}
