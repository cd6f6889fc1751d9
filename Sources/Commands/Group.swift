// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TokenWeights
package import WorkbenchModel

private let reward = Key(
    words: "reward", "The rewards, one an answer.", .number(.finite), required: true)
private let norm = Key(
    "norm", "How rewards become advantages.",
    .choices(.fixed(GroupNormalization.all.map { Choice($0.name, $0.title) })), otherwise: "grpo")

extension Command<Workspace> {
    /// `group`: the advantages of one group of rewards.
    package static let group = Command(
        CommandDescription(
            name: "group", group: .bench,
            summary: "Show the advantages of one group of answers from their rewards.",
            details: """
                Every token of an answer gets its answer's advantage. grpo divides by the sample \
                standard deviation (n − 1) plus 1e-6, as verl does; drgrpo does not divide; rloo \
                compares each answer with the mean of the others. Where two or more \
                rewards are all equal, every advantage is exactly 0: no signal.
                """,
            parameters: [reward, norm, Keys.table],
            examples: [
                Example("group 1 0 0 1", "two right answers of four"),
                Example("group 1 0 0 0 0 0 0 0 norm=grpo,drgrpo,rloo", "three conventions"),
            ],
            related: ["token"])
    ) { workspace, arguments throws(CommandError) in
        let rewards = arguments[reward]
        guard rewards.count <= 100_000 else {
            throw CommandError(.failed, "a group has at most 100,000 answers")
        }
        let norms = (arguments[norm] ?? ["grpo"]).compactMap(GroupNormalization.named)
        try workspace.present(advantageTable(rewards, norms), arguments)
        if rewards.count == 1 {
            workspace.remark(
                "A group of one: verl keeps the reward, as here, and so does SkyRL's grpo; TRL, ms-swift, "
                    + "NeMo, slime, prime-rl and OpenRLHF's dr_grpo give 0; ROLL and OpenRLHF's "
                    + "group_norm give NaN.")
        }
        if rewards.count > 1, Set(rewards).count == 1 {
            workspace.remark("All rewards are equal: no answer teaches anything.")
        }
    }
}

private func advantageTable(_ rewards: [Double], _ norms: [GroupNormalization]) -> Table {
    var table = Table(columns: [
        Table.Column("response"), Table.Column("reward", nil, .plain), Table.Column("advantage"),
    ])
    if norms.count > 1 { table.columns.append(Table.Column("norm")) }
    for norm in norms {
        for (index, advantage) in norm.advantages(rewards).enumerated() {
            let row: [Table.Cell] = [
                .integer(index + 1), .number(rewards[index]), .number(advantage),
            ]
            table.rows.append(norms.count > 1 ? row + [.text(norm.name)] : row)
        }
    }
    return table
}
