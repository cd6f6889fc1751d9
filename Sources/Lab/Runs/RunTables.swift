// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Glibc
import Simulation

extension Interval {
    /// Half the interval's width, or nil where one value gives none.
    var halfWidth: Double? { (high - low).isNaN ? nil : (high - low) / 2 }
}

extension RunSet {
    /// One row a run with every number, for programs.
    var fullTable: Table {
        var table = Table(columns: [
            Table.Column("run"), Table.Column("world"), Table.Column("method"),
            Table.Column("seed"), Table.Column("config"), Table.Column("metrics"),
        ])
        table.rows = runs.map { run in
            [
                .text(name), .text(worldName), .text(run.method), .integer(run.seed),
                .nested(config), .nested(metrics(run)),
            ]
        }
        return table
    }

    /// One row a method with means over seeds, for people.
    var summaryTable: Table {
        let metrics = shownMetrics
        var table = Table(columns: [Table.Column("method")])
        for metric in metrics {
            table.columns.append(Table.Column(metric.rawValue, metric.title))
            if seeds.count > 1 {
                table.columns.append(Table.Column("±\(metric.rawValue)", "± 95 %"))
            }
        }
        if !alternatives.isEmpty && alternatives.count <= 8 {
            table.columns += alternatives.map { Table.Column("p.\($0)", shownText($0)) }
        }
        table.rows = methods.map { summaryRow($0, metrics) }
        table.caption = caption
        return table
    }

    private var shownMetrics: [Metric] {
        let wanted: [Metric] =
            alternatives.isEmpty
            ? [.entropy, .accuracy, .heldOutAccuracy, .duplicates, .klFromReference]
            : [.entropy, .klFromReference]
        return wanted.filter { metric in
            completeRuns.contains { $0.rows.contains { $0[metric] != nil } }
        }
    }

    private func summaryRow(_ method: TrainedMethod, _ metrics: [Metric]) -> [Table.Cell] {
        var row: [Table.Cell] = [.text(method.title)]
        let complete = completeRuns(of: method.name)
        for metric in metrics {
            let last = complete.compactMap { run in
                run.rows.last { $0[metric] != nil }?[metric]
            }
            guard !last.isEmpty else {
                row += Array(repeating: .none, count: seeds.count > 1 ? 2 : 1)
                continue
            }
            let interval = Statistics.interval(last)
            row.append(.number(interval.mean))
            if seeds.count > 1 { row.append(.optional(interval.halfWidth)) }
        }
        if !alternatives.isEmpty && alternatives.count <= 8 {
            let last = complete.first?.probabilities.last ?? []
            row += alternatives.indices.map {
                last.indices.contains($0) ? .number(last[$0]) : .none
            }
        }
        return row
    }

    /// The rows of a run as JSON, under the metrics' names.
    private func metrics(_ run: Run) -> JSON {
        .array(
            run.rows.enumerated().map { index, row in
                var members = Metric.allCases.compactMap { metric -> JSON.Member? in
                    guard metric != .step else { return JSON.Member("step", .integer(row.step)) }
                    return row[metric].map { JSON.Member(metric.rawValue, .number($0)) }
                }
                if run.probabilities.indices.contains(index) {
                    let named = zip(alternatives, run.probabilities[index])
                    members.append(
                        JSON.Member("p", .object(named.map { JSON.Member($0, .number($1)) })))
                }
                return .object(members)
            })
    }
}
