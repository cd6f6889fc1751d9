// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// The ratio to the rollout engine within an interval, whatever the sign of the advantage.
    public static let twoSided = WeightRule(
        name: "two-sided", title: "two-sided mask",
        summary: """
            The ratio to the rollout engine's probability, and nothing outside the interval on either \
            side, whichever way the advantage pushes; π_old plays no part.
            """,
        source: """
            SkyRL, rollout_is ("calibrated"), against which it was checked; the double-sided mask of \
            GLM-5 by secondary sources
            """,
        parameters: [.clipBelow, .clipAbove],
        outside: "exp(log_p - log_m) <= 1 - eps_low or exp(log_p - log_m) >= 1 + eps_high",
        cases: [
            .any("0", if: "exp(log_p - log_m) <= 1 - eps_low"),
            .any("0", if: "exp(log_p - log_m) >= 1 + eps_high"), .any("exp(log_p - log_m)"),
        ],
        loss: { values, token, frozen in
            let ratio = exponential(frozen.logProbability - TokenVariable.logM.value(frozen))
            let clip = ClipInterval(values)
            let isInside = ratio > clip.lower && ratio < clip.upper
            return engineLoss(token, weight: isInside ? 1 : 0, pull: 0)
        })
}
