// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TokenLogs
import TokenWeights

/// Returns the reference's part on methods.
func methodsText() -> String {
    let head = """
        ## Methods

        The gradient of a method's loss by log π of a token is −w·A. What stands here is w, the
        effective weight; it is 0 wherever A is 0. [methods.md](methods.md) tells what that means.

        In every method the log-ratio is clamped to ±20, in value: beyond |log r| = 20 the weight
        is that of the clamped ratio. Some published codes clamp so that the gradient is 0 there;
        Flipside keeps the value for all methods alike.

        From GSPO on they weigh whole responses: `simulate` trains them on sampled responses, `reweigh`
        and `weights` weigh those of a log and of the bench, where tokens with the same `response=` are
        one; the commands that need one token's weight say that they have none.

        Where a formula has a second line u, it is added to w·A in the coefficient of ∇log π whatever the
        advantage is. μ is what the rollout engine computed (`engine=`), and π_old where none is given.

        Not here, because they choose among the tokens of a batch: clip-cov, kl-cov, BAPO, M2PO and the
        entropy mask; ERC, which needs the entropy before the update as well; REAL, which needs whole
        groups.
        """
    let sections = WeightRule.all.map {
        section($0.name, $0.title, $0.summary, $0.formula, $0.source, $0.parameters)
    }
    return ([head] + sections).joined(separator: "\n\n")
}

/// Returns what the reference says of one method.
private func section(
    _ name: String, _ title: String, _ summary: String, _ formula: String, _ source: String,
    _ parameters: [RuleParameter]
) -> String {
    var parts = ["### \(name)", "**\(title).** \(summary)", codeBlock(formula)]
    if !parameters.isEmpty {
        parts.append(
            markdownTable(
                ["parameter", "symbol", "default", "must be", "meaning"],
                parameters.map {
                    [
                        "`\($0.name)`", $0.symbol, NumberText.shortest($0.defaultValue),
                        $0.domain.phrase, $0.summary,
                    ]
                }))
    }
    return (parts + ["Source: \(source)."]).joined(separator: "\n\n")
}

/// Returns the reference's part on the advantages of groups.
func groupsText() -> String {
    let rows = GroupNormalization.all.map {
        ["`\($0.name)`", $0.title, $0.summary, $0.formula, $0.source]
    }
    return """
        ## Advantages of groups

        `group R… norm=NAME` turns the rewards of one group of answers into advantages. ε is `std_eps`:
        1e-6, as in verl, SkyRL, slime and ROLL; TRL and ms-swift add 1e-4, OpenRLHF 1e-9. Of a group of
        one, which has no spread, the reward stays in \(GroupOfOne.trainers(.kept)); it becomes 0 in
        \(GroupOfOne.trainers(.zero)); and NaN in \(GroupOfOne.trainers(.notANumber)).

        \(markdownTable(["norm", "title", "what it does", "formula", "source"], rows))
        """
}

/// Returns the reference's part on how trainers add tokens up, and on their settings.
func trainersText() -> String {
    let ways = Aggregation.all.map { way in
        let number = way.number.map { "`\($0.name)`, \($0.defaultText)" } ?? ""
        return ["`\(way.name)`", way.summary, way.formula, number, way.source]
    }
    let sections = Dialect.all.map { dialect in
        """
        ### \(dialect.title)

        `dialect=\(dialect.name)`: \(dialect.source).

        \(settingsTable(dialect))
        """
    }
    return """
        ## Sums of trainers

        `aggregation=NAME` of `weights` and `reweigh` shows in `factor.M` the factor with which a token's
        loss enters the loss of its batch: of N tokens in B responses, of which B₊ are not empty, in a
        response of T tokens. On the bench the bench is the batch; in a log it is a step, with its epoch
        and minibatch where the log has them.

        \(markdownTable(["aggregation", "what it does", "factor", "number, default", "source"], ways))

        ## Settings of trainers

        `dialect=NAME` takes the settings of a run in the place of our words. A path before a name
        (`actor_rollout_ref.actor.clip_ratio`), dashes, `--name value`, `name: value`, quotes and `None`
        are understood; what is not given has the trainer's default. Settings that touch no weight are
        taken and named. What cannot be said in our words is an error.

        \(sections.joined(separator: "\n\n"))
        """
}

/// Returns what a dialect knows, by what it does to weights.
private func settingsTable(_ dialect: Dialect) -> String {
    var decisive: [String] = []
    var fixed: [String] = []
    var idle: [String] = []
    for setting in dialect.settings {
        switch setting.role {
        case .weights: decisive.append("`\(setting.name)` \(setting.defaultText)")
        case .fixed(let reason):
            fixed.append("`\(setting.name)` \(setting.defaultText): \(reason)")
        case .idle: idle.append("`\(setting.name)`")
        }
    }
    let parts = dialect.otherParts.sorted().map { "`\($0).…`" }
    let rows = [
        ["decide weights, with their defaults", decisive.joined(separator: ", ")],
        ["only their default can be said", fixed.joined(separator: "; ")],
        ["touch no weight", (idle + parts).joined(separator: ", ")],
    ]
    return markdownTable(["settings that", ""], rows.filter { !$0[1].isEmpty })
}

/// Returns the reference's part on the columns of logs.
func columnsText() -> String {
    let rows = LogColumn.all.map { column in
        [
            "`\(column.name)`", column.isRequired ? "yes" : "", column.summary,
            column.aliases.map { "`\($0)`" }.joined(separator: " "),
        ]
    }
    return """
        ## Columns of logs

        `load FILE` finds a column by our name or by any of the others, best first; letters' case
        and `_ - / .` and blanks do not matter. A `ratio` or `log_ratio` can stand for a missing
        log-probability. [logs.md](logs.md) tells the rest.

        \(markdownTable(["column", "needed", "meaning", "other names"], rows))
        """
}
