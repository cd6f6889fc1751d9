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
                of a token is w·|A|·(1 − π); shares are of all tokens with an advantage, in bins \
                of π_old whose edges are 0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99 and 1. Means of \
                weights count masked tokens as 0. ratio_std divides by n. rows=all lists every \
                token with its weights; with kl= its score.M = w·f·A + u, and with aggregation= \
                factor.M, with which a trainer's sum takes its loss: the batch is a step, with its \
                epoch and minibatch where the log has them, else all that is read. dialect= takes the \
                settings of a trainer's run, pasted, in the place of our words.
                """,
            parameters: [Keys.methods, Keys.companions] + Keys.dialects
                + [rows, Keys.table, Keys.rules],
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
                    "reweigh rows=all out=weights.csv", "every token",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
            ],
            related: ["load", "weights"])
    ) { workspace, arguments throws(CommandError) in
        let log = try workspace.lastLog()
        let methods = try workspace.accompaniedMethods(arguments)
        try workspace.checkEngine(methods, log)
        if arguments.has(rows) {
            try workspace.checkReference(methods, log)
            let factors = try workspace.factors(log, methods.first?.aggregation)
            try workspace.present(workspace.rowTable(log, methods, factors), arguments)
            return
        }
        if methods.contains(where: { $0.aggregation != nil }) {
            workspace.remark("rows=all shows the factor with which each token enters the loss")
        }
        let statistics = try workspace.statistics(.log(log), methods, arguments)
        try workspace.present(
            statisticsTable(statistics.methods),
            people: comparisonTable(statistics.methods, methods),
            arguments)
    }
}

extension Workspace {
    /// Returns every token of a log with its weights, read anew each time.
    fileprivate func rowTable(
        _ log: LoadedLog, _ methods: [Method], _ factors: [Double]?
    ) -> LongTable {
        let columns =
            Self.logKeys.map { Table.Column($0, nil, .plain) } + [Table.Column("ratio")]
            + methods.flatMap(weighedColumns)
        return LongTable(columns: columns, count: log.report.rowsUsed) {
            [self] body throws(CommandError) in
            var place = 0
            _ = try read(log.path, log.overrides) { response in
                let tokens = response.map(\.token)
                let own = [String?](repeating: "", count: tokens.count)
                let weighings = methods.map { $0.weigh(tokens, responses: own) }
                for (index, logged) in response.enumerated() {
                    let cells = zip(methods, weighings).flatMap { method, weighings in
                        weighedCells(method, weighings[index], factors?[place])
                    }
                    body(logCells(logged) + [.number(tokens[index].importanceRatio)] + cells)
                }
                place += 1
            }
        }
    }

    private static let logKeys = [
        "row", "step", "epoch", "minibatch", "prompt_id", "response_id", "position", "token",
        "token_id", "logp_old", "logp", "advantage", "entropy", "reward", "mask", "logp_engine",
        "logp_ref",
    ]

    /// Throws where a correction or a method needs what the log does not have.
    fileprivate func checkEngine(_ methods: [Method], _ log: LoadedLog) throws(CommandError) {
        guard !log.report.mapping.entries.contains(where: { $0.column == "logp_engine" }) else {
            return
        }
        let reader = methods.first {
            $0.correction != nil || $0.rule.needs.contains(.engine) || $0.policies == .engineAsOld
        }
        // With π_old in the place of μ none is read.
        guard let reader, reader.policies != .oldAsEngine else { return }
        let policies = reader.policies == .own ? nil : "policies=\(reader.policies.rawValue)"
        let what = reader.correction?.correction.name ?? policies ?? reader.rule.name
        throw CommandError(
            .missing,
            "\(what) needs what the rollout engine computed, and the log has no such column",
            hint: "name the column: load \(shownText(quoted(log.path))) engine=NAME")
    }
}

extension Workspace {
    /// Throws where a penalty needs the reference policy and the log has none.
    fileprivate func checkReference(_ methods: [Method], _ log: LoadedLog) throws(CommandError) {
        guard methods.contains(where: { $0.penalty != nil }),
            !log.report.mapping.entries.contains(where: { $0.column == "logp_ref" })
        else { return }
        throw CommandError(
            .missing, "the penalty needs π_ref, and the log has no such column",
            hint: "name the column: load \(shownText(quoted(log.path))) ref=NAME")
    }

    /// Returns the factor with which the tokens of each response of a log enter the loss, in the log's
    /// order, and says what a batch is; nil where nobody asked.
    fileprivate func factors(
        _ log: LoadedLog, _ aggregation: ScaledAggregation?
    ) throws(CommandError) -> [Double]? {
        guard let aggregation else { return nil }
        var batches = LogBatches()
        _ = try read(log.path, log.overrides) { batches.add($0) }
        remark(
            batches.count == 1
                ? "the batch is all that was read"
                : "the batch is a step with its epoch and minibatch: \(batches.count) batches")
        return batches.factors(aggregation)
    }
}

private func weighedColumns(_ method: Method) -> [Table.Column] {
    let (name, title) = (method.rule.name, method.rule.title)
    var columns = [Table.Column("weight.\(name)", "w \(title)")]
    if method.correction != nil {
        columns += [
            Table.Column("correction.\(name)", "f \(title)"),
            Table.Column("total.\(name)", "w·f \(title)"),
        ]
    }
    if method.penalty != nil {
        columns.append(Table.Column("score.\(name)", "wA+u \(title)"))
    }
    if let aggregation = method.aggregation {
        columns.append(Table.Column("factor.\(name)", aggregation.aggregation.name))
    }
    return columns
}

private func weighedCells(
    _ method: Method, _ weighing: Weighing, _ share: Double?
) -> [Table.Cell] {
    var cells: [Table.Cell] = [.number(weighing.weight)]
    if method.correction != nil {
        cells += [.number(weighing.factor), .number(weighing.total)]
    }
    if method.penalty != nil { cells.append(.number(weighing.score)) }
    if let share { cells.append(.number(share)) }
    return cells
}

private func logCells(_ logged: LoggedToken) -> [Table.Cell] {
    func integer(_ value: Int?) -> Table.Cell { value.map(Table.Cell.integer) ?? .none }
    func identifier(_ value: LogIdentifier?) -> Table.Cell {
        switch value {
        case .number(let number): .integer(number)
        case .text(let text): .text(text)
        case nil: .none
        }
    }
    func number(_ value: Double?) -> Table.Cell {
        value.flatMap { $0.isNaN ? nil : .number($0) } ?? .none
    }
    return [
        .integer(logged.row), integer(logged.step), integer(logged.epoch),
        integer(logged.minibatch), identifier(logged.prompt), identifier(logged.response),
        integer(logged.position), logged.text.map(Table.Cell.text) ?? .none,
        integer(logged.tokenID), number(logged.oldLogProbability), number(logged.logProbability),
        number(logged.advantage), number(logged.entropy), number(logged.reward),
        number(logged.mask), number(logged.engineLogProbability),
        number(logged.referenceLogProbability),
    ]
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

extension Table.Cell {
    fileprivate init(_ value: LogValue) {
        switch value {
        case .count(let count): self = .integer(count)
        case .real(let number): self = .number(number)
        case .counts(let counts): self = .nested(.array(counts.map(JSON.integer)))
        case .reals(let numbers): self = .nested(.array(numbers.map(JSON.number)))
        case .absent: self = .none
        }
    }
}
