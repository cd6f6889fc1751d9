// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Plots
import Results
import TokenLogs
import TokenWeights
import WorkbenchModel

extension Workspace {
    /// Shows what each part of a log says under each method.
    mutating func presentParts(
        by grouping: LogGrouping, _ log: LoadedLog, _ methods: [Method], _ arguments: Arguments
    ) throws(CommandError) {
        try checkParts(grouping, log, arguments.span(of: LogKeys.by))
        let statistics = try statistics(by: grouping, log, methods, arguments)
        remarkOnCuts(statistics.batchCounts)
        let rows = statistics.rows
        try present(
            programTable(rows, grouping), people: peopleTable(rows, grouping, methods), arguments)
        remarkOnFolding(statistics.isFolded, most: statistics.most)
    }
}

/// Returns one row a part and method, with what names the part first.
private func programTable(_ parts: [KeyedStatistics.Part], _ grouping: LogGrouping) -> Table {
    let keys = parts.first?.methods.first?.entries.map(\.key) ?? []
    var table = Table(
        columns: partColumns(grouping) + [Table.Column("method")] + keys.map { Table.Column($0) })
    table.rows = parts.flatMap { part in
        part.methods.map { method in
            partCells(part.key, grouping) + [.text(method.name)]
                + method.entries.map { Table.Cell($0.value) }
        }
    }
    return table
}

/// Returns one row a part, with what does not depend on the method once and two columns a method.
private func peopleTable(
    _ parts: [KeyedStatistics.Part], _ grouping: LogGrouping, _ methods: [Method]
) -> Table {
    let isCorrected = methods.contains { $0.correction != nil }
    var table = Table(
        columns: partColumns(grouping)
            + [
                Table.Column("tokens", importance: 3), Table.Column("ratio+", "r A>0"),
                Table.Column("ratio-", "r A<0"), Table.Column("max", "r max"),
                Table.Column("high", "clip high", importance: 2),
                Table.Column("low", "clip low", importance: 2), Table.Column("k3", importance: 2),
            ]
            + methods.flatMap { method in
                ["A>0", "A<0"].map { sign in
                    Table.Column(
                        "\(method.rule.name) \(sign)",
                        "\(isCorrected ? "w·f" : "w") \(method.rule.title) \(sign)", importance: 2)
                }
            })
    table.rows = parts.map { part in
        let all = part.overall
        return partCells(part.key, grouping)
            + [
                .integer(all.tokens), .optional(all.ratioMeanPositive),
                .optional(all.ratioMeanNegative), .optional(all.ratioMaximum),
                .optional(all.clipHighFraction), .optional(all.clipLowFraction), .optional(all.k3),
            ]
            + part.methods.flatMap { method -> [Table.Cell] in
                guard let correction = method.correction else {
                    return [
                        .optional(method.weightMeanPositive), .optional(method.weightMeanNegative),
                    ]
                }
                return [
                    .optional(correction.totalMeanPositive),
                    .optional(correction.totalMeanNegative),
                ]
            }
    }
    table.caption = "means of the ratio r and of the weights; format=json has every statistic"
    return table
}
