// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import Results
import Simulation
import WorkbenchModel

extension Interval {
    /// Half the interval's width, or nil where one value gives none.
    package var halfWidth: Double? { (high - low).isNaN ? nil : (high - low) / 2 }

    /// The mean with half the interval's width: `0.483 ± 0.033`; ``text`` where three decimals
    /// would make an interval look like none.
    var shortText: String {
        if let halfWidth, halfWidth > 0, halfWidth < 0.0005 { return text }
        return NumberText.fixed(mean, digits: 3)
            + (halfWidth.map { " ± \(NumberText.fixed($0, digits: 3))" } ?? "")
    }
}

extension Metric {
    /// A name short enough for the head of a column.
    fileprivate var shortTitle: String {
        switch self {
        case .heldOutAccuracy: "held out"
        case .heldOutPassAt8: "pass@8"
        case .heldOutGreedy: "greedy"
        case .reward: "reward"
        case .wrongSteps: "wrong steps"
        case .duplicates: "duplicates"
        case .klFromReference, .klFromOld: symbol
        default: title
        }
    }
}

extension RunSet {
    /// One row a run with every number, for programs.
    package var fullTable: LongTable {
        let keys = ["run", "world", "method", "seed", "config", "metrics"]
        // Each row holds a list of steps, so that a few rows are many values.
        let values = runs.reduce(0) { $0 + $1.rows.count }
        return LongTable(
            columns: keys.map { Table.Column($0) }, count: runs.count, values: values * 10
        ) { [self] body in
            for run in runs {
                body([
                    .text(name), .text(worldName), .text(run.method), .integer(run.seed),
                    .nested(config), .nested(metrics(run)),
                ])
            }
        }
    }

    /// One row a method with means over seeds, for people.
    package var summaryTable: Table {
        let metrics = shownMetrics
        var table = Table(columns: [Table.Column("method")])
        table.columns += metrics.map { Table.Column($0.rawValue, $0.shortTitle) }
        if !alternatives.isEmpty && alternatives.count <= 8 {
            table.columns += alternatives.map { Table.Column("p.\($0)", shownText($0)) }
        }
        table.rows = methods.map { summaryRow($0, metrics) }
        table.caption = caption.text
        return table
    }

    private var shownMetrics: [Metric] {
        let wanted: [Metric] =
            alternatives.isEmpty
            ? [
                .entropy, .accuracy, .reward, .heldOutAccuracy, .heldOutPassAt8, .heldOutGreedy,
                .wrongSteps, .duplicates,
            ].filter { $0 != .heldOutGreedy || World.named(worldName)?.task != nil }
            : [.entropy, .klFromReference]
        return wanted.filter { metric in
            runs.contains { $0.rows.contains { $0[metric] != nil } }
        }
    }

    private func summaryRow(_ method: TrainedMethod, _ metrics: [Metric]) -> [Table.Cell] {
        var row: [Table.Cell] = [.text(method.title)]
        let usable = usableRuns(of: method.name)
        for metric in metrics {
            let last = usable.compactMap { run in
                run.rows.last { $0[metric] != nil }?[metric]
            }
            let different = isExact ? Array(last.prefix(1)) : last
            row.append(last.isEmpty ? .none : .text(Statistics.interval(different).shortText))
        }
        if !alternatives.isEmpty && alternatives.count <= 8 {
            let last = usable.first?.probabilities.last ?? []
            row += alternatives.indices.map {
                last.indices.contains($0) ? .number(last[$0]) : .none
            }
        }
        return row
    }

    /// The rows of a run as JSON, under the metrics' names; a tree of them all would take many
    /// times the memory of their numbers.
    private func metrics(_ run: Run) -> JSON {
        let alternatives = alternatives
        return .list(
            JSONList(count: run.rows.count) { index in
                let row = run.rows[index]
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
