// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TokenLogs
package import WorkbenchModel

private let rows = Key(
    "rows", "all for every group of the log.", .choice(.fixed([Choice("all")])))

extension Command<Workspace> {
    /// `groups`: which prompts of a log teach something.
    package static let groups = Command(
        CommandDescription(
            name: "groups", group: .logs,
            summary: "Show which groups of a log carry signal, and which are degenerate.",
            details: """
                A group is the responses to one prompt_id in one step, over all passes. Where all its rewards are \
                equal a group's advantages are 0, and it teaches nothing: TRL logs the share of such groups as \
                frac_reward_zero_std, DAPO samples prompts until there are none. all_best and all_worst are groups whose \
                rewards all are the largest or the smallest of the log: prompts that are too easy or too hard. \
                silent_tokens_fraction is the share of tokens in groups without signal. responses counts a \
                response once for each pass that trained on it; responses_per_group counts it once, and passes says \
                how often that was, as far as the log has the epoch. At most 32,768 groups are told apart.
                """,
            parameters: [rows, Keys.table],
            examples: [
                Example(
                    "groups", "how many groups teach something",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "groups rows=all format=csv out=groups.csv", "every group",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
            ],
            related: ["responses", "group", "reweigh"])
    ) { workspace, arguments throws(CommandError) in
        let log = try workspace.lastLog()
        guard log.has("prompt_id") else {
            throw CommandError(
                .missing,
                "the log has no prompt_id, so that nothing says which responses are a group",
                hint: "name the column: \(shownText(log.plainCommand)) prompt_id=NAME")
        }
        var tally = GroupTally()
        try workspace.read(log) { tally.add($0) }
        if arguments.has(rows) {
            try workspace.present(groupTable(tally.groups), arguments)
        } else {
            try workspace.present(
                oneRowTable(tally.entries), people: statisticTable(tally.entries), arguments)
            for words in groupWords(tally) { workspace.remark(words) }
        }
        if tally.leftOut > 0 {
            workspace.remark(
                "there are more than \(GroupTally.most) groups: "
                    + "\(counted(tally.leftOut, "response")) of later ones are left out")
        }
    }
}

private func groupTable(_ groups: [GroupTally.Group]) -> Table {
    var table = Table(
        columns: [
            Table.Column("step", importance: 3), Table.Column("prompt_id", "prompt", importance: 3),
            Table.Column("responses", importance: 2), Table.Column("passes"),
            Table.Column("tokens"),
            Table.Column("reward_mean", "reward", importance: 2), Table.Column("reward_min", "min"),
            Table.Column("reward_max", "max"), Table.Column("advantage_min", "A min"),
            Table.Column("advantage_max", "A max"), Table.Column("signal", importance: 3),
        ])
    table.rows = groups.map { group in
        [
            group.step.map(Table.Cell.integer) ?? .none, Table.Cell(group.prompt),
            .integer(group.responses), .number(group.trainingsEach), .integer(group.tokens),
            .optional(group.rewardMean),
            .optional(group.rewardMinimum), .optional(group.rewardMaximum),
            .number(group.advantageMinimum), .number(group.advantageMaximum),
            .flag(group.hasSignal),
        ]
    }
    return table
}

/// Returns in words how many groups carry signal, and why others do not.
private func groupWords(_ tally: GroupTally) -> [String] {
    let groups = tally.groups
    guard !groups.isEmpty else { return [] }
    let loud = groups.count(where: \.hasSignal)
    var words = [
        "\(percent(Double(loud) / Double(groups.count))) of groups carry signal, "
            + "\(loud) of \(groups.count)"
    ]
    let odd = groups.count { $0.hasSignal && $0.hasEqualRewards == true }
    if odd > 0 {
        words.append(
            "\(counted(odd, "group")) with equal rewards have advantages all the same: those are not "
                + "the group's own, such as with a baseline over the batch")
    }
    let quiet = groups.count { !$0.hasSignal && $0.hasEqualRewards == false }
    if quiet > 0 {
        words.append(
            "\(counted(quiet, "group")) with unequal rewards have advantages of 0 only: something "
                + "beside the reward, such as a filter, took the signal away")
    }
    let single = groups.count { $0.responses == 1 }
    if single == groups.count {
        words.append("every group is one response: prompt_id may be another thing than the prompt")
    }
    return words
}
