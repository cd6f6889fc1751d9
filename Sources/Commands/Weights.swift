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
                With correction= it is that of w·f·A: correction.M is f and total.M is w·f. Methods with a term of \
                their own, and kl=, add u whatever A is; score.M is w·f·A + u. With entropy_top= only the \
                tokens of highest entropy keep both. For methods on batches, and for sums, the bench is \
                the batch. aggregation= adds factor.M, with which a trainer's sum takes the token's loss. \
                dialect= takes the settings of a trainer's run, pasted, in the place of our words, and \
                says which words they are. \
                gradient.M is its size on the sampled token's logit, |score|·(1 − π). In JSON and \
                CSV, outside.M says that the ratio is outside the clip interval and zero.M that \
                the gradient is zero: two different things. A method without an interval has no \
                outside.
                """,
            parameters: [Keys.methods, Keys.companions] + Keys.dialects + [Keys.table, Keys.rules],
            examples: [
                Example("weights", "the bench under the chosen methods"),
                Example("weights methods=ppo,cispo,aspo", "three methods"),
                Example("weights eps_high=0.28", "with a wider interval, this once"),
                Example("weights correction=tis", "with a factor for the rollout engine"),
                Example("weights aggregation=verl:token-mean", "how a trainer adds tokens up"),
                Example("weights dialect=trl loss_type=dapo epsilon_high=0.28", "a run's settings"),
                Example(
                    "weights methods=grpo,bapo", "a method whose bounds the batch decides"),
                Example("weights format=latex", "a table for a paper"),
            ],
            related: ["explain", "gradient", "plot"])
    ) { workspace, arguments throws(CommandError) in
        try workspace.requireTokens()
        let methods = try workspace.companionedMethods(arguments)
        try workspace.checkRules(methods)
        try workspace.present(workspace.weightTable(methods), arguments)
        workspace.remarkOnBench(methods)
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
                && abs(method.weigh(first).score) > abs(method.weigh(second).score)
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
        let responses = tokens.map(\.response)
        let known = [
            Table.Column("token"), Table.Column("old", "π_old"), Table.Column("new", "π"),
            Table.Column("adv", "A", .signed),
            Table.Column(
                "entropy", "H", tokens.contains { $0.entropy != nil } ? .decimal : .hidden,
                importance: 0),
            Table.Column("ratio", importance: 2),
        ]
        let columns = known + methods.flatMap(weightColumns) + [Table.Column("note")]
        let (isCancelled, seed) = (environment.isCancelled, firstSeed)
        return LongTable(
            columns: columns, count: tokens.count,
            peopleOrder: peopleOrder(methods, columns.count)
        ) { body throws(CommandError) in
            let weighings = methods.map {
                $0.weigh(weighable, responses: responses, seed: seed)
            }
            let factors = methods.first?.aggregation?.factors(responses)
            for (index, (named, token)) in zip(tokens, weighable).enumerated() {
                if index % 1024 == 1023, isCancelled() { throw .interrupted }
                body(weightRow(named, token, methods, weighings.map { $0[index] }, factors?[index]))
            }
        }
    }
}

/// Returns the columns of one method; those that say nothing new are for programs alone.
private func weightColumns(_ method: Method) -> [Table.Column] {
    let (name, title) = (method.rule.name, method.rule.title)
    var columns = [
        Table.Column("weight.\(name)", title, importance: 2),
        Table.Column("gradient.\(name)", "|∇z| \(title)", importance: 0),
        Table.Column("outside.\(name)", nil, .hidden), Table.Column("zero.\(name)", nil, .hidden),
        Table.Column(
            "score.\(name)", "wA+u \(title)", method.addsTerms ? .decimal : .hidden, importance: 1),
    ]
    if let correction = method.correction {
        let factor = "f \(correction.correction.title)"
        columns += [
            Table.Column("correction.\(name)", factor, importance: 1),
            Table.Column("total.\(name)", "w·f \(title)", importance: 2),
        ]
    }
    if let aggregation = method.aggregation {
        columns.append(
            Table.Column("factor.\(name)", aggregation.aggregation.name, importance: 1))
    }
    return columns
}

/// Returns the columns as people see them: all weights, then what corrections and additive terms make of
/// them, then all gradients, then the note.
private func peopleOrder(_ methods: [Method], _ count: Int) -> [Int] {
    var starts: [Int] = []
    var next = 6
    for method in methods {
        starts.append(next)
        next += (method.correction == nil ? 5 : 7) + (method.aggregation == nil ? 0 : 1)
    }
    let corrected = zip(starts, methods).filter { $1.correction != nil }.map(\.0)
    let scored = zip(starts, methods).filter { $1.addsTerms }.map(\.0)
    let summed = zip(starts, methods).filter { $1.aggregation != nil }.map { start, method in
        start + (method.correction == nil ? 5 : 7)
    }
    // The factors are the same for all methods.
    return Array(0..<6) + starts + corrected.prefix(1).map { $0 + 5 } + corrected.map { $0 + 6 }
        + scored.map { $0 + 4 } + summed.prefix(1)
        + starts.map { $0 + 1 } + [count - 1]
}

private func weightRow(
    _ named: BenchToken, _ token: Token, _ methods: [Method], _ weighings: [Weighing],
    _ share: Double?
) -> [Table.Cell] {
    let outside = methods.map { $0.isOutside(token) }
    // What the methods take for π_old is what the ratio is to.
    let token = methods.first?.policies.applied(to: token) ?? token
    var row: [Table.Cell] = [
        .text(named.name), .number(named.old.value), .number(named.new.value),
        .number(token.advantage), .optional(token.entropy), .number(token.importanceRatio),
    ]
    row.reserveCapacity(row.count + 7 * methods.count + 1)
    for (index, weighing) in weighings.enumerated() {
        row.append(.number(weighing.weight))
        row.append(.number(weighing.gradientSize(token)))
        row.append(outside[index].map(Table.Cell.flag) ?? .none)
        row.append(.flag(weighing.score == 0))
        row.append(.number(weighing.score))
        if methods[index].correction != nil {
            row.append(.number(weighing.factor))
            row.append(.number(weighing.total))
        }
        if let share { row.append(.number(share)) }
    }
    row.append(.text(weightNote(token, methods, weighings, outside)))
    return row
}
