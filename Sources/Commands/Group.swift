// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TokenWeights
package import WorkbenchModel

private let reward = Key(
    words: "reward", "The rewards, one an answer.", .number(.finite), required: true)
private let norm = Key(
    "norm", "How rewards become advantages.",
    .choices(.fixed(GroupNormalization.all.map { Choice($0.name, $0.title) })),
    otherwise: "grpo")
private let epsilon = Key(
    "std_eps", "What is added to a standard deviation.", .number(.notNegative), default: 1e-6)
private let others = Key("batch", "The rewards of the batch's other groups.", .numbers)

extension Command<Workspace> {
    /// `group`: the advantages of one group of rewards.
    package static let group = Command(
        CommandDescription(
            name: "group", group: .bench,
            summary: "Show the advantages of one group of answers from their rewards.",
            details: """
                Every token of an answer gets its answer's advantage. grpo divides by the sample \
                standard deviation (n − 1) plus std_eps: 1e-6 in verl, SkyRL, slime and ROLL, 1e-4 in \
                TRL and ms-swift, 1e-9 in OpenRLHF. grpo-batch divides by that of the whole batch, \
                grpo-loo by that of the other answers; drgrpo does not divide; rloo \
                compares each answer with the mean of the others. Where two or more \
                rewards are all equal, every advantage is exactly 0: no signal.
                """,
            parameters: [reward, norm, epsilon, others, Keys.table],
            examples: [
                Example("group 1 0 0 1", "two right answers of four"),
                Example("group 1 0 0 0 0 0 0 0 norm=grpo,drgrpo,rloo", "three conventions"),
                Example("group 1 0 0 1 std_eps=1e-4", "as TRL has it"),
                Example("group 1 0 norm=grpo-batch batch=1,1,0,1", "by the spread of the batch"),
            ],
            related: ["token"])
    ) { workspace, arguments throws(CommandError) in
        let rewards = arguments[reward]
        guard rewards.count <= 100_000 else {
            throw CommandError(.failed, "a group has at most 100,000 answers")
        }
        let norms = (arguments[norm] ?? ["grpo"]).compactMap(GroupNormalization.named)
        let batch = arguments[others] ?? []
        try checkUse(arguments, norms)
        let advantages = norms.map {
            $0.advantages(rewards, epsilon: arguments[epsilon], batch: batch)
        }
        try workspace.present(advantageTable(rewards, norms, advantages), arguments)
        if rewards.count == 1 { workspace.remarkOnGroupOfOne() }
        if rewards.count > 1, Set(rewards).count == 1 {
            workspace.remark("All rewards are equal: no answer teaches anything.")
        }
    }
}

/// Throws for a key that none of the norms looks at.
private func checkUse(
    _ arguments: Arguments, _ norms: [GroupNormalization]
) throws(CommandError) {
    if arguments.has(epsilon), !norms.contains(where: \.takesEpsilon) {
        throw CommandError(
            .failed, "\(norms[0].name) adds nothing to a standard deviation",
            span: arguments.first(epsilon)?.keySpan, hint: "leave std_eps= out, or add norm=grpo")
    }
    let readsBatch = norms.contains(where: \.readsBatch)
    guard arguments.has(others) != readsBatch else { return }
    throw CommandError(
        .missing,
        readsBatch
            ? "grpo-batch needs the rewards of the batch's other groups"
            : "only grpo-batch looks at the batch",
        span: readsBatch ? arguments.span(of: norm) : arguments.first(others)?.keySpan,
        hint: readsBatch ? "add batch=1,0,0,1" : "add norm=grpo-batch")
}

extension Workspace {
    /// Says what trainers make of the only answer to a prompt.
    fileprivate func remarkOnGroupOfOne() {
        remark("A group of one: \(GroupOfOne.trainers(.kept)) keep the reward.")
        remark(
            "0 comes from \(GroupOfOne.trainers(.zero)). TRL refuses num_generations below 2, and slime "
                + "switches std off by itself.")
        remark(
            "NaN comes from \(GroupOfOne.trainers(.notANumber)); OpenRLHF's script asserts more than one."
        )
    }
}

private func advantageTable(
    _ rewards: [Double], _ norms: [GroupNormalization], _ all: [[Double]]
) -> Table {
    var table = Table(columns: [
        Table.Column("response"), Table.Column("reward", nil, .plain), Table.Column("advantage"),
    ])
    if norms.count > 1 { table.columns.append(Table.Column("norm")) }
    for (norm, advantages) in zip(norms, all) {
        for (index, advantage) in advantages.enumerated() {
            let row: [Table.Cell] = [
                .integer(index + 1), .number(rewards[index]), .number(advantage),
            ]
            table.rows.append(norms.count > 1 ? row + [.text(norm.name)] : row)
        }
    }
    return table
}
