// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Plots
import Results
import TokenLogs
package import WorkbenchModel

extension Command<Workspace> {
    /// `clipping`: whether clipping does anything, under the names that trainers log.
    package static let clipping = Command(
        CommandDescription(
            name: "clipping", group: .logs,
            summary: "Show whether clipping acts on a log, under the names that trainers log.",
            details: """
                Shares are of all tokens of the log, at eps_low and eps_high, and c for dual clip. \
                actor/pg_clipfrac of verl is TRL's clip_ratio/region_mean, high and low together; \
                actor/pg_clipfrac_lower is not the low side but dual clip; actor/ppo_kl is the mean of \
                −log r, and can be below 0. Trainers log means over micro-batches and processes, which differ \
                from these where micro-batches differ in length. by= has a row for each part, at \
                most 4096.
                """,
            parameters: [LogKeys.by, Keys.table, Keys.rules],
            examples: [
                Example(
                    "clipping", "is clipping on at all?",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "clipping eps_high=0.28 by=step", "with the run's own ε, step by step",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
            ],
            related: ["reweigh", "drift", "responses", "plot"])
    ) { workspace, arguments throws(CommandError) in
        let log = try workspace.lastLog()
        if let grouping = arguments[LogKeys.by] {
            try workspace.checkParts(grouping, log, arguments.span(of: LogKeys.by))
            let parts = try workspace.clipParts(by: grouping, log, arguments)
            try workspace.present(partTable(parts), arguments)
            return workspace.remarkOnFolding(parts.isFolded, most: parts.most)
        }
        let interval = workspace.clipInterval(arguments)
        var batches = ClipBatches(
            ClipTally(epsilonLow: interval.low, epsilonHigh: interval.high, cap: interval.cap))
        try workspace.read(log) { batches.add($0) }
        let found = batches.result
        let table = metricTable(found)
        var known = table
        known.rows.removeAll { $0[2] == .none }
        try workspace.present(table, people: known, arguments)
        for remark in clippingWords(found, interval) { workspace.remark(remark) }
    }
}

/// Returns one row a metric that the log can tell.
private func metricTable(_ source: ClipMetric.Source) -> Table {
    var table = Table(
        columns: [
            Table.Column("trainer", importance: 2), Table.Column("metric", importance: 3),
            Table.Column("value", importance: 3),
            Table.Column("definition", "mean of, or share where"),
        ])
    table.rows = ClipMetric.all.map { metric in
        [
            .text(metric.trainer), .text(metric.name), .optional(metric.value(source)),
            .text(metric.definition),
        ]
    }
    return table
}

/// Returns one row a part.
private func partTable(_ parts: LogParts<ClipTally>) -> Table {
    let columns: [(String, String, (ClipStatistics) -> Double?)] = [
        ("clip_high_fraction", "clip high", \.clipHigh),
        ("clip_low_fraction", "clip low", \.clipLow), ("clip_fraction", "clip", \.clip),
        ("dual_clip_fraction", "dual clip", \.dualClip),
        ("outside_above_fraction", "above", \.outsideAbove),
        ("outside_below_fraction", "below", \.outsideBelow),
        ("ratio_mean", "r", \.ratioMean), ("ratio_min", "r min", \.ratioMinimum),
        ("ratio_max", "r max", \.ratioMaximum), ("kl_k1", "k1", \.k1), ("kl_k3", "k3", \.k3),
        ("entropy", "H", \.entropy),
    ]
    var table = Table(
        columns: partColumns(parts.grouping) + [Table.Column("tokens", importance: 3)]
            + columns.enumerated().map { index, column in
                Table.Column(column.0, column.1, importance: index < 4 ? 2 : 1)
            })
    table.rows = parts.parts.map { key, tally in
        let found = tally.result
        return partCells(key, parts.grouping) + [.integer(found.tokens)]
            + columns.map { Table.Cell.optional($0.2(found)) }
    }
    return table
}

/// Returns in words whether clipping acts.
private func clippingWords(
    _ source: ClipMetric.Source, _ interval: (low: Double, high: Double, cap: Double)
) -> [String] {
    let all = source.all
    guard all.tokens > 0 else { return [] }
    guard all.moved > 0 else {
        return [
            "clipping cannot act: every ratio is 1 within 1e-6, so that PPO, GRPO, ASPO and training "
                + "without importance sampling give the same gradient here; one update a batch makes it so"
        ]
    }
    let ends =
        "[\(NumberText.significant(1 - interval.low, digits: 4)), "
        + "\(NumberText.significant(1 + interval.high, digits: 4))]"
    let moved = percent(Double(all.moved) / Double(all.tokens))
    guard let clip = all.clip, clip > 0 else {
        return [
            "clipping does nothing: no token with an advantage is on the clipped side of \(ends), and "
                + "\(moved) of tokens have a ratio other than 1"
        ]
    }
    let dual = all.dualClip.map { $0 > 0 ? "; dual clip acts on \(percent($0))" : "" } ?? ""
    return [
        "clipping acts on \(percent(clip)) of tokens: \(percent(all.clipHigh ?? 0)) above and "
            + "\(percent(all.clipLow ?? 0)) below \(ends)\(dual); \(moved) have a ratio other than 1"
    ]
}

/// Returns a share as people read it.
func percent(_ share: Double) -> String { "\(NumberText.significant(100 * share, digits: 3)) %" }
