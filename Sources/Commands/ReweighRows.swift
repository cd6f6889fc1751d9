// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import TokenLogs
import TokenWeights
import WorkbenchModel

extension Workspace {
    /// Returns every token of a log with its weights, read anew each time.
    ///
    /// The ratio is to what the methods take for π_old. `factors` holds for each response the factor with which a trainer's sum takes its tokens.
    func rowTable(
        _ log: LoadedLog, _ methods: [Method], _ factors: [Double]?
    ) -> LongTable {
        let columns =
            Self.logKeys.map { Table.Column($0, nil, .plain) } + [Table.Column("ratio")]
            + methods.flatMap(weighedColumns)
        let roles = methods.first?.policies ?? .own
        return LongTable(columns: columns, count: log.report.rowsUsed) {
            [self] body throws(CommandError) in
            try readWeighed(log, methods) { response in
                for (index, row) in response.rows.enumerated() {
                    let cells = zip(methods, response.weighings).flatMap { method, weighings in
                        weighedCells(method, weighings[index], factors?[response.place])
                    }
                    let ratio = Table.Cell.number(roles.applied(to: row.token).importanceRatio)
                    body(logCells(row) + [ratio] + cells)
                }
            }
        }
    }

    private static let logKeys = [
        "row", "step", "epoch", "minibatch", "prompt_id", "response_id", "position", "token",
        "token_id", "logp_old", "logp", "advantage", "entropy", "reward", "mask", "logp_engine",
        "logp_ref",
    ]
}

extension Workspace {
    /// Throws where a penalty needs the reference policy and the log has none.
    func checkReference(_ methods: [Method], _ log: LoadedLog) throws(CommandError) {
        guard methods.contains(where: { $0.penalty != nil }),
            !log.has("logp_ref")
        else { return }
        throw CommandError(
            .missing, "the penalty needs π_ref, and the log has no such column",
            hint: "name the column: \(shownText(log.plainCommand)) ref=NAME")
    }

    /// Returns the factor with which the tokens of each response of a log enter the loss, in the log's
    /// order, and says what a batch is; nil where nobody asked.
    func factors(
        _ log: LoadedLog, _ aggregation: ScaledAggregation?
    ) throws(CommandError) -> [Double]? {
        guard let aggregation else { return nil }
        var batches = LogBatchLengths()
        try read(log) { batches.add($0) }
        remark(
            batches.count == 1
                ? "the batch is all that was read"
                : "the batch is a step with its epoch and minibatch: \(batches.count) batches")
        return batches.factors(aggregation)
    }
}

extension Method {
    /// Whether the score is more than w·A, so that a column of its own says it.
    fileprivate var hasScore: Bool { addsTerms || correction != nil }
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
    if method.hasScore { columns.append(Table.Column("score.\(name)", "wA+u \(title)")) }
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
    if method.hasScore { cells.append(.number(weighing.score)) }
    if let share { cells.append(.number(share)) }
    return cells
}

private func logCells(_ logged: LoggedToken) -> [Table.Cell] {
    func integer(_ value: Int?) -> Table.Cell { value.map(Table.Cell.integer) ?? .none }
    func number(_ value: Double?) -> Table.Cell {
        value.flatMap { $0.isNaN ? nil : .number($0) } ?? .none
    }
    return [
        .integer(logged.row), integer(logged.step), integer(logged.epoch),
        integer(logged.minibatch), Table.Cell(logged.prompt), Table.Cell(logged.response),
        integer(logged.position), logged.text.map(Table.Cell.text) ?? .none,
        integer(logged.tokenID), number(logged.oldLogProbability), number(logged.logProbability),
        number(logged.advantage), number(logged.entropy), number(logged.reward),
        number(logged.mask), number(logged.engineLogProbability),
        number(logged.referenceLogProbability),
    ]
}
