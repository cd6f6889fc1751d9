// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import TokenWeights

extension Command<Session> {
    /// `weights`: what each method makes of each token.
    static let weights = Command(
        CommandDescription(
            name: "weights", group: .compute,
            summary: "Show each method's weight and gradient on each token.",
            details: """
                weight.M is the effective weight w: the gradient is the mean of w·A·∇log π. \
                gradient.M is its size on the sampled token's logit, w·|A|·(1 − π). In JSON and \
                CSV, outside.M says that the ratio is outside the clip interval and zero.M that \
                the gradient is zero: two different things. A method without an interval has no \
                outside.
                """,
            parameters: [.methods] + Parameter.tableOutput + Parameter.ruleSettings,
            examples: [
                Example("weights", "the bench under the chosen methods"),
                Example("weights methods=ppo,cispo,aspo", "three methods"),
                Example("weights eps_high=0.28", "with a wider interval, this once"),
                Example("weights format=latex", "a table for a paper"),
            ],
            related: ["explain", "gradient", "plot"])
    ) { session, arguments throws(CommandError) in
        try session.requireTokens()
        let methods = try session.methods(arguments)
        try session.checkRules(methods)
        try session.present(weightTable(session.workbench.bench, methods), arguments)
    }
}

extension Session {
    /// Throws where the bench is empty, with what to type.
    func requireTokens() throws(CommandError) {
        guard workbench.bench.tokens.isEmpty else { return }
        throw CommandError(
            .missing, "the bench is empty",
            hint: "type preset demo, or token Therefore old=0.10 new=0.05 adv=+1")
    }

    /// Throws where a typed rule gives no weight for some token of the bench, naming both.
    func checkRules(_ methods: [Method]) throws(CommandError) {
        let tokens = workbench.bench.weighable
        for method in methods where method.rule.source == "typed" {
            for (token, named) in zip(tokens, workbench.bench.tokens) {
                let weight = method.bound.weight(token)
                guard weight.isFinite, weight >= 0 else {
                    let needsEntropy = token.entropy == nil
                    throw CommandError(
                        .failed,
                        "the rule \(method.rule.name) gives no weight for the token "
                            + shownText(named.name),
                        hint: needsEntropy
                            ? "If it uses H, give the token an entropy: "
                                + "token \(shownText(named.name)) entropy=1.2"
                            : "Keep the rule in range with clip(…, 0, 10).")
                }
            }
        }
    }
}

/// Returns the table of `weights`.
private func weightTable(_ bench: Bench, _ methods: [Method]) -> Table {
    var columns = [
        Table.Column("token"), Table.Column("old", "π_old"), Table.Column("new", "π"),
        Table.Column("adv", "A", .signed),
        Table.Column(
            "entropy", "H", bench.tokens.contains { $0.entropy != nil } ? .decimal : .hidden),
        Table.Column("ratio"),
    ]
    columns += methods.map { Table.Column("weight.\($0.rule.name)", $0.rule.title) }
    columns += methods.map { Table.Column("gradient.\($0.rule.name)", "|∇z| \($0.rule.title)") }
    columns += methods.map { Table.Column("outside.\($0.rule.name)", nil, .hidden) }
    columns += methods.map { Table.Column("zero.\($0.rule.name)", nil, .hidden) }
    columns.append(Table.Column("note"))
    var table = Table(columns: columns)
    table.rows.reserveCapacity(bench.tokens.count)
    for (named, token) in zip(bench.tokens, bench.weighable) {
        table.rows.append(weightRow(named, token, methods))
    }
    return table
}

private func weightRow(_ named: BenchToken, _ token: Token, _ methods: [Method]) -> [Table.Cell] {
    let weights = methods.map { $0.bound.weight(token) }
    let sizes = methods.map { $0.gradientSize(token) }
    let outside = methods.map { $0.bound.isOutside?(token) }
    var row: [Table.Cell] = [
        .text(named.name), .number(token.oldProbability), .number(token.probability),
        .number(token.advantage), .optional(token.entropy), .number(token.importanceRatio),
    ]
    row += weights.map(Table.Cell.number)
    row += sizes.map(Table.Cell.number)
    row += outside.map { $0.map(Table.Cell.flag) ?? .none }
    row += weights.map { .flag($0 * token.advantage == 0) }
    row.append(.text(weightNote(token, methods, weights, outside)))
    return row
}
