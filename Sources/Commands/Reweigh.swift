// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Plots
import Results
import TokenLogs
import TokenWeights
package import WorkbenchModel

private let rows = Key("rows", "all for every token of the log.", .choice(.fixed([Choice("all")])))

extension Command<Workspace> {
    /// `reweigh`: what each method would have done with the tokens of a log.
    package static let reweigh = Command(
        CommandDescription(
            name: "reweigh", group: .logs,
            summary: "Show what each method would have made of the tokens of the loaded log.",
            details: """
                Ratios are π/π_old of the log's own two columns, with the log-ratio clamped to \
                ±20. Clip fractions are of all tokens, at eps_low and eps_high. The gradient mass \
                of a token is |w·f·A + u|·(1 − π), with the u of the method and of kl=; shares are of all tokens with an advantage, in bins \
                of π_old whose edges are 0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99 and 1. Means of \
                weights count masked tokens as 0. ratio_std divides by n. rows=all lists every \
                token with its weights; with correction=, kl= or a method that adds a term its score.M = \
                w·f·A + u, and with aggregation= factor.M, with which a trainer's sum takes its loss. For sums, for methods on batches, \
                and with entropy_top=, a batch is a minibatch or a step, as the log names them, else \
                the whole log; a group is what has the same prompt_id. dialect= takes the settings of a \
                trainer's run, pasted, in the place of our words.

                by= has a row for each part: steps, passes, minibatches, responses, prompts or positions \
                (one each up to 15, then four bins to each doubling), in all at most 1024 (with more than four methods \
                fewer: 4096 rows), the later ones together. A part has every statistic but the median. Methods on batches need by=step, epoch or \
                minibatch; rows=all and by= do not go together.
                """,
            parameters: [Keys.methods, Keys.companions] + Keys.dialects
                + [LogKeys.by, rows, Keys.table, Keys.rules],
            examples: [
                Example(
                    "reweigh", "the loaded log under the chosen methods",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "reweigh methods=grpo,nois,aspo format=json", "for a program",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "reweigh methods=grpo,gspo", "a method on whole responses beside one on tokens",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "reweigh dialect=verl clip_ratio_high=0.28 clip_ratio_c=10", "a run's settings",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "reweigh by=epoch", "the first pass beside the second",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "reweigh by=step format=csv out=steps.csv", "a row a step and method",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "reweigh rows=all out=weights.csv", "every token",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
            ],
            related: ["load", "weights", "clipping", "drift", "tokens"])
    ) { workspace, arguments throws(CommandError) in
        let log = try workspace.lastLog()
        let methods = try workspace.accompaniedMethods(arguments)
        try workspace.checkColumns(methods, log)
        try workspace.checkReference(methods, log)
        workspace.remarkOnBatches(methods, log)
        if let grouping = arguments[LogKeys.by] {
            guard !arguments.has(rows) else {
                throw CommandError(
                    .syntax, "by= and rows= are two tables", span: arguments.span(of: rows),
                    hint: "leave out one of them")
            }
            return try workspace.presentParts(by: grouping, log, methods, arguments)
        }
        if arguments.has(rows) {
            let factors = try workspace.factors(log, methods.first?.aggregation)
            try workspace.present(workspace.rowTable(log, methods, factors), arguments)
            return
        }
        if methods.contains(where: { $0.aggregation != nil }) {
            workspace.remark("rows=all shows the factor with which each token enters the loss")
        }
        let statistics = try workspace.statistics(
            .log(log), methods, arguments, keepsPart: true)
        workspace.remarkOnCuts(statistics.batchCounts)
        workspace.remarkOnPolicy(statistics.overall, log)
        try workspace.present(
            statisticsTable(statistics.methods),
            people: comparisonTable(statistics.methods, methods),
            arguments)
    }
}

/// Returns one row a method with every statistic, for programs.
private func statisticsTable(_ methods: [MethodStatistics]) -> Table {
    let keys = methods.first?.entries.map(\.key) ?? []
    var table = Table(columns: [Table.Column("method")] + keys.map { Table.Column($0) })
    table.rows = methods.map { method in
        [.text(method.name)] + method.entries.map { Table.Cell($0.value) }
    }
    return table
}

/// Returns one row a statistic and one column a method, for people; bins become rows.
private func comparisonTable(_ statistics: [MethodStatistics], _ methods: [Method]) -> Table {
    var table = Table(
        columns: [Table.Column("statistic")]
            + methods.map { Table.Column($0.rule.name, $0.rule.title) })
    let entries = statistics.map(\.entries)
    for (index, entry) in (entries.first ?? []).enumerated() {
        let values = entries.map { $0[index].value }
        guard !values.allSatisfy({ $0 == .absent }) else { continue }
        for (label, cells) in rows(entry.key, values) {
            table.rows.append([.text(label)] + cells)
        }
    }
    return table
}

/// The bins of π_old in words: `< 0.01`, `0.01–0.1`, … `≥ 0.99`.
let binNames: [String] = {
    let edges = ProbabilityBins.edges.map(NumberText.shortest)
    let inner = zip(edges.dropFirst(), edges.dropFirst(2)).dropLast().map { "\($0)–\($1)" }
    return ["< \(edges[1])"] + inner + ["≥ \(edges[edges.count - 2])"]
}()

private func rows(_ key: String, _ values: [LogValue]) -> [(String, [Table.Cell])] {
    let isBinned = values.contains {
        switch $0 {
        case .counts, .reals: true
        case .count, .real, .absent: false
        }
    }
    guard isBinned else { return [(key, values.map(Table.Cell.init))] }
    let name = key.hasSuffix("_by_bin") ? String(key.dropLast(7)) : key
    return binNames.enumerated().map { bin, label in
        let cells = values.map { value -> Table.Cell in
            switch value {
            case .counts(let counts): .integer(counts[bin])
            case .reals(let numbers): .number(numbers[bin])
            case .count, .real, .absent: .none
            }
        }
        return ("\(name)  π_old \(label)", cells)
    }
}
