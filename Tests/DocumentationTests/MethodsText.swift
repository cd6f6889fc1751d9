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

        `group R… norm=NAME` turns the rewards of one group of answers into advantages.

        \(markdownTable(["norm", "title", "what it does", "formula", "source"], rows))
        """
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
