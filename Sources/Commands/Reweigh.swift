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
                token with its weights. For methods on batches, and with entropy_top=, a batch is a \
                minibatch or a step, as the log names them, else the whole log; a group is what has \
                the same prompt_id.
                """,
            parameters: [Keys.methods, Keys.corrections, Keys.mask, rows, Keys.table, Keys.rules],
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
                    "reweigh rows=all out=weights.csv", "every token",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
            ],
            related: ["load", "weights"])
    ) { workspace, arguments throws(CommandError) in
        let log = try workspace.lastLog()
        var methods = try workspace.methods(arguments, scopes: WeighingScope.allCases)
        let correction = try workspace.boundCorrection(arguments)
        for index in methods.indices { methods[index].correction = correction }
        if let top = arguments[Keys.entropyTop] {
            for index in methods.indices { methods[index].keep(EntropyMask(top: top)) }
        }
        try workspace.checkColumns(methods, log)
        workspace.remarkOnBatches(methods, log)
        if arguments.has(rows) {
            try workspace.present(workspace.rowTable(log, methods), arguments)
            return
        }
        let statistics = try workspace.statistics(.log(log), methods, arguments)
        workspace.remarkOnCuts(statistics.batchCounts)
        try workspace.present(
            statisticsTable(statistics.methods),
            people: comparisonTable(statistics.methods, methods),
            arguments)
    }
}

extension Workspace {
    /// Returns every token of a log with its weights, read anew each time.
    fileprivate func rowTable(_ log: LoadedLog, _ methods: [Method]) -> LongTable {
        let columns =
            Self.logKeys.map { Table.Column($0, nil, .plain) } + [Table.Column("ratio")]
            + methods.flatMap(weighedColumns)
        let looksAtBatches = methods.contains { $0.bound.batch != nil }
        return LongTable(columns: columns, count: log.report.rowsUsed) {
            [self] body throws(CommandError) in
            func give(_ rows: [LoggedToken], _ batch: TokenBatch) {
                let weighings = methods.map { $0.weigh(batch) }
                for (index, logged) in rows.enumerated() {
                    let cells = zip(methods, weighings).flatMap { method, weighings in
                        weighedCells(method, weighings[index])
                    }
                    body(logCells(logged) + [.number(batch.tokens[index].importanceRatio)] + cells)
                }
            }
            var batches = LogBatches(seed: firstSeed)
            var rows: [LoggedToken] = []
            _ = try read(log.path, log.overrides) { response in
                let before = batches.add(response)
                if let before {
                    give(rows, before)
                    rows.removeAll(keepingCapacity: true)
                }
                rows += response
                // Without rules on batches a response is all that has to be held.
                guard !looksAtBatches, let batch = batches.finish() else { return }
                give(rows, batch)
                rows.removeAll(keepingCapacity: true)
            }
            if let last = batches.finish() { give(rows, last) }
        }
    }

    private static let logKeys = [
        "row", "step", "epoch", "minibatch", "prompt_id", "response_id", "position", "token",
        "token_id", "logp_old", "logp", "advantage", "entropy", "reward", "mask", "logp_engine",
        "logp_ref",
    ]

    /// Throws where a correction, a mask or a method needs what the log does not have.
    fileprivate func checkColumns(_ methods: [Method], _ log: LoadedLog) throws(CommandError) {
        try checkEngine(methods, log)
        if methods.contains(where: { $0.entropyMask != nil }), !log.has("entropy") {
            throw CommandError(
                .missing, "entropy_top needs entropies, and the log has no such column",
                hint: "name the column: load \(shownText(quoted(log.path))) entropy=NAME")
        }
        let reader = methods.first { $0.rule.needs.contains(.logProbability) }
        if let reader, !log.has("logp") {
            throw CommandError(
                .missing, "\(reader.rule.name) needs log π, and the log has only ratios",
                hint: "name the column: load \(shownText(quoted(log.path))) logp=NAME")
        }
    }

    /// Says what is taken for a batch and for a group.
    fileprivate func remarkOnBatches(_ methods: [Method], _ log: LoadedLog) {
        let readers = methods.filter { $0.bound.batch != nil }
        guard !readers.isEmpty else { return }
        let titles = readers.map { shownText($0.rule.title) }.joined(separator: ", ")
        let named = ["step", "epoch", "minibatch"].filter(log.has)
        remark(
            named.isEmpty
                ? "\(titles): the log names no step and no minibatch, so that all of it is one batch"
                : "\(titles): a batch is what has the same \(named.joined(separator: ", "))")
        if readers.contains(where: { $0.rule.scope == .group }), !log.has("prompt_id") {
            remark("the log has no prompt_id, so that each batch is one group")
        }
    }

    /// Says where batches were too long to be held.
    fileprivate func remarkOnCuts(_ counts: (count: Int, cuts: Int)?) {
        guard let counts, counts.cuts > 0 else { return }
        remark(
            "batches of more than \(LogBatches.largest) tokens were taken for several: "
                + counted(counts.cuts, "cut"))
    }

    /// Throws where a correction or a method needs μ and the log does not have it.
    private func checkEngine(_ methods: [Method], _ log: LoadedLog) throws(CommandError) {
        guard !log.has("logp_engine") else { return }
        let reader = methods.first { $0.correction != nil || $0.rule.needs.contains(.engine) }
        guard let reader else { return }
        let what = reader.correction?.correction.name ?? reader.rule.name
        throw CommandError(
            .missing,
            "\(what) needs what the rollout engine computed, and the log has no such column",
            hint: "name the column: load \(shownText(quoted(log.path))) engine=NAME")
    }
}

extension LoadedLog {
    /// Whether a column was found, by our name for it.
    fileprivate func has(_ column: String) -> Bool {
        report.mapping.entries.contains { $0.column == column }
    }
}

private func weighedColumns(_ method: Method) -> [Table.Column] {
    let (name, title) = (method.rule.name, method.rule.title)
    let weight = Table.Column("weight.\(name)", "w \(title)")
    guard method.correction != nil else { return [weight] }
    return [
        weight, Table.Column("correction.\(name)", "f \(title)"),
        Table.Column("total.\(name)", "w·f \(title)"),
    ]
}

private func weighedCells(_ method: Method, _ weighing: Weighing) -> [Table.Cell] {
    guard method.correction != nil else { return [.number(weighing.weight)] }
    return [.number(weighing.weight), .number(weighing.factor), .number(weighing.total)]
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
