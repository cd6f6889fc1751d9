// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TokenWeights
package import WorkbenchModel

extension Command<Workspace> {
    /// `weights`: what each method makes of each token.
    package static let weights = Command(
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
            parameters: [Keys.methods, Keys.table, Keys.rules],
            examples: [
                Example("weights", "the bench under the chosen methods"),
                Example("weights methods=ppo,cispo,aspo", "three methods"),
                Example("weights eps_high=0.28", "with a wider interval, this once"),
                Example("weights format=latex", "a table for a paper"),
            ],
            related: ["explain", "gradient", "plot"])
    ) { workspace, arguments throws(CommandError) in
        try workspace.requireTokens()
        let methods = try workspace.methods(arguments)
        try workspace.checkRules(methods)
        try workspace.present(workspace.weightTable(methods), arguments)
        workspace.reconcile(methods)
    }
}

extension Workspace {
    /// Says why a token with a larger weight has a smaller gradient, where the bench holds two such.
    fileprivate func reconcile(_ methods: [Method]) {
        guard environment.answers, workbench.bench.tokens.count <= 20, let method = methods.first
        else { return }
        let given = workbench.bench.tokens.values
        let tokens = Bench.weighable(given)
        for (index, first) in tokens.enumerated() {
            for (other, second) in tokens.enumerated()
            where first.advantage == second.advantage
                && method.bound.weight(first) > method.bound.weight(second)
                && method.gradientSize(first) < method.gradientSize(second)
            {
                let names = (shownText(given[index].name), shownText(given[other].name))
                return remark(
                    "\(names.0) has the larger w and yet the smaller |∇z| than \(names.1): "
                        + "|∇z| = w·|A|·(1−π) shrinks as π nears 1 · help gradients")
            }
        }
    }

    /// Returns the table of `weights`.
    fileprivate func weightTable(_ methods: [Method]) -> LongTable {
        let tokens = workbench.bench.tokens.values
        let weighable = Bench.weighable(tokens)
        var columns = [
            Table.Column("token"), Table.Column("old", "π_old"), Table.Column("new", "π"),
            Table.Column("adv", "A", .signed),
            Table.Column(
                "entropy", "H", tokens.contains { $0.entropy != nil } ? .decimal : .hidden,
                importance: 0),
            Table.Column("ratio", importance: 2),
        ]
        columns += methods.flatMap { method in
            [
                Table.Column("weight.\(method.rule.name)", method.rule.title, importance: 2),
                Table.Column(
                    "gradient.\(method.rule.name)", "|∇z| \(method.rule.title)", importance: 0),
                Table.Column("outside.\(method.rule.name)", nil, .hidden),
                Table.Column("zero.\(method.rule.name)", nil, .hidden),
            ]
        }
        columns.append(Table.Column("note"))
        let rules = methods.map(\.bound)
        let isCancelled = environment.isCancelled
        return LongTable(
            columns: columns, count: tokens.count, peopleOrder: peopleOrder(methods.count)
        ) { body throws(CommandError) in
            for (index, (named, token)) in zip(tokens, weighable).enumerated() {
                if index % 1024 == 1023, isCancelled() { throw .interrupted }
                body(weightRow(named, token, methods, rules))
            }
        }
    }
}

/// Returns the columns as people see them: all weights, then all gradients, then the note.
private func peopleOrder(_ methodCount: Int) -> [Int] {
    let first = (0..<methodCount).map { 6 + 4 * $0 }
    return Array(0..<6) + first + first.map { $0 + 1 } + [6 + 4 * methodCount]
}

private func weightRow(
    _ named: BenchToken, _ token: Token, _ methods: [Method], _ rules: [BoundRule]
) -> [Table.Cell] {
    let weights = rules.map { $0.weight(token) }
    let outside = rules.map { $0.isOutside?(token) }
    var row: [Table.Cell] = [
        .text(named.name), .number(named.old.value), .number(named.new.value),
        .number(token.advantage), .optional(token.entropy), .number(token.importanceRatio),
    ]
    row.reserveCapacity(row.count + 4 * rules.count + 1)
    for index in rules.indices {
        let gradient = SampledTokenGradient(weight: weights[index], token: token)
        row.append(.number(weights[index]))
        row.append(.number(abs(gradient.onSampledLogit)))
        row.append(outside[index].map(Table.Cell.flag) ?? .none)
        row.append(.flag(weights[index] * token.advantage == 0))
    }
    row.append(.text(weightNote(token, methods, weights, outside)))
    return row
}
