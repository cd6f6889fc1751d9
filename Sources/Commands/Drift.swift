// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import TokenLogs
import TokenWeights
package import WorkbenchModel

private let highest = Key(
    "rho_high", "Where truncated importance sampling holds the weight from above.",
    .number(.positive), default: 2)
private let lowest = Key(
    "rho_low", "Where it holds the weight from below.", .number(.notNegative), default: 0)

extension Command<Workspace> {
    /// `drift`: how far the policies of a log are apart.
    package static let drift = Command(
        CommandDescription(
            name: "drift", group: .logs,
            summary: "Show drift and engine mismatch: how far the policies of a log are apart.",
            details: """
                Three pairs, as far as the log has them: engine is π_old over what the rollout engine \
                computed (μ), drift is π over π_old, total is π over μ. Of each: kl_k1 and kl_k3, the estimates \
                of KL from the policy below in nats; chi2, the mean of ρ² less 1; differences of log-probabilities \
                and of probabilities; Pearson's correlation of probabilities; the share of tokens on which both \
                are exactly equal; the mean of exp |log ρ| (mult_prob_error); and the weight ρ, with the share \
                of the sample that counts, (Σρ)²/(n Σρ²), before and after truncation to rho_low and rho_high.

                verl logs probability_difference_mean as training/rollout_probs_diff_mean, pearson as \
                training/rollout_actor_probs_pearson_corr, kl_k1 as rollout_corr/kl; TRL \
                logp_difference_mean as sampling/sampling_logp_difference/mean, slime as \
                train/train_rollout_logprob_abs_diff; prime-rl kl_k3 as \
                mismatch_kl; NeMo-RL kl_k3 as gen_kl_error and mult_prob_error as token_mult_prob_error. by= has \
                a row for each part and pair, of at most 2048 parts.
                """,
            parameters: [LogKeys.by, lowest, highest, Keys.table],
            examples: [
                Example(
                    "drift", "what the log that ships has: drift",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "drift by=epoch", "the first pass beside the second",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
            ],
            related: ["clipping", "reweigh", "load"])
    ) { workspace, arguments throws(CommandError) in
        let log = try workspace.lastLog()
        let bounds = try bounds(arguments)
        let empty = PolicyGaps(bounds)
        if let grouping = arguments[LogKeys.by] {
            try workspace.checkParts(grouping, log, arguments.span(of: LogKeys.by))
            var parts = LogParts(by: grouping, empty: empty)
            try workspace.read(log) { response in
                parts.add(response) { gaps, places in
                    for place in places { gaps.add(response[place]) }
                }
            }
            let table = driftParts(parts)
            try workspace.present(table, people: table.ofChiefColumns, arguments)
            return workspace.remarkOnFolding(parts.isFolded, most: parts.most)
        }
        var gaps = empty
        try workspace.read(log) { for token in $0 { gaps.add(token) } }
        guard gaps.pairs.contains(where: { $0.gap.tokens > 0 }) else {
            throw CommandError(
                .missing, "the log has only ratios, and no two policies to hold against each other",
                hint:
                    "name the columns: \(shownText(log.plainCommand)) logp=NAME logp_old=NAME")
        }
        try workspace.present(
            driftTable(gaps), people: driftComparison(gaps), arguments)
        for remark in driftWords(gaps, log) { workspace.remark(remark) }
    }
}

/// Returns the bounds of the truncation.
private func bounds(_ arguments: Arguments) throws(CommandError) -> ClosedRange<Double> {
    let (low, high) = (arguments[lowest], arguments[highest])
    guard low <= high else {
        throw CommandError(
            .domain, "rho_low is above rho_high", span: arguments.span(of: lowest),
            hint: "give rho_low=0 rho_high=2")
    }
    return low...high
}
