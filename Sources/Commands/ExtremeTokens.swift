// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Plots
import Results
import TokenLogs
import TokenWeights
import WorkbenchModel

extension Workspace {
    /// Shows the most extreme tokens of a log.
    mutating func presentExtremes(
        _ log: LoadedLog, _ methods: [Method], _ order: TokenOrder, most: Int,
        _ arguments: Arguments
    ) throws(CommandError) {
        guard order != .difference || methods.count > 1 else {
            throw CommandError(
                .missing, "a difference needs two methods", span: arguments.span(of: Keys.methods),
                hint: "give methods=grpo,aspo")
        }
        var list = TopList<ExtremeToken>(most: most)
        try readWeighed(log, methods) { response in
            for (place, row) in response.rows.enumerated() {
                let score = order.score(row.token, response.weighings.map { $0[place] })
                list.add(score: score, ExtremeToken(response, place: place))
            }
        }
        let found = list.elements
        try present(
            programTable(found, methods), people: peopleTable(found, methods, order), arguments)
        if order == .difference, let first = found.first, first.score == 0 {
            remark(
                "\(methods[0].rule.title) and \(methods[1].rule.title) do the same with every token"
            )
        } else if order == .logratio, let first = found.first, first.score < 1e-6,
            !log.isSaidToBeOnPolicy
        {
            remark("on-policy: every ratio is 1 within 1e-6, so that no token stands out")
        }
    }
}

private let logColumns = [
    "row", "step", "epoch", "minibatch", "prompt_id", "response_id", "number", "position", "token",
    "token_id", "before", "after", "logp_old", "logp", "ratio", "advantage", "entropy",
]

/// Returns one row a token, for programs.
private func programTable(
    _ found: [(score: Double, element: ExtremeToken)], _ methods: [Method]
) -> Table {
    let names = methods.map(\.rule.name)
    var table = Table(
        columns: (["score"] + logColumns).map { Table.Column($0) }
            + names.flatMap { [Table.Column("weight.\($0)"), Table.Column("gradient.\($0)")] })
    table.rows = found.map { score, extreme in
        let token = extreme.token
        func whole(_ value: Int?) -> Table.Cell { value.map(Table.Cell.integer) ?? .none }
        func known(_ value: Double) -> Table.Cell { value.isNaN ? .none : .number(value) }
        let cells: [Table.Cell] = [
            .number(score), .integer(token.row), whole(token.step), whole(token.epoch),
            whole(token.minibatch), Table.Cell(token.prompt), Table.Cell(token.response),
            .integer(extreme.number), .integer(token.position ?? extreme.place),
            token.text.map(Table.Cell.text) ?? .none, whole(token.tokenID),
            .text(extreme.before), .text(extreme.after), known(token.oldLogProbability),
            known(token.logProbability), .number(token.importanceRatio),
            .number(token.advantage), .optional(token.entropy),
        ]
        return cells
            + extreme.weighings.flatMap { weighing -> [Table.Cell] in
                [.number(weighing.weight), known(weighing.gradientSize(token.token))]
            }
    }
    return table
}

/// Returns one row a token, for people: where it is, what it is, and what the methods make of it.
private func peopleTable(
    _ found: [(score: Double, element: ExtremeToken)], _ methods: [Method], _ order: TokenOrder
) -> Table {
    let columns = [
        Table.Column("step", importance: 2), Table.Column("epoch"),
        Table.Column("response", importance: 2),
        Table.Column("position", "at", importance: 2), Table.Column("before"),
        Table.Column("token", importance: 3), Table.Column("after"),
        Table.Column("old", "π_old", importance: 2), Table.Column("new", "π", importance: 2),
        Table.Column("ratio", "r", importance: 3),
        Table.Column("adv", "A", .decimal, importance: 2),
    ]
    var table = Table(
        columns: columns
            + methods.map {
                Table.Column(
                    $0.rule.name, (order == .gradient ? "|∇z| " : "w ") + $0.rule.title,
                    importance: 2)
            })
    table.rows = found.map { _, extreme in
        let token = extreme.token
        let isKnown = token.token.hasProbabilities
        let weights = extreme.weighings.map { weighing in
            Table.Cell.number(
                order == .gradient ? weighing.gradientSize(token.token) : weighing.weight)
        }
        return [
            token.step.map(Table.Cell.integer) ?? .none,
            token.epoch.map(Table.Cell.integer) ?? .none,
            token.response.map { Table.Cell(.some($0)) } ?? .text("#\(extreme.number)"),
            .integer(token.position ?? extreme.place), .text(extreme.before),
            .text(token.shortText), .text(extreme.after),
            .optional(isKnown ? token.token.oldProbability : nil),
            .optional(isKnown ? token.token.probability : nil), .number(token.importanceRatio),
            .number(token.advantage),
        ] + weights
    }
    return table
}
