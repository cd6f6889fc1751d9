// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// REINFORCE with a truncated ratio to the rollout engine, and nothing of the old policy.
    public static let reinforceIS = WeightRule(
        name: "reinforce-is", title: "REINFORCE + IS",
        summary: """
            The ratio to the rollout engine's probability up to a bound, above which the weight stays \
            there; π_old plays no part.
            """,
        source: """
            verl, bypass_mode with loss_type=reinforce and rollout_is=token, against which it was checked
            """,
        parameters: [bound],
        cases: [
            .any("bound", if: "exp(log_p - log_m) > bound", isCap: true),
            .any("exp(clip(log_p - log_m, -20, 20))"),
        ],
        loss: { values, token, frozen in
            let ratio = exponential(
                Token.clampedLogRatio(
                    frozen.logProbability - TokenVariable.logM.value(frozen)))
            return scoreFunctionLoss(token, weight: min(ratio, values[bound]))
        })

    private static let bound = RuleParameter(
        name: "bound", symbol: "C", summary: "The largest weight.", defaultValue: 2,
        domain: .positive)
}
