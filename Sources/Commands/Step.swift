// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Glibc
import Results
import Simulation
import TokenWeights
package import WorkbenchModel

private let learningRate = Key(
    "lr", "Learning rate, in logit units.", .number(.positive), default: 0.3)
private let inner = Key("inner", "Updates on the rollout.", .integer(1...100_000), default: 1)

extension Command<Workspace> {
    /// `step`: one rollout's updates on the bench, exactly.
    package static let step = Command(
        CommandDescription(
            name: "step", group: .compute,
            summary: "Train the bench's tokens on one rollout, and show what becomes of them.",
            details: """
                The tokens are the alternatives at one position, and their old probabilities are \
                the policy; the remainder is one more token, …, with advantage 0. The \
                update is the exact expectation, without sampling. The first update of a rollout \
                has r = 1 everywhere, so that all methods agree; inner=8 shows them part. \
                entropy_first_order is the change of entropy to first order in lr over the first \
                update; entropy is in nats.
                """,
            parameters: [learningRate, inner, Keys.methods, Keys.table, Keys.rules],
            examples: [
                Example("step lr=0.3", "one update: all methods agree", setup: ["preset rich"]),
                Example("step lr=0.3 inner=8", "eight updates: they part", setup: ["preset rich"]),
            ],
            related: ["simulate", "gradient"])
    ) { workspace, arguments throws(CommandError) in
        let alternatives = try workspace.alternatives()
        let methods = try workspace.methods(arguments)
        let rate = arguments[learningRate]
        let inner = arguments[inner]
        var table = stepTable(alternatives)
        for method in methods {
            try workspace.checkCancelled()
            table.rows.append(
                try stepRow(alternatives, method, learningRate: rate, inner: inner))
        }
        try workspace.present(withoutTokenColumns(table), people: table, arguments)
        if inner == 1 && methods.count > 1 {
            workspace.remark("On the first update r = 1, so that methods agree; try inner=8.")
        }
    }
}

private func stepTable(_ alternatives: Alternatives) -> Table {
    var table = Table(columns: [
        Table.Column("method"), Table.Column("entropy_before", "H before"),
        Table.Column("entropy_after", "H after"),
        Table.Column("entropy_first_order", "ΔH first order"),
        Table.Column("kl_old_new", "KL(old‖new)"), Table.Column("tokens", nil, .hidden),
    ])
    if alternatives.names.count <= 8 {
        table.columns += alternatives.names.indices.map {
            Table.Column(stepKey($0), shownText(alternatives.names[$0]), .peopleOnly)
        }
    }
    return table
}

/// Returns what programs get: `tokens` says what the columns by token say to people.
private func withoutTokenColumns(_ table: Table) -> Table {
    let count = (table.columns.firstIndex { $0.key == "tokens" } ?? 0) + 1
    return Table(
        columns: Array(table.columns.prefix(count)),
        rows: table.rows.map { Array($0.prefix(count)) }, caption: table.caption)
}

private func stepKey(_ index: Int) -> String { "p\(index + 1)" }

private func stepRow(
    _ alternatives: Alternatives, _ method: Method, learningRate: Double, inner: Int
) throws(CommandError) -> [Table.Cell] {
    var settings = World.bench.defaults
    let before: Distribution
    let after: Distribution
    do {
        settings.steps = 1
        settings.inner = inner
        settings.learningRate = learningRate
        var training = try BenchTraining(
            probabilities: alternatives.probabilities, advantages: alternatives.advantages,
            settings: settings, method: method.bound)
        before = Distribution(
            logProbabilities: try training.advance().probabilities.map { log($0) })
        after = Distribution(logProbabilities: training.probabilities.map { log($0) })
    } catch {
        throw CommandError(error, span: nil)
    }
    let change = firstUpdate(alternatives, before, method).map { -learningRate * $0 }
    let pairs = zip(alternatives.names, zip(before.probabilities, after.probabilities))
    let tokens = pairs.map { name, pair in
        JSON.object([
            JSON.Member("token", .string(name)), JSON.Member("old", .number(pair.0)),
            JSON.Member("new", .number(pair.1)),
        ])
    }
    let cells: [Table.Cell] = [
        .text(method.rule.name), .number(before.entropy), .number(after.entropy),
        .number(before.firstOrderEntropyChange(change)), .number(before.divergence(to: after)),
        .nested(.array(tokens)),
    ]
    return alternatives.names.count <= 8
        ? cells + after.probabilities.map(Table.Cell.number) : cells
}

/// Returns the loss gradient on the logits in the first update, where r = 1.
private func firstUpdate(
    _ alternatives: Alternatives, _ policy: Distribution, _ method: Method
) -> [Double] {
    let rest = policy.probabilities.count - alternatives.advantages.count
    let advantages = alternatives.advantages + Array(repeating: 0, count: rest)
    let entropy = policy.entropy
    let weights = zip(policy.logProbabilities, advantages).map {
        method.bound.weight(
            Token(oldLogProbability: $0, logProbability: $0, advantage: $1, entropy: entropy))
    }
    return expectedLogitGradient(
        oldProbabilities: policy.probabilities, probabilities: policy.probabilities,
        weights: weights, advantages: advantages)
}
